/** Commands for clients that are not ours: `workspace/executeCommand` with the shapes of the requests. */
import { ResponseError, type ServerCapabilities } from "vscode-languageserver";
import { z } from "zod";
import { err, ok } from "../base/result.ts";
import type { Translation, WireResult } from "../protocol/messages.ts";
import { script } from "../sql/script.ts";
import { targets, translation } from "../workspace/translations.ts";
import { verify } from "../workspace/verify.ts";
import { type Door, type Feature, placeAt } from "./door.ts";
import { BUG, onOwn } from "./own-requests.ts";

const position = z.object({ line: z.number(), character: z.number() });
const translateArguments = z.object({
  text: z.string().optional(),
  uri: z.string().optional(),
  range: z.object({ start: position, end: position }).optional(),
  from: z.string().optional(),
  to: z.string(),
});

/** JSON-RPC's code for parameters that make no sense. */
const INVALID_PARAMS = -32602;

export const COMMANDS: ServerCapabilities = {
  executeCommandProvider: { commands: ["sqlx.translate"] },
};

export const commands: Feature = {
  capabilities: {},
  attach(door) {
    onOwn(door, "sqlx/translate", BUG, (params) => translated(door, params));
    door.connection.onExecuteCommand(async ({ command, arguments: given }) => {
      if (command !== "sqlx.translate") {
        throw new ResponseError(INVALID_PARAMS, `There is no command "${command}".`);
      }
      const decoded = translateArguments.safeParse(given?.[0]);
      if (!decoded.success) {
        throw new ResponseError(
          INVALID_PARAMS,
          `sqlx.translate: ${decoded.error.issues[0]?.path.join(".")}: ${decoded.error.issues[0]?.message}`,
        );
      }
      const answer = await translated(door, decoded.data);
      if (!answer.ok) {
        throw new ResponseError(INVALID_PARAMS, answer.error.message);
      }
      return answer.value;
    });
  },
};

async function translated(
  door: Door,
  given: z.infer<typeof translateArguments>,
): Promise<WireResult<Translation>> {
  const { workspace } = door;
  const place =
    given.uri === undefined
      ? undefined
      : placeAt(door, given.uri, given.range?.start ?? { line: 0, character: 0 });
  const from =
    given.from === undefined ? place?.region.view.dialect : workspace.dialectNamed(given.from);
  const text = given.text ?? selection(door, given);
  if (from === undefined || text === undefined) {
    return err({
      tag: "config",
      message:
        from === undefined
          ? `There is no dialect "${given.from ?? ""}".`
          : "There is no text to translate.",
    });
  }
  const target = targets(workspace, from).find((it) => it.id === given.to);
  if (target === undefined) {
    const known = targets(workspace, from).map((it) => it.id);
    return err({
      tag: "config",
      message: `There are no translation rules for "${given.to}"; there are for ${known.join(", ")}.`,
    });
  }
  const catalog = place?.region.view.dialect === from ? place.region.view.catalog : undefined;
  const done = translation(
    { script: script(text, from), dialect: from, catalog },
    text,
    target.dialect,
  );
  const verdict = done.notes.some((it) => it.level === "error")
    ? ({ verified: "none" } as const)
    : await verify(done.output, target.dialect, undefined);
  return ok({ ...done, verified: verdict.verified });
}

function selection(door: Door, given: z.infer<typeof translateArguments>): string | undefined {
  const document = given.uri === undefined ? undefined : door.workspace.document(given.uri);
  if (document === undefined || given.uri === undefined || given.range === undefined) {
    return document?.text;
  }
  const start = placeAt(door, given.uri, given.range.start);
  const end = placeAt(door, given.uri, given.range.end);
  return start?.region.view.script.text.slice(start.offset, end?.offset);
}
