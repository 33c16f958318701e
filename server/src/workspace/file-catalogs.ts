/** Catalogs without any database: DDL files and folders of migrations, replayed in order. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { catalogFromTexts } from "../analysis/catalog-from-script.ts";
import type { Catalog } from "../catalog/model.ts";
import { upTexts } from "../migrations/up-texts.ts";
import type { Dialect } from "../sql/dialect.ts";

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
    const catalog = catalogFromTexts(
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

/** A file's text, or the parts of a folder's migrations that go up, in their order. */
function textsOf(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) {
      return [readFileSync(path, "utf8")];
    }
    const files = readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((it) => it.endsWith(".sql"))
      .map((it) => it.replaceAll("\\", "/"))
      .sort();
    return upTexts(files.map((it) => ({ path: it, text: readFileSync(join(path, it), "utf8") })));
  } catch {
    return [];
  }
}
