import {
  baseName,
  linesOf,
  type MigrationFile,
  type MigrationFormat,
  type MigrationProblem,
  type MigrationStep,
  type PeerHistory,
  problemAt,
  slug,
  wholeFile,
} from "../format.ts";
import { timeOf } from "./goose.ts";
import { transactionOf } from "./pairs.ts";

const PLAN = "sqitch.plan";
/** `name [requires] 2024-01-01T00:00:00Z Ann <ann@example.org> # note`. */
const CHANGE = /^([^\s@%#[-][^\s@[]*)(?:\s+\[[^\]]*\])?(?:\s+(\d{4}-\d\d-\d\dT\S+))?/u;

const sqitchHistory: PeerHistory = {
  tool: "sqitch",
  schema: "sqitch",
  table: "changes",
  columns: ["change_id", "change", "project"],
  read: (rows) =>
    rows.map((row) => ({
      key: String(row["change"]),
      state: "applied",
      appliedAt: timeOf(row["committed_at"]),
    })),
  stepKeys: (step) => [step.version],
};

/** Sqitch: a plan file gives the order; `deploy/`, `revert/` and `verify/` hold the scripts. */
export const sqitch: MigrationFormat = {
  id: "sqitch",
  summary: "Sqitch: sqitch.plan with deploy/, revert/ and verify/.",
  versions: "timestamp",
  recognize: (files) => (files.some((it) => baseName(it.path) === PLAN) ? 1 : 0),
  read: (files) => {
    const problems: MigrationProblem[] = [];
    const plan = files.find((it) => baseName(it.path) === PLAN);
    if (plan === undefined) {
      return { steps: [], problems: [problemAt(PLAN, 0, "There is no sqitch.plan.")] };
    }
    const root = plan.path.slice(0, plan.path.length - PLAN.length);
    const steps: MigrationStep[] = [];
    const seen = new Set<string>();
    for (const [index, line] of linesOf(plan.text).entries()) {
      const change = CHANGE.exec(line.text.trim())?.[1];
      if (change === undefined) {
        continue;
      }
      const at = (folder: string): MigrationFile | undefined =>
        files.find((it) => it.path === `${root}${folder}/${change}.sql`);
      const deploy = at("deploy");
      const revert = at("revert");
      if (seen.has(change)) {
        problems.push(
          problemAt(
            plan.path,
            index,
            `${change} is reworked; only its last script is read.`,
            "warning",
          ),
        );
        continue;
      }
      seen.add(change);
      if (deploy === undefined) {
        problems.push(
          problemAt(
            plan.path,
            index,
            `${root}deploy/${change}.sql is in the plan and not in the folder.`,
          ),
        );
        continue;
      }
      steps.push({
        version: change,
        name: change,
        kind: "versioned",
        up: wholeFile(deploy, transactionOf(deploy.text)),
        ...(revert === undefined ? {} : { down: wholeFile(revert, transactionOf(revert.text)) }),
      });
    }
    return { steps, problems };
  },
  write: ({ version, name, up, down }, existing) => {
    const plan = existing.find((it) => baseName(it.path) === PLAN);
    const change = slug(name);
    const stamp = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/u.exec(version);
    const time =
      stamp === null
        ? "1970-01-01T00:00:00Z"
        : `${stamp[1]}-${stamp[2]}-${stamp[3]}T${stamp[4]}:${stamp[5]}:${stamp[6]}Z`;
    const head = plan?.text ?? "%syntax-version=1.0.0\n%project=migrations\n\n";
    const root = plan === undefined ? "" : plan.path.slice(0, plan.path.length - PLAN.length);
    return [
      {
        path: `${root}${PLAN}`,
        text: `${head.endsWith("\n") ? head : `${head}\n`}${change} ${time} sqlxos <sqlxos@localhost> # ${name}\n`,
      },
      { path: `${root}deploy/${change}.sql`, text: up },
      { path: `${root}revert/${change}.sql`, text: down ?? "" },
    ];
  },
  histories: [sqitchHistory],
  examples: [
    {
      files: {
        "sqitch.plan": `%syntax-version=1.0.0
%project=shop

users 2024-01-01T00:00:00Z Ann <ann@example.org> # Users.
@v1 2024-01-02T00:00:00Z Ann <ann@example.org> # Tag.
orders [users] 2024-01-03T00:00:00Z Ann <ann@example.org> # Orders.
`,
        "deploy/orders.sql": "BEGIN;\nCREATE TABLE orders (id int);\nCOMMIT;\n",
        "deploy/users.sql": "CREATE TABLE users (id int);",
        "revert/users.sql": "DROP TABLE users;",
        "verify/users.sql": "SELECT id FROM users WHERE FALSE;",
      },
      steps: `
users users | deploy/users.sql:1 CREATE TABLE users (id int); | down revert/users.sql:1 DROP TABLE users;
orders orders | deploy/orders.sql:1 BEGIN; CREATE TABLE orders (id int); COMMIT;`,
    },
  ],
};
