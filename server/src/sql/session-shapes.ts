/**
 * Shapes of statements about the session, transactions, cursors and upkeep.
 */
import {
  maintenance,
  other,
  type StatementShape,
  setting,
  transaction,
} from "./statement-shape.ts";

const CHAIN = "[ AND [ NO ] CHAIN ]";
const MODE =
  "{ ISOLATION LEVEL { READ UNCOMMITTED | READ COMMITTED | REPEATABLE READ | SERIALIZABLE | SNAPSHOT ?loose-ddl } | READ ONLY | READ WRITE | DEFERRABLE | NOT DEFERRABLE }";
const MODES = `${MODE} [ [ , ] ${MODE} ]...`;
const CURSOR_DIRECTION =
  "{ NEXT | PRIOR | FIRST | LAST | ABSOLUTE <signed> | RELATIVE <signed> | FORWARD [ ALL | <signed> ] | BACKWARD [ ALL | <signed> ] | ALL | <signed> }";

/** Transactions, where words like WORK and modes stand. */
const TRANSACTIONS: readonly StatementShape[] = [
  [`ABORT [ WORK | TRANSACTION ] ${CHAIN}`, "transaction-modes", transaction("rollback")],
  [`BEGIN [ WORK | TRANSACTION ] [ ${MODES} ]`, "transaction-modes", transaction("begin")],
  [`START TRANSACTION [ ${MODES} ]`, "transaction-modes", transaction("begin")],
  [`COMMIT [ WORK | TRANSACTION ] ${CHAIN}`, "transaction-modes", transaction("commit")],
  [`END [ WORK | TRANSACTION ] ${CHAIN}`, "transaction-modes", transaction("commit")],
  [`ROLLBACK [ WORK | TRANSACTION ] ${CHAIN}`, "transaction-modes", transaction("rollback")],
  [
    "ROLLBACK [ WORK | TRANSACTION ] TO [ SAVEPOINT ] <name=name>",
    "transaction-modes",
    transaction("rollback-to"),
  ],
  ["SAVEPOINT <name=name>", "savepoint", transaction("savepoint")],
  ["RELEASE [ SAVEPOINT ] <name=name>", "transaction-modes", transaction("release")],
  ["PREPARE TRANSACTION <string>", "transaction-modes", transaction("prepare")],
  ["COMMIT PREPARED <string>", "transaction-modes", transaction("commit-prepared")],
  ["ROLLBACK PREPARED <string>", "transaction-modes", transaction("rollback-prepared")],
  [`SET TRANSACTION ${MODES}`, "transaction-modes", transaction("set")],
  [`SET { LOCAL | SESSION } TRANSACTION ${MODES}`, "transaction-modes", transaction("set")],
  ["SET TRANSACTION SNAPSHOT <string>", "transaction-modes", transaction("set")],
  [`SET SESSION CHARACTERISTICS AS TRANSACTION ${MODES}`, "transaction-modes", transaction("set")],
  [
    "SET CONSTRAINTS { ALL | <path/constraint>,... } { DEFERRED | IMMEDIATE }",
    "set-constraints",
    transaction("set"),
  ],

  [
    "BEGIN [ DEFERRED | IMMEDIATE | EXCLUSIVE ] [ TRANSACTION [ <name=name> ] ]",
    "transaction-kinds",
    transaction("begin"),
  ],
  ["COMMIT [ TRANSACTION [ <name=name> ] ]", "transaction-kinds", transaction("commit")],
  ["END [ TRANSACTION [ <name=name> ] ]", "transaction-kinds", transaction("commit")],
  ["ROLLBACK [ TRANSACTION [ <name=name> ] ]", "transaction-kinds", transaction("rollback")],
  [
    "ROLLBACK [ TRANSACTION [ <name> ] ] TO [ SAVEPOINT ] <name=name>",
    "transaction-kinds",
    transaction("rollback-to"),
  ],
  ["RELEASE [ SAVEPOINT ] <name=name>", "transaction-kinds", transaction("release")],

  ["BEGIN [ WORK ]", "transaction-release", transaction("begin")],
  [
    "START TRANSACTION [ { WITH CONSISTENT SNAPSHOT | READ ONLY | READ WRITE },... ]",
    "transaction-release",
    transaction("begin"),
  ],
  [
    "COMMIT [ WORK ] [ AND [ NO ] CHAIN ] [ [ NO ] RELEASE ]",
    "transaction-release",
    transaction("commit"),
  ],
  [
    "ROLLBACK [ WORK ] [ AND [ NO ] CHAIN ] [ [ NO ] RELEASE ]",
    "transaction-release",
    transaction("rollback"),
  ],
  [
    "ROLLBACK [ WORK ] TO [ SAVEPOINT ] <name=name>",
    "transaction-release",
    transaction("rollback-to"),
  ],
  ["RELEASE SAVEPOINT <name=name>", "transaction-release", transaction("release")],
  [
    "SET [ GLOBAL | SESSION | LOCAL ] TRANSACTION { ISOLATION LEVEL { READ UNCOMMITTED | READ COMMITTED | REPEATABLE READ | SERIALIZABLE } | READ ONLY | READ WRITE },...",
    "transaction-release",
    transaction("set"),
  ],
  ["XA START <xid> [ JOIN | RESUME ]", "xa-transactions", transaction("begin")],
  ["XA BEGIN <xid> [ JOIN | RESUME ]", "xa-transactions", transaction("begin")],
  ["XA END <xid> [ SUSPEND [ FOR MIGRATE ] ]", "xa-transactions", other("xa end")],
  ["XA PREPARE <xid>", "xa-transactions", transaction("prepare")],
  ["XA COMMIT <xid> [ ONE PHASE ]", "xa-transactions", transaction("commit-prepared")],
  ["XA ROLLBACK <xid>", "xa-transactions", transaction("rollback-prepared")],
  ["XA RECOVER [ CONVERT XID | FORMAT = <string> ]", "xa-transactions", other("xa recover")],

  ["BEGIN [ DISTRIBUTED ] { TRAN | TRANSACTION } [ <rest> ]", "loose-ddl", transaction("begin")],
  ["COMMIT { TRAN | TRANSACTION | WORK } [ <rest> ]", "loose-ddl", transaction("commit")],
  ["ROLLBACK { TRAN | TRANSACTION | WORK } [ <rest> ]", "loose-ddl", transaction("rollback")],
  [
    "SAVE { TRAN | TRANSACTION } { <name=name> | <variable> }",
    "loose-ddl",
    transaction("savepoint"),
  ],
  ["COMMIT [ <rest> ]", "loose-ddl", transaction("commit")],
  ["ROLLBACK [ <rest> ]", "loose-ddl", transaction("rollback")],
];

const LOCK_MODE =
  "{ ACCESS SHARE | ROW SHARE | ROW EXCLUSIVE | SHARE UPDATE EXCLUSIVE | SHARE ROW EXCLUSIVE | SHARE | EXCLUSIVE | ACCESS EXCLUSIVE }";
const RELATION =
  "{ ONLY <tables=path/table> | ONLY ( <tables=path/table> ) | <tables=path/table> [ * ] }";
const LOCKED_TABLE =
  "<tables=path/table> [ [ AS ] <name/alias> ] { READ [ LOCAL ] | [ LOW_PRIORITY ] WRITE [ CONCURRENT ] }";

const LOCKS: readonly StatementShape[] = [
  [
    `LOCK [ TABLE ] ${RELATION},... [ IN ${LOCK_MODE} MODE ] [ NOWAIT ]`,
    "lock-table-modes",
    transaction("lock"),
  ],
  [
    `LOCK TABLES { ${LOCKED_TABLE} },... [ ?alter-wait { WAIT <number> | NOWAIT } ]`,
    "lock-tables-read-write",
    transaction("lock"),
  ],
  [
    `LOCK TABLE { ${LOCKED_TABLE} },... [ ?alter-wait { WAIT <number> | NOWAIT } ]`,
    "lock-tables-read-write",
    transaction("lock"),
  ],
  ["UNLOCK TABLES", "lock-tables-read-write", transaction("unlock")],
  ["UNLOCK TABLE", "lock-tables-read-write", transaction("unlock")],
  ["LOCK INSTANCE FOR BACKUP", "instance-locks", other("lock instance")],
  ["UNLOCK INSTANCE", "instance-locks", other("unlock instance")],
];

const TABLES_TO_VACUUM = "{ [ ONLY ] <names=path/table> [ * ] [ <names/column> ] },...";

const UPKEEP: readonly StatementShape[] = [
  [`VACUUM [ <options=loose> ] [ ${TABLES_TO_VACUUM} ]`, "vacuum-tables", maintenance("vacuum")],
  [
    `VACUUM [ <full=FULL> ] [ <options=FREEZE> ] [ <options=VERBOSE> ] [ { ANALYZE | ANALYSE } ] [ ${TABLES_TO_VACUUM} ]`,
    "vacuum-tables",
    maintenance("vacuum"),
  ],
  [
    `ANALYZE [ <options=VERBOSE> | <options=loose> ] [ ${TABLES_TO_VACUUM} ]`,
    "vacuum-tables",
    maintenance("analyze"),
  ],
  [
    `ANALYSE [ <options=VERBOSE> | <options=loose> ] [ ${TABLES_TO_VACUUM} ]`,
    "vacuum-tables",
    maintenance("analyze"),
  ],
  [
    "VACUUM [ <names=name/schema> ] [ INTO <expressions=expression> ]",
    "vacuum-database",
    maintenance("vacuum"),
  ],
  ["ANALYZE [ <names=path/table> ]", "vacuum-database", maintenance("analyze")],
  ["REINDEX [ <names=path/index> ]", "vacuum-database", maintenance("reindex")],
  [
    "REINDEX [ <options=loose> ] { INDEX | TABLE } [ <concurrently=CONCURRENTLY> ] <names=path/index>",
    "reindex-objects",
    maintenance("reindex"),
  ],
  [
    "REINDEX [ <options=loose> ] SCHEMA [ <concurrently=CONCURRENTLY> ] <names=name/schema>",
    "reindex-objects",
    maintenance("reindex"),
  ],
  [
    "REINDEX [ <options=loose> ] { SYSTEM | DATABASE } [ <concurrently=CONCURRENTLY> ] [ <names=name/database> ]",
    "reindex-objects",
    maintenance("reindex"),
  ],
  [
    "CLUSTER [ <options=loose> ] [ <options=VERBOSE> ] [ <names=path/table> [ USING <name/index> ] ]",
    "cluster-tables",
    maintenance("cluster"),
  ],
  [
    "CLUSTER [ <options=VERBOSE> ] <name/index> ON <names=path/table>",
    "cluster-tables",
    maintenance("cluster"),
  ],
  [
    "CLUSTER <options=loose> [ <names=path/table> [ USING <name/index> ] ]",
    "cluster-tables",
    maintenance("cluster"),
  ],
  [
    "REFRESH MATERIALIZED VIEW [ <concurrently=CONCURRENTLY> ] <names=path/view> [ WITH [ NO ] DATA ]",
    "refresh-views",
    maintenance("refresh materialized view"),
  ],
  ["CHECKPOINT [ ?checkpoint-options <options=loose> ]", "checkpoint", maintenance("checkpoint")],
  [
    "ATTACH [ DATABASE ] <expressions=expression> AS <expressions=expression> [ ?attach-key KEY <expressions=expression> ]",
    "attach-as",
    maintenance("attach"),
  ],
  ["DETACH [ DATABASE ] <expressions=expression>", "attach-as", maintenance("detach")],
  ["ATTACH <rest>", "loose-ddl", maintenance("attach")],
  ["DETACH <rest>", "loose-ddl", maintenance("detach")],
  ["LOAD <string>", "load-library", maintenance("load")],
  ["LOAD <rest>", "loose-ddl", maintenance("load")],
  ["SHOW <rest>", "loose-ddl", setting("show")],
  ["OPTIMIZE <rest>", "loose-ddl", maintenance("optimize")],
  ["REPAIR <rest>", "loose-ddl", maintenance("repair")],
  ["ANALYZE <rest>", "loose-ddl", maintenance("analyze")],
  ["VACUUM <rest>", "loose-ddl", maintenance("vacuum")],
  ["CHECK <rest>", "loose-ddl", maintenance("check")],
];

const CURSORS: readonly StatementShape[] = [
  [
    "DECLARE <name=name/new-name> [ BINARY | SCROLL | NO SCROLL | ASENSITIVE | INSENSITIVE ]... CURSOR [ { WITH | WITHOUT } HOLD ] FOR <query=query>",
    "session-cursors",
    other("declare cursor"),
  ],
  [`FETCH ${CURSOR_DIRECTION} [ FROM | IN ] <names=name>`, "session-cursors", other("fetch")],
  ["FETCH [ FROM | IN ] <names=name>", "session-cursors", other("fetch")],
  [`MOVE ${CURSOR_DIRECTION} [ FROM | IN ] <names=name>`, "session-cursors", other("move")],
  ["MOVE [ FROM | IN ] <names=name>", "session-cursors", other("move")],
  ["CLOSE { ALL | <names=name> }", "session-cursors", other("close")],
];

const RESETTING: readonly StatementShape[] = [
  [
    "RESET { ALL | TIME ZONE | TRANSACTION ISOLATION LEVEL | SESSION AUTHORIZATION | <setting=setting> }",
    "reset-settings",
    setting("reset"),
  ],
  [
    "SHOW { ALL | TIME ZONE | TRANSACTION ISOLATION LEVEL | SESSION AUTHORIZATION | <setting=setting> }",
    "reset-settings",
    setting("show"),
  ],
  ["DISCARD { ALL | TEMP | TEMPORARY | PLANS | SEQUENCES }", "discard", setting("discard")],
  [
    "PRAGMA <setting=path/setting> [ = <values=pragmavalue> | ( <values=pragmavalue> ) ]",
    "pragma",
    setting("pragma"),
  ],
  ["USE <setting=path/database>", "use-database", setting("use")],
  ["USE <rest>", "loose-ddl", setting("use")],
  ["LISTEN <names=name>", "listen-notify", other("listen")],
  ["NOTIFY <names=name> [ , <expressions=string> ]", "listen-notify", other("notify")],
  ["UNLISTEN { * | <names=name> }", "listen-notify", other("unlisten")],
];

/** All of them. */
export const SESSION_SHAPES: readonly StatementShape[] = [
  ...TRANSACTIONS,
  ...LOCKS,
  ...UPKEEP,
  ...CURSORS,
  ...RESETTING,
];
