/**
 * The packages that no bundle can hold, because they load a binary or WebAssembly from beside
 * themselves, and which of their files an installed extension needs.
 */

export interface ShippedPackage {
  readonly name: string;
  /** Files and folders of the package that are read at run time; everything else stays at home. */
  readonly files: readonly string[];
}

/** Copied into `dist/node_modules` of the `.vsix`. */
export const SHIPPED_PACKAGES: readonly ShippedPackage[] = [
  { name: "better-sqlite3", files: ["lib", "prebuilds"] },
  { name: "libpg-query", files: ["wasm"] },
  { name: "node-sql-parser", files: ["build/mariadb.js"] },
  {
    name: "@vscode/tree-sitter-wasm",
    files: [
      "wasm/tree-sitter.js",
      "wasm/tree-sitter.wasm",
      ...["typescript", "tsx", "javascript", "python", "go", "java", "php", "c-sharp", "ruby"].map(
        (it) => `wasm/tree-sitter-${it}.wasm`,
      ),
    ],
  },
];

/** Too large for every user: found when a user has it, explained when not. */
const OPTIONAL_PACKAGES = ["@duckdb/node-api"];

/** What esbuild leaves as `require`. */
export const EXTERNAL_PACKAGES: readonly string[] = [
  ...SHIPPED_PACKAGES.flatMap((it) => [it.name, `${it.name}/*`]),
  ...OPTIONAL_PACKAGES,
];
