/**
 * A statement given by its shape: which words it has, what an engine must be able to do to have it,
 * and what node it becomes. Tables of these are searched by their first words.
 */
import type {
  AlterObject,
  CreateObject,
  Drop,
  Maintenance,
  Name,
  Node,
  NodeBase,
  Option,
  OtherStatement,
  QualifiedName,
  SetStatement,
  StatementNode,
  Transaction,
  TypeName,
} from "./ast.ts";
import type { Modifiers } from "./modifiers.ts";
import type { Parser } from "./parser.ts";
import { has, refuse, since, skipRest } from "./parts.ts";
import { Captures, expectedText, type Farthest, matches, type Shape, shape } from "./pattern.ts";
import { RULES } from "./shape-rules.ts";
import type { Terminal } from "./terminals.ts";

/** Makes the node from what was kept. */
export type Build = (kept: Captures, range: NodeBase) => StatementNode;

/** The shape's text, the capability ("" for all engines), the node. */
export type StatementShape = readonly [text: string, capability: string, build: Build];

interface Entry {
  readonly shape: Shape;
  readonly text: string;
  readonly capability: string;
  readonly build: Build;
}

/** Statements by their first word. The shapes are read when the table is first asked. */
export class ShapeTable {
  private readonly source: readonly StatementShape[];
  private entries: ReadonlyMap<string, readonly Entry[]> | undefined;

  constructor(source: readonly StatementShape[]) {
    this.source = source;
  }

  /** All shapes, for the check that their words are terminals. */
  shapes(): Shape[] {
    return this.source.map(([text]) => shape(text));
  }

  private table(): ReadonlyMap<string, readonly Entry[]> {
    if (this.entries === undefined) {
      const table = new Map<string, Entry[]>();
      for (const [text, capability, build] of this.source) {
        const made = shape(text);
        const first = made.lead[0] ?? "";
        const list = table.get(first) ?? [];
        list.push({ shape: made, text, capability, build });
        table.set(first, list);
      }
      for (const list of table.values()) {
        list.sort((a, b) => b.shape.lead.length - a.shape.lead.length);
      }
      this.entries = table;
    }
    return this.entries;
  }

  /** Notes at the probe the words that begin statements of this engine. */
  private note(p: Parser): void {
    for (const [word, list] of this.table()) {
      if (list.some((it) => it.capability === "" || has(p, it.capability))) {
        p.at(word as Terminal);
      }
    }
  }

  /** The statement of this table that begins here, or `undefined` with nothing consumed. */
  parse(p: Parser, start: number): StatementNode | undefined {
    if (p.pos === p.probe) {
      this.note(p);
    }
    const list = this.table().get(p.word);
    if (list === undefined) {
      return undefined;
    }
    const candidates = list.filter((it) => leads(p, it.shape.lead));
    if (candidates.length === 0) {
      this.noteNext(p, list);
      return undefined;
    }
    const farthest: Farthest = { pos: -1, expected: new Set() };
    const own = candidates.filter((it) => it.capability === "" || has(p, it.capability));
    const found = best(p, own, farthest);
    if (found !== undefined) {
      return finish(p, found, start);
    }
    const foreign = best(
      p,
      candidates.filter((it) => !own.includes(it)),
      { pos: -1, expected: new Set() },
    );
    if (foreign !== undefined && endsHere(p, foreign.end)) {
      const node = finish(p, foreign, start);
      refuse(p, node, foreign.entry.shape.lead.join(" "));
      return node;
    }
    if (own.length === 0) {
      return undefined;
    }
    p.moveTo(Math.max(farthest.pos, p.pos));
    p.expected(expectedText(farthest));
    skipRest(p);
    const [entry] = own;
    return {
      kind: "other",
      ...since(p, start),
      verb: (entry?.shape.lead[0] ?? "").toLowerCase(),
      names: [],
    };
  }

  /** `CREATE TEXT |`: the words after those that stand here, for completion. */
  private noteNext(p: Parser, list: readonly Entry[]): void {
    for (const it of list) {
      if (it.capability === "" || has(p, it.capability)) {
        const [first, ...rest] = it.shape.lead as Terminal[];
        if (first !== undefined) {
          p.atAll(first, ...rest);
        }
      }
    }
  }
}

interface Found {
  readonly entry: Entry;
  readonly kept: Captures;
  readonly end: number;
  readonly problems: Parser["problems"];
}

function leads(p: Parser, lead: readonly string[]): boolean {
  return lead.every((it, index) => (index === 0 ? p.word : p.peek(index)) === it);
}

/** The first candidate that matches to the end of the statement, else the one that matches farthest. */
function best(p: Parser, candidates: readonly Entry[], farthest: Farthest): Found | undefined {
  const { pos } = p;
  const nProblems = p.problems.length;
  let found: Found | undefined;
  for (const entry of candidates) {
    const kept = new Captures();
    const matched = matches(p, entry.shape, RULES, kept, farthest);
    const end = p.pos;
    const problems = p.problems.slice(nProblems);
    p.moveTo(pos);
    p.problems.length = nProblems;
    if (matched) {
      if (found === undefined || end > found.end) {
        found = { entry, kept, end, problems };
      }
      if (endsHere(p, end)) {
        break;
      }
    }
  }
  return found;
}

function endsHere(p: Parser, pos: number): boolean {
  return pos >= p.tokens.count || p.peek(pos - p.pos) === ";";
}

function finish(p: Parser, found: Found, start: number): StatementNode {
  p.moveTo(found.end);
  p.problems.push(...found.problems);
  return found.entry.build(found.kept, since(p, start));
}

// ---------------------------------------------------------------- what shapes become

function isName(node: Node): node is Name {
  return node.kind === "name";
}

/** What was kept under a name as qualified names. */
export function paths(kept: Captures, field: string): QualifiedName[] {
  const found: QualifiedName[] = [];
  for (const it of kept.nodes(field)) {
    if (it.kind === "qualified-name") {
      found.push(it);
    } else if (isName(it)) {
      found.push({ kind: "qualified-name", start: it.start, end: it.end, parts: [it] });
    } else if (it.kind === "literal") {
      const name: Name = {
        kind: "name",
        start: it.start,
        end: it.end,
        text: it.value,
        quoted: true,
      };
      found.push({ kind: "qualified-name", start: it.start, end: it.end, parts: [name] });
    }
  }
  return found;
}

function isExpression(node: Node): node is Extract<Node, { readonly kind: "literal" }> {
  return node.kind !== "name" && node.kind !== "qualified-name" && node.kind !== "option";
}

function behavior(kept: Captures): { cascade?: boolean; restrict?: boolean } {
  const [word] = kept.all("behavior", "option");
  if (word === undefined) {
    return {};
  }
  return word.name === "CASCADE" ? { cascade: true } : { restrict: true };
}

/** A statement kept as its verb, names and expressions. */
export function other(verb: string): Build {
  return (kept, range): OtherStatement => {
    const expressions = kept.nodes("expressions").filter(isExpression);
    return {
      kind: "other",
      ...range,
      verb,
      names: paths(kept, "names"),
      ...(expressions.length > 0 ? { expressions } : {}),
    };
  };
}

/** `VACUUM`, `ANALYZE` and the like. */
export function maintenance(verb: string, object?: string): Build {
  return (kept, range): Maintenance => {
    const options: Option[] = kept.all("options", "option");
    const expressions = kept.nodes("expressions").filter(isExpression);
    return {
      kind: "maintenance",
      ...range,
      verb,
      names: paths(kept, "names"),
      options,
      ...(object === undefined ? {} : { object }),
      ...(kept.has("full") || options.some((it) => it.name === "FULL") ? { full: true } : {}),
      ...(kept.has("concurrently") || options.some((it) => it.name === "CONCURRENTLY")
        ? { concurrently: true }
        : {}),
      ...(expressions.length > 0 ? { expressions } : {}),
    };
  };
}

/** A transaction statement; the words kept under `modes` are its modes. */
export function transaction(action: Transaction["action"]): Build {
  return (kept, range): Transaction => {
    const name = kept.one("name", "name");
    const tables = paths(kept, "tables");
    return {
      kind: "transaction",
      ...range,
      action,
      modes: kept.all("modes", "option").map((it) => it.name),
      ...(name === undefined ? {} : { name }),
      ...(tables.length > 0 ? { tables } : {}),
    };
  };
}

/** A statement about settings. */
export function setting(verb: SetStatement["verb"], fixed?: string): Build {
  return (kept, range): SetStatement => {
    const [name] = kept.nodes("setting");
    const values = kept.nodes("values").filter(isExpression);
    const assignments =
      name === undefined && fixed === undefined
        ? []
        : [
            {
              name:
                name !== undefined && isName(name)
                  ? name.text
                  : (fixed ??
                    paths(kept, "setting")[0]
                      ?.parts.map((it) => it.text)
                      .join(".") ??
                    ""),
              range: name ?? range,
              values,
            },
          ];
    return { kind: "set", ...range, verb, assignments };
  };
}

/** Something created that has no node of its own. */
export function created(object: string): Build {
  return (kept, range): CreateObject => {
    const [name] = paths(kept, "name");
    const [on] = paths(kept, "on");
    const type = kept.one("type", "type-name");
    const labels = kept.all("labels", "literal");
    const fields = kept.all("fields", "type-field");
    const constraints = kept.all("constraints", "column-constraint");
    const policy = kept.one("policy", "policy");
    return {
      kind: "create-object",
      ...range,
      object,
      options: kept.all("options", "option"),
      ...(kept.has("ifnotexists") ? { ifNotExists: true } : {}),
      ...(name === undefined ? {} : { name }),
      ...(on === undefined ? {} : { on }),
      ...(type === undefined ? {} : { type }),
      ...(labels.length > 0 || kept.has("enum") ? { labels } : {}),
      ...(fields.length > 0 ? { fields } : {}),
      ...(constraints.length > 0 ? { constraints } : {}),
      ...(policy === undefined ? {} : { policy }),
    };
  };
}

/** Something altered that has no node of its own. */
export function altered(
  object: string,
  action: NonNullable<AlterObject["action"]> = "other",
): Build {
  return (kept, range): AlterObject => {
    const [name] = paths(kept, "name");
    const [on] = paths(kept, "on");
    const [newName] = paths(kept, "newName");
    const values = kept.all("values", "literal");
    const [neighbor] = kept.all("neighbor", "literal");
    const constraint = kept.one("constraint", "column-constraint");
    const policy = kept.one("policy", "policy");
    return {
      kind: "alter-object",
      ...range,
      object,
      action,
      options: kept.all("options", "option"),
      ...(kept.has("ifexists") ? { ifExists: true } : {}),
      ...(name === undefined ? {} : { name }),
      ...(on === undefined ? {} : { on }),
      ...(newName === undefined ? {} : { newName }),
      ...(values.length > 0 ? { values } : {}),
      ...(neighbor === undefined ? {} : { placement: { before: kept.has("before"), neighbor } }),
      ...(constraint === undefined ? {} : { constraint }),
      ...(policy === undefined ? {} : { policy }),
    };
  };
}

/** Something dropped. */
/** A type that is named by its words, as a name of one part. */
function typeAsName({ start, end, name }: TypeName): QualifiedName {
  return {
    kind: "qualified-name",
    start,
    end,
    parts: [{ kind: "name", start, end, text: name, quoted: false }],
  };
}

export function dropped(object: string): Build {
  return (kept, range): Drop => {
    const [on] = paths(kept, "on");
    const types = kept.all("types", "type-name").map((it) => it.qualified ?? typeAsName(it));
    return {
      kind: "drop",
      ...range,
      object,
      names: types.length > 0 ? types : paths(kept, "names"),
      ...(kept.has("ifexists") ? { ifExists: true } : {}),
      ...(kept.has("concurrently") ? { concurrently: true } : {}),
      ...(kept.has("temporary") ? { temporary: true } : {}),
      ...(on === undefined ? {} : { on }),
      ...behavior(kept),
    };
  };
}

/** The node with what the modifiers of CREATE said. */
export function withModifiers(node: StatementNode, modifiers: Modifiers): StatementNode {
  if (node.kind !== "create-object") {
    return node;
  }
  let made: CreateObject = node;
  if (
    modifiers.take(
      "OR REPLACE",
      REPLACEABLE[node.object] ?? "create-or-replace-any",
      "CREATE OR REPLACE of this",
    )
  ) {
    made = { ...made, orReplace: true };
  }
  if (
    modifiers.take(
      "TEMPORARY",
      TEMPORARY[node.object] ?? "loose-ddl",
      "temporary objects of this kind",
    )
  ) {
    made = { ...made, temporary: true };
  }
  for (const [modifier, capability] of OTHER_MODIFIERS[node.object] ?? []) {
    modifiers.take(modifier, capability, modifier);
  }
  return made;
}

/** Which capability lets an object be replaced; what is not here cannot be where engines are strict. */
const REPLACEABLE: Readonly<Record<string, string>> = {
  language: "languages",
  transform: "transforms",
  rule: "rules",
  aggregate: "aggregates",
  sequence: "create-or-replace-table",
  database: "create-or-replace-database",
  schema: "create-or-replace-database",
  event: "create-or-replace-table",
  user: "create-or-replace-table",
  role: "create-or-replace-table",
  server: "create-or-replace-server",
  package: "package",
  "package body": "package",
};

const TEMPORARY: Readonly<Record<string, string>> = { sequence: "temporary-sequences" };

const OTHER_MODIFIERS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  language: [
    ["TRUSTED", "languages"],
    ["PROCEDURAL", "languages"],
  ],
  conversion: [["DEFAULT", "conversions"]],
  sequence: [["UNLOGGED", "unlogged-sequences"]],
  event: [["DEFINER", "definer"]],
  package: [["DEFINER", "definer"]],
  "package body": [["DEFINER", "definer"]],
  tablespace: [["UNDO", "undo-tablespaces"]],
  synonym: [["PUBLIC", "synonyms"]],
};
