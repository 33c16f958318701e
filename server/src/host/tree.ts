/**
 * A host program's syntax tree as a plain value: what a grammar found, without the machine that ran
 * it. Whoever has a grammar (see `workspace/host-grammars.ts`) fills it in; nothing here loads anything.
 */

/** Host languages by their editor's id. */
export const HOST_LANGUAGES = [
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "python",
  "go",
  "java",
  "php",
  "csharp",
  "ruby",
] as const;

export type HostLanguage = (typeof HOST_LANGUAGES)[number];

/** Endings of files of each host language. */
const ENDINGS: Readonly<Record<string, HostLanguage>> = {
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "typescriptreact",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascriptreact",
  py: "python",
  pyi: "python",
  go: "go",
  java: "java",
  php: "php",
  cs: "csharp",
  rb: "ruby",
  rake: "ruby",
};

export function isHostLanguage(id: string): id is HostLanguage {
  return (HOST_LANGUAGES as readonly string[]).includes(id);
}

/** The language of a file by its ending (without the dot). */
export function hostLanguageOfEnding(ending: string): HostLanguage | undefined {
  return ENDINGS[ending.toLowerCase()];
}

/** The endings of files that are looked into when a folder is named. */
export const HOST_ENDINGS: readonly string[] = Object.keys(ENDINGS);

export interface HostNode {
  readonly type: string;
  /** The role it has in its parent, where the grammar names it. */
  readonly field: string | undefined;
  /** Offsets of the document. */
  readonly start: number;
  readonly end: number;
  readonly named: boolean;
  readonly children: readonly HostNode[];
}

/** A parsed program. */
export interface HostTree {
  readonly language: HostLanguage;
  readonly text: string;
  readonly root: HostNode;
}

/** The child in a role; the first role that is filled counts. */
export function child(node: HostNode, ...fields: readonly string[]): HostNode | undefined {
  for (const field of fields) {
    const found = node.children.find((it) => it.field === field);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

export function childOfType(node: HostNode, ...types: readonly string[]): HostNode | undefined {
  return node.children.find((it) => types.includes(it.type));
}

/** Children that mean something: without punctuation and comments. */
export function named(node: HostNode): readonly HostNode[] {
  return node.children.filter((it) => it.named && !isComment(it));
}

export function isComment(node: HostNode): boolean {
  return /comment$/u.test(node.type);
}
