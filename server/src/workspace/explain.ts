/** The plan of a statement on a connection, as people read it. Measuring a data change is undone. */
import { ok } from "../base/result.ts";
import type { PlanNode, WireResult } from "../protocol/messages.ts";
import type { Statement } from "../sql/script.ts";
import { explainPlan } from "../wirevm/drivers/plans.ts";
import { type Connections, failure } from "./connections.ts";
import { runnableText } from "./runnable.ts";

export interface Explained {
  readonly plan: PlanNode;
  readonly text: string;
  readonly statement: string;
  readonly connection: string;
}

export async function explainStatement(
  connections: Connections,
  name: string,
  owner: string,
  statement: Statement,
  measured: boolean,
): Promise<WireResult<Explained>> {
  const session = await connections.session(name, owner);
  const pack = connections.pack(name);
  if (!session.ok || pack === undefined) {
    return session.ok
      ? { ok: false, error: { tag: "config", message: `There is no connection "${name}".` } }
      : failure(session.error);
  }
  const sql = runnableText(statement);
  const plan = await explainPlan(session.value, pack, sql, { analyze: measured });
  return plan.ok
    ? ok({ plan: plan.value.root, text: plan.value.text, statement: sql, connection: name })
    : failure(plan.error);
}
