/** Connections and what is inside them as rows. Pure: answers of the server in, rows out. */
import type {
  ConnectionInfo,
  SchemaNode,
  WireError,
} from "../../../server/src/protocol/messages.ts";
import type { Row } from "./row.ts";

/** Words the rows need, translated by the caller. */
export interface ConnectionWords {
  readonly readOnly: string;
  readonly active: string;
  readonly retry: string;
  readonly opening: string;
  readonly failed: string;
  readonly closed: string;
  readonly open: string;
  readonly nothingHere: string;
  readonly noMatch: string;
}

/** A connection as a row. */
export function connectionRow(it: ConnectionInfo, words: ConnectionWords): Row {
  const parts = [it.environment, it.readOnly ? words.readOnly : undefined, it.engine].filter(
    (part) => part !== undefined,
  );
  const state = {
    closed: words.closed,
    opening: words.opening,
    open: words.open,
    failed: words.failed,
  }[it.state];
  const description = [...(it.active ? [words.active] : []), ...parts].join(" · ");
  return {
    id: it.name,
    label: it.name,
    description,
    tooltip: connectionTooltip(it, state),
    icon:
      it.state === "failed"
        ? "warning"
        : it.state === "opening"
          ? "loading~spin"
          : it.active
            ? "star-full"
            : "database",
    iconColor: connectionColor(it),
    context: [
      "connection",
      it.state,
      it.origin.replace(".", "-"),
      it.active ? "active" : "inactive",
    ].join(" "),
    // Opening happens on expansion, so nothing connects before somebody looks.
    branch: it.state === "open" && it.active ? "expanded" : "collapsed",
    spoken: [it.name, description, state, it.target].join(", "),
  };
}

function connectionColor(it: ConnectionInfo): string | undefined {
  if (it.state === "failed") {
    return "list.warningForeground";
  }
  if (it.state !== "open") {
    return "disabledForeground";
  }
  return it.environment === "production" ? "charts.red" : "charts.green";
}

function connectionTooltip(it: ConnectionInfo, state: string): string {
  const lines = [
    `**${escapeMarkdown(it.name)}** — ${state}`,
    `\`${it.target.replaceAll("`", "'")}\``,
  ];
  if (it.serverVersion !== undefined) {
    lines.push(escapeMarkdown(it.serverVersion));
  }
  if (it.error !== undefined) {
    lines.push(escapeMarkdown(it.error.message));
  }
  return lines.join("\n\n");
}

const ICONS: Readonly<Record<SchemaNode["kind"], string>> = {
  schema: "symbol-namespace",
  table: "table",
  view: "eye",
  "materialized-view": "save-all",
  "foreign-table": "remote",
  folder: "folder",
  column: "symbol-field",
  "primary-key": "key",
  "unique-key": "lock-small",
  "foreign-key": "references",
  index: "list-tree",
  check: "checklist",
  trigger: "zap",
  policy: "shield",
  routine: "symbol-method",
  type: "symbol-enum",
  sequence: "symbol-number",
  note: "info",
};

/** Kinds that a name filter is about; everything else is shown with what it belongs to. */
const FILTERED: readonly SchemaNode["kind"][] = [
  "table",
  "view",
  "materialized-view",
  "foreign-table",
  "routine",
  "type",
  "sequence",
];
/** Kinds with rows to show. */
const RELATIONS: readonly SchemaNode["kind"][] = [
  "table",
  "view",
  "materialized-view",
  "foreign-table",
];

/** Children of a connection or of a node as rows. */
export function schemaRows(
  connection: string,
  nodes: readonly SchemaNode[],
  filter: string,
  words: ConnectionWords,
): readonly { readonly row: Row; readonly node: SchemaNode }[] {
  const shown = nodes.filter((it) => !FILTERED.includes(it.kind) || matches(it.label, filter));
  const rows = shown.map((node) => ({ node, row: schemaRow(connection, node, filter) }));
  if (0 < rows.length) {
    return rows;
  }
  const node: SchemaNode = {
    path: ["", "nothing"],
    kind: "note",
    label: filter === "" ? words.nothingHere : words.noMatch,
    hasChildren: false,
  };
  return [{ node, row: schemaRow(connection, node, filter) }];
}

function schemaRow(connection: string, node: SchemaNode, filter: string): Row {
  const flags = node.flags ?? [];
  const icon =
    node.kind === "column" && flags.includes("primary")
      ? "key"
      : node.kind === "column" && flags.includes("foreign")
        ? "references"
        : ICONS[node.kind];
  const named = node.sqlName === undefined ? [] : ["named"];
  const relation = RELATIONS.includes(node.kind) ? ["relation"] : [];
  const description = [node.detail, ...flagWords(node)]
    .filter((it) => it !== undefined && it !== "")
    .join(" · ");
  return {
    id: [connection, ...node.path, filter === "" ? "" : `?${filter}`].join("\u0000"),
    label: node.label,
    ...(description === "" ? {} : { description }),
    ...(node.tooltip === undefined ? {} : { tooltip: node.tooltip }),
    icon,
    ...(flags.includes("system") ? { iconColor: "disabledForeground" } : {}),
    context: ["schema", node.kind, ...relation, ...named].join(" "),
    branch: branchOf(node, filter),
    spoken: [node.kind.replaceAll("-", " "), node.label, description]
      .filter((it) => it !== "")
      .join(", "),
  };
}

/** More tables than this are not unfolded unasked. */
const MAX_UNFOLDED = 200;

/** The tables of a schema are what people look for: they are shown at once where they are few. */
function branchOf(node: SchemaNode, filter: string): Row["branch"] {
  if (!node.hasChildren) {
    return "leaf";
  }
  const isTables = node.kind === "folder" && node.path.at(-1) === "tables";
  const isFound = filter !== "" && (node.kind === "schema" || node.kind === "folder");
  return isFound || (isTables && Number(node.detail) <= MAX_UNFOLDED) ? "expanded" : "collapsed";
}

/** Flags that the detail and the icon do not already say. */
function flagWords(node: SchemaNode): readonly string[] {
  const flags = node.flags ?? [];
  const detail = node.detail?.toLowerCase() ?? "";
  return node.kind !== "column"
    ? []
    : [
        ...(flags.includes("nullable") || detail.includes("null") ? [] : ["not null"]),
        ...(flags.includes("generated") && !detail.includes("generated") ? ["generated"] : []),
      ];
}

/** The row under a connection that could not be opened. */
export function problemRow(connection: string, error: WireError, words: ConnectionWords): Row {
  return {
    id: `${connection}\u0000problem`,
    label: error.message,
    description: words.retry,
    tooltip: escapeMarkdown(error.message),
    icon: "error",
    iconColor: "list.errorForeground",
    context: "problem",
    branch: "leaf",
    spoken: `${words.failed}: ${error.message}. ${words.retry}`,
    command: { id: "sqlx.connections.connect", title: words.retry },
  };
}

/** Every part of the filter occurs in the name, in any order, whatever the case. */
function matches(name: string, filter: string): boolean {
  const lower = name.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/u)
    .every((it) => lower.includes(it));
}

/** Text that must not become markup in a tooltip. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~]/gu, "\\$&");
}
