/**
 * The table in which a database keeps what was applied to it. All SQL here is what every engine
 * reads; what differs (placeholders, the schema) comes from the pack.
 */
import { createHash } from "node:crypto";
import { ok, type Result } from "../../base/result.ts";
import { checksumText, type MigrationStep, type PeerHistory } from "../../migrations/format.ts";
import { PEER_HISTORIES } from "../../migrations/formats/index.ts";
import { adopted, type HistoryRecord } from "../../migrations/state.ts";
import { compileDialect } from "../../sql/dialect.ts";
import type { SqlError } from "../../wirevm/drivers/errors.ts";
import type { Parameter, Session, Value } from "../../wirevm/drivers/session.ts";
import type { Pack } from "../../wirevm/packs/pack.ts";

export const HISTORY_TABLE = "sqlx_migrations";

const COLUMNS = [
  "version",
  "name",
  "kind",
  "state",
  "checksum",
  "applied_at",
  "elapsed_ms",
  "sequence_no",
  "direction",
  "done",
  "prefix",
  "flight",
  "detail",
] as const;

/** Longer details are cut: the column is for people. */
const DETAIL_LENGTH = 2000;

/** Where the table is, and how to write SQL for this engine. */
export interface HistoryPlace {
  readonly pack: Pack;
  /** Qualified, so that a search path set by a migration changes nothing. */
  readonly table: string;
}

/** Finds the schema that bare names are created in. */
export async function historyPlace(
  session: Session,
  pack: Pack,
): Promise<Result<HistoryPlace, SqlError>> {
  const sql = pack.data.migrations?.schema;
  if (sql === undefined) {
    return ok({ pack, table: HISTORY_TABLE });
  }
  const answer = await session.query(sql);
  if (!answer.ok) {
    return answer;
  }
  const schema = answer.value.rows[0]?.[0];
  const write = (name: string): string => compileDialect(pack).writeName(name);
  return ok({
    pack,
    table: typeof schema === "string" ? `${write(schema)}.${HISTORY_TABLE}` : HISTORY_TABLE,
  });
}

/** A statement with `?` as this engine spells its placeholders. */
export function bound(pack: Pack, sql: string): string {
  if (pack.lexis.parameters.includes("?")) {
    return sql;
  }
  let index = 0;
  return sql.replace(/\?/gu, () => {
    index += 1;
    return `$${index}`;
  });
}

export function createHistory(place: HistoryPlace): string {
  return `CREATE TABLE IF NOT EXISTS ${place.table} (
  version VARCHAR(190) NOT NULL PRIMARY KEY,
  name VARCHAR(300) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  state VARCHAR(20) NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  applied_at VARCHAR(40) NOT NULL,
  elapsed_ms INTEGER NOT NULL,
  sequence_no INTEGER NOT NULL,
  direction VARCHAR(10) NOT NULL,
  done INTEGER NOT NULL,
  prefix VARCHAR(64) NOT NULL,
  flight VARCHAR(64) NOT NULL,
  detail VARCHAR(${DETAIL_LENGTH}) NOT NULL
)`;
}

/** All records; `undefined` where the table is not there. */
export async function loadHistory(
  session: Session,
  place: HistoryPlace,
): Promise<Result<readonly HistoryRecord[] | undefined, SqlError>> {
  const answer = await session.query(
    `SELECT ${COLUMNS.join(", ")} FROM ${place.table} ORDER BY sequence_no, version`,
  );
  if (!answer.ok) {
    const { error } = answer;
    return error.tag === "sql" && error.reason === "unknown-object" ? ok(undefined) : answer;
  }
  return ok(answer.value.rows.map(recordOf));
}

/** The one record of a version, read again inside a transaction. */
export async function loadRecord(
  session: Session,
  place: HistoryPlace,
  version: string,
): Promise<Result<HistoryRecord | undefined, SqlError>> {
  const answer = await session.query(
    bound(place.pack, `SELECT ${COLUMNS.join(", ")} FROM ${place.table} WHERE version = ?`),
    [version],
  );
  if (!answer.ok) {
    return answer;
  }
  const row = answer.value.rows[0];
  return ok(row === undefined ? undefined : recordOf(row));
}

function recordOf(row: readonly Value[]): HistoryRecord {
  const text = (index: number): string => String(row[index] ?? "");
  const number = (index: number): number => Number(row[index] ?? 0);
  return {
    version: text(0),
    name: text(1),
    kind: text(2) as HistoryRecord["kind"],
    state: text(3) as HistoryRecord["state"],
    checksum: text(4),
    appliedAt: text(5),
    elapsedMs: number(6),
    sequence: number(7),
    direction: text(8) === "down" ? "down" : "up",
    done: number(9),
    prefix: text(10),
    flight: text(11),
    detail: text(12),
  };
}

/** Writes a record: a row of its own, or over the one that is there. */
export async function saveRecord(
  session: Session,
  place: HistoryPlace,
  record: HistoryRecord,
  exists: boolean,
): Promise<Result<null, SqlError>> {
  const values: Parameter[] = [
    record.name.slice(0, 300),
    record.kind,
    record.state,
    record.checksum,
    record.appliedAt,
    Math.min(Math.round(record.elapsedMs), 2_147_483_647),
    record.sequence,
    record.direction,
    record.done,
    record.prefix,
    record.flight,
    record.detail.slice(0, DETAIL_LENGTH),
  ];
  const rest = COLUMNS.slice(1);
  const answer = exists
    ? await session.query(
        bound(
          place.pack,
          `UPDATE ${place.table} SET ${rest.map((it) => `${it} = ?`).join(", ")} WHERE version = ?`,
        ),
        [...values, record.version],
      )
    : await session.query(
        bound(
          place.pack,
          `INSERT INTO ${place.table} (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})`,
        ),
        [record.version, ...values],
      );
  return answer.ok ? ok(null) : answer;
}

export async function deleteRecord(
  session: Session,
  place: HistoryPlace,
  version: string,
): Promise<Result<null, SqlError>> {
  const answer = await session.query(
    bound(place.pack, `DELETE FROM ${place.table} WHERE version = ?`),
    [version],
  );
  return answer.ok ? ok(null) : answer;
}

/** What another tool recorded in this database. */
export interface Peers {
  readonly tool: string;
  readonly table: string;
  readonly records: readonly HistoryRecord[];
}

/**
 * Looks for other tools' history tables, the format's own first. The first one that is there and has
 * the tool's columns counts; a table of the same name with other columns is somebody's own.
 */
export async function loadPeers(
  session: Session,
  pack: Pack,
  steps: readonly MigrationStep[],
  preferred: readonly PeerHistory[],
): Promise<Result<Peers | undefined, SqlError>> {
  const dialect = compileDialect(pack);
  const candidates = [...preferred, ...PEER_HISTORIES.filter((it) => !preferred.includes(it))];
  for (const history of candidates) {
    const names = [history.table, ...(history.aliases ?? [])].flatMap((table) => {
      const bare = dialect.writeName(table);
      return history.schema === undefined
        ? [bare]
        : [`${dialect.writeName(history.schema)}.${bare}`, bare];
    });
    for (const name of names) {
      const answer = await session.query(`SELECT * FROM ${name}`);
      if (!answer.ok) {
        if (answer.error.tag === "lost" || answer.error.tag === "cancelled") {
          return answer;
        }
        continue;
      }
      const columns = answer.value.columns.map((it) => it.name.toLowerCase());
      const fits =
        history.columns.every((it) => columns.includes(it.toLowerCase())) &&
        (history.without ?? []).every((it) => !columns.includes(it));
      if (!fits) {
        continue;
      }
      const rows = answer.value.rows.map((row) =>
        Object.fromEntries(columns.map((column, index) => [column, row[index]])),
      );
      return ok({
        tool: history.tool,
        table: history.table,
        records: adopted(steps, history, history.read(rows)),
      });
    }
  }
  return ok(undefined);
}

/** The checksum of a step, as it is recorded. */
export function checksumOf(step: MigrationStep): string {
  return digest(checksumText(step));
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
