/**
 * The record of packs that people added, and packs in npm packages: where they came from, what they
 * were when they were added, and whether they still are that.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { z } from "zod";
import { packHash } from "./pack-integrity.ts";

/** Keyword of npm packages that are packs. */
export const PACKAGE_KEYWORD = "sqlx-wirepack";
/** The record of what was added, in the user's folder of packs. */
const RECORD_FILE = "added.json";

const addedSchema = z.record(
  z.string().max(200),
  z.strictObject({
    version: z.string().max(200),
    source: z.string().max(2000),
    integrity: z.string().max(200),
    signedBy: z.string().max(200).optional(),
  }),
);

/** What is known of an added pack. */
export type AddedPack = z.infer<typeof addedSchema>[string];

/** The record of a folder of packs; empty where there is none. */
export function addedPacks(root: string): Readonly<Record<string, AddedPack>> {
  try {
    const decoded = addedSchema.safeParse(
      JSON.parse(readFileSync(join(root, RECORD_FILE), "utf8")),
    );
    return decoded.success ? decoded.data : {};
  } catch {
    return {};
  }
}

/** Why an added pack must not be used; nothing where it is as it was added. */
export function tampering(root: string, engine: string): string | undefined {
  const added = addedPacks(root)[engine];
  if (added === undefined) {
    return undefined;
  }
  return packHash(join(root, engine)) === added.integrity
    ? undefined
    : "was changed since it was added; add it again if that was you";
}

/** Writes the record. */
export function recordAdded(root: string, added: Readonly<Record<string, AddedPack>>): void {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, RECORD_FILE), `${JSON.stringify(added, undefined, 2)}\n`);
}

const packageSchema = z.object({
  keywords: z.array(z.string()).optional(),
  sqlx: z.object({ wirepack: z.string() }).optional(),
});

/** The folder of the pack in an npm package's folder; nothing where it is no pack. */
export function packagePack(folder: string): string | undefined {
  try {
    const decoded = packageSchema.safeParse(
      JSON.parse(readFileSync(join(folder, "package.json"), "utf8")),
    );
    if (!decoded.success || decoded.data.keywords?.includes(PACKAGE_KEYWORD) !== true) {
      return undefined;
    }
    const inside = resolve(folder, decoded.data.sqlx?.wirepack ?? ".");
    const isInside = inside === resolve(folder) || inside.startsWith(`${resolve(folder)}${sep}`);
    return isInside && existsSync(join(inside, "pack.json")) ? inside : undefined;
  } catch {
    return undefined;
  }
}
