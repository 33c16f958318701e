/**
 * Shapes of statements about a server with accounts, binary logs, plugins and storage engines, and
 * of SHOW there.
 */
import {
  maintenance,
  other,
  type StatementShape,
  setting,
  transaction,
} from "./statement-shape.ts";

const LIKE = "[ LIKE <string> | WHERE <expression> ]";
const FROM_DATABASE = "[ { FROM | IN } <name/database> ]";
const LIMIT = "[ LIMIT <number> [ { , | OFFSET } <number> ] ]";

const SHOWN: readonly (readonly [text: string, capability: string])[] = [
  [`{ DATABASES | SCHEMAS } ${LIKE}`, ""],
  [`[ FULL ] TABLES ${FROM_DATABASE} ${LIKE}`, ""],
  [`[ EXTENDED ] [ FULL ] TABLES ${FROM_DATABASE} ${LIKE}`, "show-extended"],
  [`TABLE STATUS ${FROM_DATABASE} ${LIKE}`, ""],
  [`OPEN TABLES ${FROM_DATABASE} ${LIKE}`, ""],
  [`[ FULL ] TRIGGERS ${FROM_DATABASE} ${LIKE}`, ""],
  [`EVENTS ${FROM_DATABASE} ${LIKE}`, ""],
  ["PLUGINS [ SONAME <string> | SONAME LIKE <string> ]", ""],
  [`[ FULL ] { COLUMNS | FIELDS } { FROM | IN } <path/table> ${FROM_DATABASE} ${LIKE}`, ""],
  [
    `[ EXTENDED ] [ FULL ] { COLUMNS | FIELDS } { FROM | IN } <path/table> ${FROM_DATABASE} ${LIKE}`,
    "show-extended",
  ],
  [
    `{ INDEX | INDEXES | KEYS } { FROM | IN } <path/table> ${FROM_DATABASE} [ WHERE <expression> ]`,
    "",
  ],
  [
    `EXTENDED { INDEX | INDEXES | KEYS } { FROM | IN } <path/table> ${FROM_DATABASE} [ WHERE <expression> ]`,
    "show-extended",
  ],
  ["ENGINE { <string> | <any> } { LOGS | STATUS | MUTEX }", ""],
  ["[ STORAGE ] ENGINES", ""],
  ["PRIVILEGES", ""],
  ["AUTHORS", "show-contributors"],
  ["CONTRIBUTORS", "show-contributors"],
  ["COUNT ( * ) { WARNINGS | ERRORS }", ""],
  [`{ WARNINGS | ERRORS } ${LIMIT}`, ""],
  ["PROFILES", ""],
  [
    `PROFILE [ { ALL | BLOCK IO | CONTEXT SWITCHES | CPU | IPC | MEMORY | PAGE FAULTS | SOURCE | SWAPS },... ] [ FOR QUERY <number> ] ${LIMIT}`,
    "",
  ],
  [`[ GLOBAL | SESSION | LOCAL ] { STATUS | VARIABLES } ${LIKE}`, ""],
  ["[ FULL ] PROCESSLIST", ""],
  [`{ CHARSET | CHARACTER SET | COLLATION } ${LIKE}`, ""],
  ["GRANTS [ FOR <account> ]", ""],
  ["GRANTS FOR <account> USING <account>,...", "account-default-role"],
  ["CREATE { DATABASE | SCHEMA } [ IF NOT EXISTS ] <name/database>", ""],
  [
    "CREATE { TABLE <path/table> | VIEW <path/view> | PROCEDURE <path/routine> | FUNCTION <path/routine> | TRIGGER <path/trigger> | EVENT <path> }",
    "",
  ],
  [
    "CREATE { SEQUENCE <path/sequence> | PACKAGE [ BODY ] <path> | SERVER <account> }",
    "show-create-sequence",
  ],
  ["CREATE USER [ <account> ]", ""],
  ["{ BINARY | MASTER } LOGS", ""],
  ["MASTER STATUS", ""],
  ["BINLOG STATUS", "show-binlog-status"],
  ["BINARY LOG STATUS", "show-extended"],
  ["{ SLAVE | REPLICA } HOSTS", ""],
  ["REPLICAS", "show-extended"],
  [`BINLOG EVENTS [ IN <string> ] [ FROM <number> ] ${LIMIT}`, ""],
  [`RELAYLOG [ <string> ] EVENTS [ IN <string> ] [ FROM <number> ] ${LIMIT}`, ""],
  ["[ ALL ] { SLAVES | REPLICAS } STATUS", "show-all-slaves"],
  ["{ SLAVE | REPLICA } [ <string> ] STATUS [ NONBLOCKING ] [ FOR CHANNEL <string> ]", ""],
  [`{ PROCEDURE | FUNCTION } STATUS ${LIKE}`, ""],
  [`PACKAGE [ BODY ] STATUS ${LIKE}`, "show-create-sequence"],
  ["{ PROCEDURE | FUNCTION } CODE <path/routine>", ""],
  ["PACKAGE BODY CODE <path/routine>", "show-create-sequence"],
  ["EXPLAIN [ FORMAT = { <any> | <string> } ] FOR <expression>", "show-explain"],
  ["ANALYZE [ FORMAT = { <any> | <string> } ] FOR <expression>", "show-explain"],
  [
    `{ USER_STATISTICS | CLIENT_STATISTICS | INDEX_STATISTICS | TABLE_STATISTICS | LOCALES | USER_VARIABLES | QUERY_RESPONSE_TIME | WSREP_MEMBERSHIP | WSREP_STATUS } ${LIKE}`,
    "show-information-schema",
  ],
];

const TABLE_LIST = "{ TABLE | TABLES } <names=path/table>,...";
const NO_BINLOG = "[ NO_WRITE_TO_BINLOG | LOCAL ]";

const TABLE_UPKEEP: readonly StatementShape[] = [
  [
    `ANALYZE ${NO_BINLOG} { TABLE | TABLES } { <names=path/table> [ ?persistent-statistics PERSISTENT FOR { ALL | COLUMNS { ALL | ( [ <any>,... ] ) } INDEXES { ALL | ( [ <any>,... ] ) } } ] },...`,
    "table-upkeep",
    maintenance("analyze", "table"),
  ],
  [
    `ANALYZE ${NO_BINLOG} ${TABLE_LIST} UPDATE HISTOGRAM ON <name/column>,... [ WITH <number> BUCKETS ] [ { MANUAL | AUTO } UPDATE ] [ USING DATA <string> ]`,
    "histograms",
    maintenance("analyze", "table"),
  ],
  [
    `ANALYZE ${NO_BINLOG} ${TABLE_LIST} DROP HISTOGRAM ON <name/column>,...`,
    "histograms",
    maintenance("analyze", "table"),
  ],
  [
    `CHECK ${TABLE_LIST} [ FOR UPGRADE | QUICK | FAST | MEDIUM | EXTENDED | CHANGED ]...`,
    "table-upkeep",
    maintenance("check", "table"),
  ],
  [
    "CHECK { VIEW | VIEWS } <names=path/view>,... [ FOR UPGRADE ]",
    "check-views",
    maintenance("check", "view"),
  ],
  [`CHECKSUM ${TABLE_LIST} [ QUICK | EXTENDED ]`, "table-upkeep", maintenance("checksum", "table")],
  [
    `OPTIMIZE ${NO_BINLOG} ${TABLE_LIST} [ ?alter-wait { WAIT <number> | NOWAIT } ]`,
    "table-upkeep",
    maintenance("optimize", "table"),
  ],
  [
    `REPAIR ${NO_BINLOG} ${TABLE_LIST} [ QUICK | EXTENDED | USE_FRM | ?check-views FORCE ]...`,
    "table-upkeep",
    maintenance("repair", "table"),
  ],
  [
    `REPAIR ${NO_BINLOG} { VIEW | VIEWS } <names=path/view>,... [ FROM MYSQL ]`,
    "check-views",
    maintenance("repair", "view"),
  ],
  [
    "CACHE INDEX { <names=path/table> [ { INDEX | KEY } ( [ { <any> | PRIMARY },... ] ) ] },... IN { <any> | DEFAULT }",
    "key-caches",
    maintenance("cache index"),
  ],
  [
    "CACHE INDEX <names=path/table> PARTITION ( { ALL | <any>,... } ) [ { INDEX | KEY } ( [ <any>,... ] ) ] IN { <any> | DEFAULT }",
    "key-caches",
    maintenance("cache index"),
  ],
  [
    "LOAD INDEX INTO CACHE <names=path/table> PARTITION ( { ALL | <any>,... } ) [ { INDEX | KEY } ( [ <any>,... ] ) ] [ IGNORE LEAVES ]",
    "key-caches",
    maintenance("load index"),
  ],
  [
    "LOAD INDEX INTO CACHE { <names=path/table> [ { INDEX | KEY } ( [ { <any> | PRIMARY },... ] ) ] [ IGNORE LEAVES ] },...",
    "key-caches",
    maintenance("load index"),
  ],
];

const FLUSHED =
  "{ [ BINARY | ENGINE | ERROR | GENERAL | SLOW ] LOGS | RELAY LOGS [ FOR CHANNEL <string> | <string> ] | HOSTS | PRIVILEGES | STATUS | USER_RESOURCES | OPTIMIZER_COSTS | QUERY CACHE | DES_KEY_FILE | SLAVE [ <string> ] | REPLICA [ <string> ] | MASTER | SSL | THREADS | INDEX_STATISTICS | TABLE_STATISTICS | USER_STATISTICS | CLIENT_STATISTICS | USER_VARIABLES | QUERY_RESPONSE_TIME | LOCALES }";

const SERVER: readonly StatementShape[] = [
  [`FLUSH ${NO_BINLOG} { ${FLUSHED} },...`, "flush", other("flush")],
  [
    `FLUSH ${NO_BINLOG} { TABLE | TABLES } [ <names=path/table>,... ] [ WITH READ LOCK [ AND DISABLE CHECKPOINT ] | FOR EXPORT ]`,
    "flush",
    other("flush"),
  ],
  [
    "KILL [ HARD | SOFT ] [ CONNECTION | QUERY [ ID ] ] { USER <account> | <expressions=expression> }",
    "kill-kinds",
    other("kill"),
  ],
  ["KILL [ CONNECTION | QUERY ] <expressions=expression>", "kill-threads", other("kill")],
  ["KILL <rest>", "loose-ddl", other("kill")],
  [
    "RESET { MASTER [ TO <number> ] | QUERY CACHE | { SLAVE | REPLICA } [ <string> ] [ ALL ] [ FOR CHANNEL <string> ] | BINARY LOGS AND GTIDS },...",
    "reset-server",
    other("reset"),
  ],
  ["RESET PERSIST [ IF EXISTS ] [ <path/setting> ]", "persisted-settings", other("reset persist")],
  [
    "PURGE { BINARY | MASTER } LOGS { TO <string> | BEFORE <expression> }",
    "purge-logs",
    other("purge"),
  ],
  [
    "CHANGE MASTER [ <string> ] TO { <masteroption> },... [ FOR CHANNEL <string> ]",
    "replication",
    other("change master"),
  ],
  [
    "CHANGE REPLICATION SOURCE TO { <masteroption> },... [ FOR CHANNEL <string> ]",
    "replication-source",
    other("change replication source"),
  ],
  ["CHANGE REPLICATION FILTER <rest>", "replication-source", other("change replication filter")],
  [
    "START { SLAVE | REPLICA } [ <string> ] [ { SQL_THREAD | IO_THREAD },... ] [ UNTIL { <masteroption> },... ] [ <startslavetail> ]",
    "replication",
    other("start slave"),
  ],
  [
    "STOP { SLAVE | REPLICA } [ <string> ] [ { SQL_THREAD | IO_THREAD },... ] [ FOR CHANNEL <string> ]",
    "replication",
    other("stop slave"),
  ],
  [
    "START ALL { SLAVES | REPLICAS } [ { SQL_THREAD | IO_THREAD },... ]",
    "show-all-slaves",
    other("start slaves"),
  ],
  [
    "STOP ALL { SLAVES | REPLICAS } [ { SQL_THREAD | IO_THREAD },... ]",
    "show-all-slaves",
    other("stop slaves"),
  ],
  [
    "START GROUP_REPLICATION [ <startslavetail> ]",
    "replication-source",
    other("start group_replication"),
  ],
  ["STOP GROUP_REPLICATION", "replication-source", other("stop group_replication")],
  [
    "INSTALL PLUGIN [ ?plugin-if-exists IF NOT EXISTS ] <names=name> SONAME <string>",
    "plugins",
    other("install plugin"),
  ],
  ["INSTALL SONAME <string>", "plugin-if-exists", other("install soname")],
  ["INSTALL COMPONENT <string>,...", "components", other("install component")],
  [
    "UNINSTALL PLUGIN [ ?plugin-if-exists IF EXISTS ] <names=name>",
    "plugins",
    other("uninstall plugin"),
  ],
  ["UNINSTALL SONAME [ IF EXISTS ] <string>", "plugin-if-exists", other("uninstall soname")],
  ["UNINSTALL COMPONENT <string>,...", "components", other("uninstall component")],
  ["BINLOG <string>", "binlog-statement", other("binlog")],
  ["SHUTDOWN [ ?alter-wait WAIT FOR ALL { SLAVES | REPLICAS } ]", "shutdown", other("shutdown")],
  ["RESTART", "restart-server", other("restart")],
  ["HELP { <string> | <any> }", "help-statement", other("help")],
  [
    "BACKUP STAGE { START | FLUSH | BLOCK_DDL | BLOCK_COMMIT | END }",
    "backup-stages",
    other("backup stage"),
  ],
  ["BACKUP LOCK <names=path/table>", "backup-stages", other("backup lock")],
  ["BACKUP UNLOCK", "backup-stages", other("backup unlock")],
  ["CLONE LOCAL DATA DIRECTORY [ = ] <string>", "clone-instance", other("clone")],
  [
    "CLONE INSTANCE FROM <account> : <number> IDENTIFIED BY <string> [ DATA DIRECTORY [ = ] <string> ] [ REQUIRE [ NO ] SSL ]",
    "clone-instance",
    other("clone"),
  ],
  ["IMPORT TABLE FROM <string>,...", "import-tables", other("import table")],
  ["HANDLER <names=path/table> OPEN [ [ AS ] <name/alias> ]", "handlers", other("handler open")],
  ["HANDLER <names=path/table> CLOSE", "handlers", other("handler close")],
  [
    `HANDLER <names=path/table> READ { FIRST | NEXT } [ WHERE <expression> ] ${LIMIT}`,
    "handlers",
    other("handler read"),
  ],
  [
    `HANDLER <names=path/table> READ <any/index> { FIRST | NEXT | PREV | LAST | { = | <handlercomparison> } ( <expression>,... ) } [ WHERE <expression> ] ${LIMIT}`,
    "handlers",
    other("handler read"),
  ],
  ["RENAME USER { <account> TO <account> },...", "accounts", other("rename user")],
  [
    "SET PASSWORD [ FOR <account> ] = { <string> | PASSWORD ( <string> ) | OLD_PASSWORD ( <string> ) | TO RANDOM }",
    "accounts",
    setting("set", "PASSWORD"),
  ],
  [
    "SET PASSWORD [ FOR <account> ] TO RANDOM <rest>",
    "account-default-role",
    setting("set", "PASSWORD"),
  ],
  [
    "SET ROLE { DEFAULT | NONE | ALL [ EXCEPT <account>,... ] | <account>,... }",
    "accounts",
    setting("set", "ROLE"),
  ],
  [
    "SET DEFAULT ROLE { NONE | ALL | <account>,... } { TO | FOR } <account>,...",
    "accounts",
    setting("set", "DEFAULT ROLE"),
  ],
  ["SET DEFAULT ROLE { NONE | <account> }", "accounts", setting("set", "DEFAULT ROLE")],
  [
    "SET RESOURCE GROUP <name> [ FOR <number>,... ]",
    "resource-groups",
    setting("set", "RESOURCE GROUP"),
  ],
  ["SIGNAL <signalbody>", "signal-statements", other("signal")],
  ["RESIGNAL [ <signalbody> ]", "signal-statements", other("resignal")],
];

const ROLES: readonly StatementShape[] = [
  ["REASSIGN OWNED BY <names=role>,... TO <role>", "role-options", other("reassign owned")],
  [
    "IMPORT FOREIGN SCHEMA <names=name/schema> [ { LIMIT TO | EXCEPT } ( <path/table>,... ) ] FROM SERVER <name> INTO <name/schema> [ OPTIONS <generic> ]",
    "foreign-data",
    other("import foreign schema"),
  ],
  [
    "SET SESSION AUTHORIZATION { <any> | <string> | DEFAULT }",
    "role-options",
    setting("set", "SESSION AUTHORIZATION"),
  ],
];

/** All of them, SHOW included. */
export const SERVER_SHAPES: readonly StatementShape[] = [
  ...TABLE_UPKEEP,
  ...SERVER,
  ...ROLES,
  ...SHOWN.map(
    ([text, capability]): StatementShape => [
      `SHOW ${capability === "" ? "" : `?${capability} `}${text}`,
      "show-catalog",
      setting("show"),
    ],
  ),
  ["UNLOCK <rest>", "loose-ddl", transaction("unlock")],
];
