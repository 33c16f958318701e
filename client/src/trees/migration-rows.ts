/** Migrations by state as rows. Pure: the server's status in, rows out. */
import type { MigrationInfo, MigrationsStatus } from "../../../server/src/protocol/messages.ts";
import { escapeMarkdown } from "./connection-rows.ts";
import type { Row } from "./row.ts";

/** Words the rows need, translated by the caller. */
export interface MigrationWords {
  readonly groups: Readonly<Record<MigrationInfo["state"], string>>;
  readonly problem: string;
  readonly findings: (n: number) => string;
  readonly irreversible: string;
  readonly nMigrations: (n: number) => string;
  readonly noMigrations: string;
}

/** A group or a migration, with the rows below it. */
export interface MigrationBranch {
  readonly row: Row;
  readonly migration?: MigrationInfo | undefined;
  readonly children: readonly MigrationBranch[];
}

/** What needs attention comes first; the long history last. */
const ORDER: readonly MigrationInfo["state"][] = [
  "failed",
  "changed",
  "missing",
  "pending",
  "applied",
];

const LOOKS: Readonly<
  Record<MigrationInfo["state"], { readonly icon: string; readonly color?: string }>
> = {
  failed: { icon: "error", color: "list.errorForeground" },
  changed: { icon: "diff-modified", color: "list.warningForeground" },
  missing: { icon: "question", color: "list.warningForeground" },
  pending: { icon: "circle-large-outline", color: "charts.blue" },
  applied: { icon: "pass-filled", color: "charts.green" },
};

/** The whole tree. */
export function migrationRows(
  status: MigrationsStatus,
  words: MigrationWords,
): readonly MigrationBranch[] {
  const groups = ORDER.flatMap((state) => {
    const members = status.migrations.filter((it) => it.state === state);
    return members.length === 0
      ? []
      : [group(state, state === "applied" ? [...members].reverse() : members, words)];
  });
  return status.problem === undefined
    ? groups
    : [problem(status.problem.message, words), ...groups];
}

function group(
  state: MigrationInfo["state"],
  members: readonly MigrationInfo[],
  words: MigrationWords,
): MigrationBranch {
  const label = words.groups[state];
  return {
    row: {
      id: `group ${state}`,
      label,
      description: String(members.length),
      icon: LOOKS[state].icon,
      context: `migration-group ${state}`,
      branch: state === "applied" ? "collapsed" : "expanded",
      spoken: `${label}, ${words.nMigrations(members.length)}`,
    },
    children: members.map((it) => migration(it, words)),
  };
}

function migration(it: MigrationInfo, words: MigrationWords): MigrationBranch {
  // The name is what people look for; versions are long and look alike.
  const label = it.name === "" ? it.version : it.name;
  const notes = [
    ...(it.name === "" ? [] : [it.version]),
    ...(it.appliedAt === undefined ? [] : [it.appliedAt.replace("T", " ").slice(0, 16)]),
    ...(0 < it.findings ? [words.findings(it.findings)] : []),
    ...(it.reversible ? [] : [words.irreversible]),
  ];
  const tooltip = [
    `**${escapeMarkdown(label)}** — ${words.groups[it.state]}`,
    ...notes.map(escapeMarkdown),
  ].join("\n\n");
  return {
    row: {
      id: `migration ${it.version} ${it.name}`,
      label,
      ...(notes.length === 0 ? {} : { description: notes.join(" · ") }),
      tooltip,
      icon: 0 < it.findings && it.state === "pending" ? "warning" : LOOKS[it.state].icon,
      iconColor:
        0 < it.findings && it.state === "pending"
          ? "list.warningForeground"
          : LOOKS[it.state].color,
      context: ["migration", it.state, it.reversible ? "reversible" : "one-way"].join(" "),
      branch: "leaf",
      spoken: [label, words.groups[it.state], ...notes].join(", "),
      ...(it.uri === undefined
        ? {}
        : { uri: it.uri, command: { id: "sqlx.migrations.open", title: label } }),
    },
    migration: it,
    children: [],
  };
}

function problem(message: string, words: MigrationWords): MigrationBranch {
  return {
    row: {
      id: "problem",
      label: message,
      tooltip: escapeMarkdown(message),
      icon: "warning",
      iconColor: "list.warningForeground",
      context: "migration-problem",
      branch: "leaf",
      spoken: `${words.problem}: ${message}`,
    },
    children: [],
  };
}
