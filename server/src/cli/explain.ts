import { compileDialect } from "../sql/dialect.ts";
import { script } from "../sql/script.ts";
import { explain as explainError } from "../wirevm/drivers/errors.ts";
import { explainPlan, type PlanStep } from "../wirevm/drivers/plans.ts";
import { runnableText } from "../workspace/runnable.ts";
import { type Command, Exit, flag, text, UsageError } from "./command.ts";
import { checkedPlace, withConnection } from "./place.ts";

export const explain: Command = {
  name: "explain",
  summary: "Shows how the engine would run a statement, or with --analyze did.",
  usage: ['--connection NAME|URL [--analyze] "SELECT …"'],
  options: {
    connection: { type: "string", short: "c" },
    analyze: { type: "boolean" },
    json: { type: "boolean" },
  },
  help: {
    connection: "Name in sqlx.json, or a URL.",
    analyze: "Runs the statement and measures; what it changes is undone.",
    json: "The whole plan as one JSON object.",
  },
  async run(args, io) {
    const sql = args.positionals.join(" ");
    const analyze = flag(args, "analyze");
    const place = checkedPlace(io);
    // A change can only be measured where it may be made; it is undone in any case.
    return withConnection(
      place,
      io,
      text(args, "connection"),
      { readOnly: !analyze },
      async (session, pack) => {
        const statements = script(sql, compileDialect(pack, session.version))
          .statements.map(runnableText)
          .filter((it) => it !== "");
        const [statement, ...others] = statements;
        if (statement === undefined || 0 < others.length) {
          throw new UsageError("explain takes one statement");
        }
        const plan = await explainPlan(session, pack, statement, { analyze });
        if (!plan.ok) {
          io.err(`${explainError(plan.error)}\n`);
          return Exit.World;
        }
        io.out(
          flag(args, "json")
            ? `${JSON.stringify(plan.value, null, 2)}\n`
            : `${lines(plan.value.root, 0).join("\n")}\n`,
        );
        return Exit.Fine;
      },
    );
  },
};

/** A step a line, indented; numbers where the engine gives them. */
function lines(step: PlanStep, depth: number): readonly string[] {
  const indent = "  ".repeat(depth);
  const numbers = [
    step.estimatedRows === undefined ? "" : `${step.estimatedRows} rows expected`,
    step.actualRows === undefined ? "" : `${step.actualRows} rows`,
    step.cost === undefined ? "" : `cost ${step.cost}`,
    step.elapsedMs === undefined ? "" : `${step.elapsedMs} ms`,
  ].filter((it) => it !== "");
  return [
    `${indent}${step.label}${step.on === undefined ? "" : ` on ${step.on}`}${numbers.length === 0 ? "" : ` (${numbers.join(", ")})`}`,
    ...(step.details ?? []).map((it) => `${indent}    ${it}`),
    ...(step.warnings ?? []).map((it) => `${indent}    ! ${it}`),
    ...step.children.flatMap((it) => lines(it, depth + 1)),
  ];
}
