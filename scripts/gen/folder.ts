/** Folders of which each file is one contribution, named after it. */
import { readdirSync } from "node:fs";

/** The names of the files without the generated list, sorted. */
export function slugsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((it) => it.endsWith(".ts") && it !== "index.ts")
    .map((it) => it.slice(0, -".ts".length))
    .sort();
}

/** `dropTable` for `drop-table`. */
export function exportName(slug: string): string {
  return slug.replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}
