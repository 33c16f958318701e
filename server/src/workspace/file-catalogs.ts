/** Catalogs without any database: DDL files and folders of migrations, replayed in order. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { catalogFromScript } from "../analysis/catalog-from-script.ts";
import { type LineCharacter, lineCharacterAt, lineIndex, type Range } from "../base/text.ts";
import type { Catalog } from "../catalog/model.ts";
import { upTexts } from "../migrations/up-texts.ts";
import type { Dialect } from "../sql/dialect.ts";
import { type Script, script } from "../sql/script.ts";

export class FileCatalogs {
  readonly #root: () => string;
  #known = new Map<string, { readonly dialect: Dialect; readonly catalog: Catalog }>();

  constructor(root: () => string) {
    this.#root = root;
  }

  /** What the files define; a file or folder that is not there defines nothing. */
  catalog(paths: readonly string[], dialect: Dialect): Catalog {
    const key = paths.join("\n");
    const known = this.#known.get(key);
    if (known !== undefined && known.dialect === dialect) {
      return known.catalog;
    }
    const catalog = catalogFromScript(
      paths.flatMap((it) => textsOf(resolve(this.#root(), it))),
      dialect,
    );
    this.#known.set(key, { dialect, catalog });
    return catalog;
  }

  forget(): void {
    this.#known = new Map();
  }
}

/** A DDL file, ready to be searched. */
export interface DdlFile {
  readonly uri: string;
  readonly script: Script;
  range(range: Range): { readonly start: LineCharacter; readonly end: LineCharacter };
}

/** The SQL files at the paths, folders included. */
export function ddlFiles(
  root: string,
  paths: readonly string[],
  dialect: Dialect,
): readonly DdlFile[] {
  return paths
    .flatMap((it) => sqlFiles(resolve(root, it)))
    .map(({ path, text }) => {
      const lines = lineIndex(text);
      return {
        uri: pathToFileURL(path).href,
        script: script(text, dialect),
        range: ({ start, end }) => ({
          start: lineCharacterAt(lines, start),
          end: lineCharacterAt(lines, end),
        }),
      };
    });
}

/** A file's text, or the parts of a folder's migrations that go up, in their order. */
function textsOf(path: string): readonly string[] {
  const files = sqlFiles(path);
  return files.length === 1 && files[0]?.path === path
    ? [files[0].text]
    : upTexts(
        files.map((it) => ({ path: relative(path, it.path).replaceAll("\\", "/"), text: it.text })),
      );
}

function sqlFiles(path: string): readonly { readonly path: string; readonly text: string }[] {
  try {
    const paths = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: "utf8" })
          .filter((it) => it.endsWith(".sql"))
          .sort()
          .map((it) => join(path, it))
      : [path];
    return paths.map((it) => ({ path: it, text: readFileSync(it, "utf8") }));
  } catch {
    return [];
  }
}
