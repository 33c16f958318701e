/**
 * Grammars of host languages: tree-sitter's, in WebAssembly. Nothing is read before a program is
 * opened, and of each language only its own grammar.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { HostLanguage, HostNode, HostTree } from "../host/tree.ts";

type Runtime = typeof import("@vscode/tree-sitter-wasm");
type Parser = InstanceType<Runtime["Parser"]>;
type Cursor = ReturnType<NonNullable<ReturnType<Parser["parse"]>>["walk"]>;

const PACKAGE = "@vscode/tree-sitter-wasm";

const GRAMMARS: Readonly<Record<HostLanguage, string>> = {
  typescript: "typescript",
  typescriptreact: "tsx",
  javascript: "javascript",
  javascriptreact: "javascript",
  python: "python",
  go: "go",
  java: "java",
  php: "php",
  csharp: "c-sharp",
  ruby: "ruby",
};

const require = createRequire(import.meta.url);
let runtime: Promise<{ readonly module: Runtime; readonly folder: string }> | undefined;
const loading = new Map<string, Promise<void>>();
const parsers = new Map<string, Parser>();

/** Makes a language readable; the promise is the same every time. */
export function loadGrammar(language: HostLanguage): Promise<void> {
  const name = GRAMMARS[language];
  const known = loading.get(name);
  if (known !== undefined) {
    return known;
  }
  const made = load(name);
  loading.set(name, made);
  return made;
}

async function load(name: string): Promise<void> {
  runtime ??= start();
  const { module, folder } = await runtime;
  const grammar = await module.Language.load(join(folder, `tree-sitter-${name}.wasm`));
  const parser = new module.Parser();
  parser.setLanguage(grammar);
  parsers.set(name, parser);
}

async function start(): Promise<{ readonly module: Runtime; readonly folder: string }> {
  const folder = dirname(require.resolve(PACKAGE));
  const module: Runtime = require(PACKAGE);
  await module.Parser.init({ locateFile: (file: string) => join(folder, file) });
  return { module, folder };
}

/** The tree of a program; nothing while its grammar is not loaded. */
export function hostTree(language: HostLanguage, text: string): HostTree | undefined {
  const parser = parsers.get(GRAMMARS[language]);
  const tree = parser?.parse(text);
  if (tree === undefined || tree === null) {
    return undefined;
  }
  const cursor = tree.walk();
  const root = plain(cursor);
  cursor.delete();
  tree.delete();
  return { language, text, root };
}

/** Copies what the machine holds into plain values, in one walk. */
function plain(cursor: Cursor): HostNode {
  const children: HostNode[] = [];
  const made = {
    type: cursor.nodeType,
    field: cursor.currentFieldName ?? undefined,
    start: cursor.startIndex,
    end: cursor.endIndex,
    named: cursor.nodeIsNamed,
    children,
  };
  if (cursor.gotoFirstChild()) {
    do {
      children.push(plain(cursor));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return made;
}
