/**
 * Shapes of CREATE, ALTER and DROP for objects that are not tables, views, indexes, routines or
 * triggers, and of COMMENT ON. The text begins after CREATE, ALTER or DROP and the modifiers.
 */
import type { Comment, NodeBase, StatementNode } from "./ast.ts";
import type { Captures } from "./pattern.ts";
import { altered, created, dropped, paths, type StatementShape } from "./statement-shape.ts";

// ---------------------------------------------------------------- CREATE

const ROLE_OPTION =
  "{ ?role-options { PASSWORD { <string> | NULL } | ENCRYPTED PASSWORD <string> | INHERIT | CONNECTION LIMIT <signed> | VALID UNTIL <string> | USER <role>,... | ROLE <role>,... | ADMIN <role>,... | IN { ROLE | GROUP } <role>,... | SYSID <number> | <roleword> } }";

const ALTER_ROLE_OPTION =
  "{ PASSWORD { <string> | NULL } | ENCRYPTED PASSWORD <string> | INHERIT | CONNECTION LIMIT <signed> | VALID UNTIL <string> | USER <role>,... | <roleword> }";

const CREATE_DATABASE_OPTION =
  "{ { CONNECTION LIMIT | <databaseword> } [ = ] { <signed> | <booleanword> | <string> | DEFAULT } }";

const SERVER_OBJECTS: readonly StatementShape[] = [
  [
    "ACCESS METHOD <name=name> TYPE { INDEX | TABLE } HANDLER <path>",
    "access-methods",
    created("access method"),
  ],
  [
    "EVENT TRIGGER <name=name> ON <any> [ WHEN { <any> IN ( <string>,... ) } [ AND <any> IN ( <string>,... ) ]... ] EXECUTE { FUNCTION | PROCEDURE } <path> ( )",
    "event-triggers",
    created("event trigger"),
  ],
  [
    "EXTENSION [ <ifnotexists> ] <name=name/extension> [ WITH ] [ SCHEMA <any/schema> | VERSION { <any> | <string> } | CASCADE ]...",
    "extensions",
    created("extension"),
  ],
  [
    "FOREIGN DATA WRAPPER <name=name> [ HANDLER <path> | NO HANDLER | VALIDATOR <path> | NO VALIDATOR ]... [ OPTIONS <options=generic> ]",
    "foreign-data",
    created("foreign data wrapper"),
  ],
  [
    "SERVER [ <ifnotexists> ] <name=name> [ TYPE <string> ] [ VERSION { <string> | NULL } ] FOREIGN DATA WRAPPER <name> [ OPTIONS <options=generic> ]",
    "foreign-data",
    created("server"),
  ],
  [
    "SERVER [ <ifnotexists> ] <name=account> FOREIGN DATA WRAPPER <account> OPTIONS ( { { USER | HOST | DATABASE | OWNER | PASSWORD | SOCKET } <string> | PORT <number> | ?create-or-replace-server <any> <string> },... )",
    "named-servers",
    created("server"),
  ],
  [
    "USER MAPPING [ <ifnotexists> ] FOR { <role> | USER } SERVER <name=name> [ OPTIONS <options=generic> ]",
    "foreign-data",
    created("user mapping"),
  ],
  [
    "LANGUAGE <name=languagename> [ HANDLER <path> [ INLINE <path> ] [ VALIDATOR <path> | NO VALIDATOR ] ]",
    "languages",
    created("language"),
  ],
  [
    "TABLESPACE <name=name> [ OWNER <role> ] LOCATION <string> [ WITH <options=definition> ]",
    "tablespace-locations",
    created("tablespace"),
  ],
  [
    "TABLESPACE <name=name> [ ADD DATAFILE <string> ] [ <tablespaceoption> ]...",
    "tablespace-files",
    created("tablespace"),
  ],
  [
    "LOGFILE GROUP <name=name> ADD { UNDOFILE | REDOFILE } <string> [ <tablespaceoption> ]...",
    "tablespace-files",
    created("logfile group"),
  ],
  [
    `DATABASE <name=name/new-name> [ WITH ] [ ${CREATE_DATABASE_OPTION} ]...`,
    "database-options",
    created("database"),
  ],
  [
    "DATABASE [ <ifnotexists> ] <name=name/new-name> [ <options=charset> | ?database-comment COMMENT [ = ] <string> ]...",
    "databases",
    created("database"),
  ],
  [
    "SCHEMA [ <ifnotexists> ] <name=name/new-name> [ <options=charset> | ?database-comment COMMENT [ = ] <string> ]...",
    "databases",
    created("schema"),
  ],
  [`ROLE <name=newrole> [ WITH ] [ ${ROLE_OPTION} ]...`, "role-options", created("role")],
  [`USER <name=newrole> [ WITH ] [ ${ROLE_OPTION} ]...`, "role-options", created("role")],
  [`GROUP <name=newrole> [ WITH ] [ ${ROLE_OPTION} ]...`, "role-options", created("role")],
  [
    "POLICY <name=name/new-name> ON <on=path/table> <policy=policy>",
    "row-policies",
    created("policy"),
  ],
  [
    "PUBLICATION <name=name> [ FOR ALL TABLES ] [ WITH <options=definition> ]",
    "publications",
    created("publication"),
  ],
  [
    "PUBLICATION <name=name> FOR { <publicationobject> },... [ WITH <options=definition> ]",
    "publications",
    created("publication"),
  ],
  [
    "SUBSCRIPTION <name=name> CONNECTION <string> PUBLICATION <any>,... [ WITH <options=definition> ]",
    "publications",
    created("subscription"),
  ],
  [
    "STATISTICS [ [ <ifnotexists> ] <name=path> ] [ <names> ] ON { <statisticscolumn> },... FROM <on=path/table> [ [ AS ] <name/alias> ] [ , <path/table> [ [ AS ] <name/alias> ] ]...",
    "statistics-objects",
    created("statistics"),
  ],
  [
    "RULE <name=name> AS ON { SELECT | UPDATE | INSERT | DELETE } TO <on=path/table> [ WHERE <expression> ] DO [ ALSO | INSTEAD ] { NOTHING | <ruleactions> }",
    "rules",
    created("rule"),
  ],
];

const TYPES_AND_OPERATORS: readonly StatementShape[] = [
  ["AGGREGATE <name=aggregate> <options=definition>", "aggregates", created("aggregate")],
  ["AGGREGATE <name=path> ( { <any> = <value> },... )", "aggregates", created("aggregate")],
  ["OPERATOR <operator> <options=definition>", "operators", created("operator")],
  [
    "OPERATOR CLASS <name=path> [ DEFAULT ] FOR TYPE <type=type> USING <name> [ FAMILY <path> ] AS { <opclassitem> },...",
    "operators",
    created("operator class"),
  ],
  ["OPERATOR FAMILY <name=path> USING <name>", "operators", created("operator family")],
  [
    "CAST ( <type=type> AS <type> ) { WITH FUNCTION <signature> | WITHOUT FUNCTION | WITH INOUT } [ AS IMPLICIT | AS ASSIGNMENT ]",
    "casts",
    created("cast"),
  ],
  [
    "COLLATION [ <ifnotexists> ] <name=path> { <options=definition> | FROM <path> }",
    "collations",
    created("collation"),
  ],
  [
    "CONVERSION <name=path> FOR <string> TO <string> FROM <path>",
    "conversions",
    created("conversion"),
  ],
  [
    "DOMAIN <name=path/new-name> [ AS ] <type=type> [ <constraints=domainconstraints> ]",
    "domain",
    created("domain"),
  ],
  ["DOMAIN <name=path/new-name> <rest>", "loose-ddl", created("domain")],
  [
    "TYPE <name=path/new-name> AS <enum=ENUM> ( [ <labels=string>,... ] )",
    "create-types",
    created("type"),
  ],
  ["TYPE <name=path/new-name> AS RANGE <options=definition>", "create-types", created("type")],
  ["TYPE <name=path/new-name> AS ( [ <fields=attribute>,... ] )", "create-types", created("type")],
  ["TYPE <name=path/new-name> [ <options=definition> ]", "create-types", created("type")],
  [
    "TYPE <name=path/new-name> AS <enum=ENUM> ( [ <labels=string>,... ] ) [ <rest> ]",
    "loose-ddl",
    created("type"),
  ],
  ["TYPE <name=path/new-name> <rest>", "loose-ddl", created("type")],
  [
    "TEXT SEARCH { PARSER | DICTIONARY | TEMPLATE | CONFIGURATION } <name=path> <options=definition>",
    "text-search",
    created("text search"),
  ],
  [
    "TRANSFORM FOR <type=type> LANGUAGE <name=name> ( FROM SQL WITH FUNCTION <signature> [ , TO SQL WITH FUNCTION <signature> ] )",
    "transforms",
    created("transform"),
  ],
  [
    "TRANSFORM FOR <type=type> LANGUAGE <name=name> ( TO SQL WITH FUNCTION <signature> [ , FROM SQL WITH FUNCTION <signature> ] )",
    "transforms",
    created("transform"),
  ],
  [
    "SEQUENCE [ <ifnotexists> ] <name=path/new-name> [ <options=sequenceoption> [ ?sequence-option-commas , ] ]... [ ?table-options <options=tableoption> ]...",
    "sequences",
    created("sequence"),
  ],
];

const ACCOUNT_TAIL =
  "[ REQUIRE { NONE | <requirement> } ] [ WITH { <resourcelimit> }... ] [ <passwordoption> ]... [ ?account-comment { COMMENT <string> | ATTRIBUTE <string> } ]";

const ACCOUNTS: readonly StatementShape[] = [
  [
    `USER [ <ifnotexists> ] { <identified=identified> },... [ ?account-default-role DEFAULT ROLE { <role> },... ] ${ACCOUNT_TAIL}`,
    "accounts",
    created("user"),
  ],
  [
    "ROLE [ <ifnotexists> ] <name=account>,... [ WITH ADMIN <account> ]",
    "accounts",
    created("role"),
  ],
  [
    "EVENT [ <ifnotexists> ] <name=path/new-name> ON SCHEDULE <schedule> [ ON COMPLETION [ NOT ] PRESERVE ] [ ENABLE | DISABLE [ ON { SLAVE | REPLICA } ] ] [ COMMENT <string> ] DO <bodystatement>",
    "event",
    created("event"),
  ],
  [
    "RESOURCE GROUP <name=name> TYPE [ = ] { SYSTEM | USER } [ VCPU [ = ] <cpuset>,... ] [ THREAD_PRIORITY [ = ] <signed> ] [ ENABLE | DISABLE ]",
    "resource-groups",
    created("resource group"),
  ],
  [
    "SPATIAL REFERENCE SYSTEM [ <ifnotexists> ] <number> <rest>",
    "spatial-reference-systems",
    created("spatial reference system"),
  ],
];

/** Objects of engines that are not known in detail. */
const LOOSE: readonly StatementShape[] = [
  "DATABASE",
  "SCHEMA",
  "SEQUENCE",
  "USER",
  "ROLE",
  "LOGIN",
  "SYNONYM",
  "TABLESPACE",
  "STAGE",
  "STREAM",
  "TASK",
  "PIPE",
  "WAREHOUSE",
  "SECRET",
  "TAG",
  "POLICY",
  "STATISTICS",
  "MODEL",
  "ASSEMBLY",
  "CERTIFICATE",
  "CREDENTIAL",
  "AGGREGATE",
  "LIBRARY",
  "CONTEXT",
  "DIRECTORY",
  "PROFILE",
  "CLUSTER",
].map(
  (word): StatementShape => [
    `${word} [ <ifnotexists> ] [ <name=path/new-name> ] [ <rest> ]`,
    "loose-ddl",
    created(word.toLowerCase()),
  ],
);

const LOOSE_WORDS: readonly StatementShape[] = [
  [
    "MASKING POLICY [ <ifnotexists> ] <name=path/new-name> <rest>",
    "loose-ddl",
    created("masking policy"),
  ],
  [
    "ROW ACCESS POLICY [ <ifnotexists> ] <name=path/new-name> <rest>",
    "loose-ddl",
    created("row access policy"),
  ],
  [
    "FILE FORMAT [ <ifnotexists> ] <name=path/new-name> <rest>",
    "loose-ddl",
    created("file format"),
  ],
  ["SECURITY POLICY <name=path/new-name> <rest>", "loose-ddl", created("security policy")],
  ["PARTITION FUNCTION <name=path/new-name> <rest>", "loose-ddl", created("partition function")],
  ["PARTITION SCHEME <name=path/new-name> <rest>", "loose-ddl", created("partition scheme")],
  ["FULLTEXT CATALOG <name=path/new-name> [ <rest> ]", "loose-ddl", created("fulltext catalog")],
  ["SEARCH INDEX <name=path/new-name> <rest>", "loose-ddl", created("search index")],
  ["DATABASE LINK <name=path/new-name> <rest>", "loose-ddl", created("database link")],
];

export const CREATE_SHAPES: readonly StatementShape[] = [
  ...SERVER_OBJECTS,
  ...TYPES_AND_OPERATORS,
  ...ACCOUNTS,
  ...LOOSE_WORDS,
  ...LOOSE,
];

// ---------------------------------------------------------------- ALTER

/** Names of objects as they stand in ALTER … RENAME, OWNER, SET SCHEMA: words, rule of the name, what it allows. */
const RENAMED: readonly (readonly [
  words: string,
  name: string,
  capability: string,
  allows: string,
])[] = [
  ["AGGREGATE", "<name=aggregate>", "aggregates", "ros"],
  ["COLLATION", "<name=path>", "collations", "ros"],
  ["CONVERSION", "<name=path>", "conversions", "ros"],
  ["DATABASE", "<name=name/database>", "database-options", "ro"],
  ["DOMAIN", "<name=path/type>", "domain", "ros"],
  ["FOREIGN DATA WRAPPER", "<name=name>", "foreign-data", "ro"],
  ["FUNCTION", "<name=signature>", "routine-signatures", "rosd"],
  ["GROUP", "<name=role>", "role-options", "r"],
  ["LANGUAGE", "<name=name>", "languages", "ro"],
  ["PROCEDURAL LANGUAGE", "<name=name>", "languages", "ro"],
  ["OPERATOR CLASS", "<name=path> USING <name>", "operators", "ros"],
  ["OPERATOR FAMILY", "<name=path> USING <name>", "operators", "ros"],
  ["OPERATOR", "<operator> <operatortypes>", "operators", "os"],
  ["PROCEDURE", "<name=signature>", "routine-signatures", "rosd"],
  ["PUBLICATION", "<name=name>", "publications", "ro"],
  ["ROUTINE", "<name=signature>", "routine-signatures", "rosd"],
  ["SCHEMA", "<name=name/schema>", "schemas", "ro"],
  ["SERVER", "<name=name>", "foreign-data", "ro"],
  ["SUBSCRIPTION", "<name=name>", "publications", "ro"],
  ["STATISTICS", "<name=path>", "statistics-objects", "ros"],
  ["TEXT SEARCH PARSER", "<name=path>", "text-search", "rs"],
  ["TEXT SEARCH DICTIONARY", "<name=path>", "text-search", "ros"],
  ["TEXT SEARCH TEMPLATE", "<name=path>", "text-search", "rs"],
  ["TEXT SEARCH CONFIGURATION", "<name=path>", "text-search", "ros"],
  ["ROLE", "<name=role>", "role-options", "r"],
  ["USER", "<name=role>", "role-options", "r"],
  ["TABLESPACE", "<name=name>", "tablespace-locations", "ro"],
  ["EVENT TRIGGER", "<name=name>", "event-triggers", "ro"],
  ["TYPE", "<name=path/type>", "create-types", "ros"],
  ["LARGE OBJECT", "<signed>", "large-objects", "o"],
  ["EXTENSION", "<name=name/extension>", "extensions", "s"],
  ["RULE", "<name=name> ON <on=path/table>", "rules", "r"],
  ["TRIGGER", "<name=name/trigger> ON <on=path/table>", "routine-signatures", "rd"],
  ["POLICY", "[ <ifexists> ] <name=name> ON <on=path/table>", "row-policies", "r"],
  ["MATERIALIZED VIEW", "<name=path/view>", "materialized-view", "d"],
  ["INDEX", "<name=path/index>", "inheritance", "d"],
];

function renames(): StatementShape[] {
  const shapes: StatementShape[] = [];
  for (const [words, name, capability, allows] of RENAMED) {
    const object = words.toLowerCase();
    if (allows.includes("r")) {
      shapes.push([
        `${words} ${name} RENAME TO <newName=name/new-name>`,
        capability,
        altered(object, "rename"),
      ]);
    }
    if (allows.includes("o")) {
      shapes.push([
        `${words} ${name} OWNER TO <newName=role>`,
        capability,
        altered(object, "owner"),
      ]);
    }
    if (allows.includes("s")) {
      shapes.push([
        `${words} ${name} SET SCHEMA <newName=name/schema>`,
        capability,
        altered(object, "set-schema"),
      ]);
    }
    if (allows.includes("d")) {
      shapes.push([
        `${words} ${name} [ NO ] DEPENDS ON EXTENSION <name>`,
        capability,
        altered(object),
      ]);
    }
  }
  return shapes;
}

const SETTING_CHANGE =
  "{ SET <setclause> | RESET { ALL | TIME ZONE | TRANSACTION ISOLATION LEVEL | SESSION AUTHORIZATION | <setting> } }";

const ALTER_ROLE: readonly StatementShape[] = ["ROLE", "USER"].flatMap((word): StatementShape[] => [
  [
    `${word} <name=role> [ WITH ] [ ${ALTER_ROLE_OPTION} ]...`,
    "role-options",
    altered("role", "options"),
  ],
  [
    `${word} { ALL | <name=role> } [ IN DATABASE <name> ] ${SETTING_CHANGE}`,
    "role-options",
    altered("role", "options"),
  ],
]);

const DOMAIN_CHANGE: readonly StatementShape[] = [
  ["DOMAIN <name=path/type> SET DEFAULT <restricted>", "domain", altered("domain", "set-default")],
  ["DOMAIN <name=path/type> DROP DEFAULT", "domain", altered("domain", "drop-default")],
  ["DOMAIN <name=path/type> SET NOT NULL", "domain", altered("domain", "set-not-null")],
  ["DOMAIN <name=path/type> DROP NOT NULL", "domain", altered("domain", "drop-not-null")],
  [
    "DOMAIN <name=path/type> ADD <constraint=domainconstraint>",
    "domain",
    altered("domain", "add-constraint"),
  ],
  [
    "DOMAIN <name=path/type> DROP CONSTRAINT [ <ifexists> ] <name/constraint> [ <behavior> ]",
    "domain",
    altered("domain", "drop-constraint"),
  ],
  [
    "DOMAIN <name=path/type> RENAME CONSTRAINT <newName=name/constraint> TO <newName=name/new-name>",
    "domain",
    altered("domain"),
  ],
  [
    "DOMAIN <name=path/type> VALIDATE CONSTRAINT <name/constraint>",
    "domain",
    altered("domain", "validate-constraint"),
  ],
];

const TYPE_CHANGE: readonly StatementShape[] = [
  [
    "TYPE <name=path/type> ADD VALUE [ <ifnotexists> ] <values=string> [ { <before=BEFORE> | AFTER } <neighbor=string> ]",
    "create-types",
    altered("type", "add-value"),
  ],
  [
    "TYPE <name=path/type> RENAME VALUE <values=string> TO <values=string>",
    "create-types",
    altered("type", "rename-value"),
  ],
  [
    "TYPE <name=path/type> RENAME ATTRIBUTE <name/column> TO <newName=name/new-name> [ <behavior> ]",
    "create-types",
    altered("type", "rename-attribute"),
  ],
  [
    "TYPE <name=path/type> { ADD ATTRIBUTE <attribute> [ <behavior> ] | DROP ATTRIBUTE [ IF EXISTS ] <name/column> [ <behavior> ] | ALTER ATTRIBUTE <name/column> [ SET DATA ] TYPE <type> [ COLLATE <path> ] [ <behavior> ] },...",
    "create-types",
    altered("type", "add-attribute"),
  ],
  ["TYPE <name=path/type> SET <options=definition>", "create-types", altered("type", "options")],
];

const EXTENSION_MEMBER =
  "{ ACCESS METHOD <name> | AGGREGATE <aggregate> | CAST ( <type> AS <type> ) | COLLATION <path> | CONVERSION <path> | DATABASE <name> | DOMAIN <type> | EVENT TRIGGER <name> | EXTENSION <name> | FOREIGN DATA WRAPPER <name> | FOREIGN TABLE <path> | FUNCTION <signature> | INDEX <path> | [ PROCEDURAL ] LANGUAGE <name> | MATERIALIZED VIEW <path> | OPERATOR CLASS <path> USING <name> | OPERATOR FAMILY <path> USING <name> | OPERATOR <operator> <operatortypes> | PROCEDURE <signature> | PUBLICATION <name> | ROLE <name> | ROUTINE <signature> | SCHEMA <name> | SEQUENCE <path> | SERVER <name> | STATISTICS <path> | SUBSCRIPTION <name> | TABLE <path> | TABLESPACE <name> | TEXT SEARCH { PARSER | DICTIONARY | TEMPLATE | CONFIGURATION } <path> | TRANSFORM FOR <type> LANGUAGE <name> | TYPE <type> | VIEW <path> }";

const ALTERATIONS: readonly StatementShape[] = [
  [
    "EVENT TRIGGER <name=name> { ENABLE [ REPLICA | ALWAYS ] | DISABLE }",
    "event-triggers",
    altered("event trigger"),
  ],
  ["COLLATION <name=path> REFRESH VERSION", "collations", altered("collation")],
  [
    `DATABASE <name=name/database> [ WITH ] [ ${CREATE_DATABASE_OPTION} ]...`,
    "database-options",
    altered("database", "options"),
  ],
  [
    "DATABASE <name=name/database> SET TABLESPACE <name>",
    "database-options",
    altered("database", "options"),
  ],
  [
    "DATABASE <name=name/database> REFRESH COLLATION VERSION",
    "database-options",
    altered("database", "options"),
  ],
  [
    `DATABASE <name=name/database> ${SETTING_CHANGE}`,
    "database-options",
    altered("database", "options"),
  ],
  [
    "DEFAULT PRIVILEGES [ FOR { ROLE | USER } <role>,... | IN SCHEMA <name/schema>,... ]... { GRANT <privileges> ON <defaultobjects> TO <grantees> [ WITH GRANT OPTION ] | REVOKE [ GRANT OPTION FOR ] <privileges> ON <defaultobjects> FROM <grantees> [ <behavior> ] }",
    "default-privileges",
    altered("default privileges"),
  ],
  ...DOMAIN_CHANGE,
  ...TYPE_CHANGE,
  [
    "EXTENSION <name=name/extension> UPDATE [ TO { <any> | <string> } ]...",
    "extensions",
    altered("extension", "options"),
  ],
  [
    `EXTENSION <name=name/extension> { ADD | DROP } ${EXTENSION_MEMBER}`,
    "extensions",
    altered("extension"),
  ],
  [
    "FOREIGN DATA WRAPPER <name=name> { HANDLER <path> | NO HANDLER | VALIDATOR <path> | NO VALIDATOR | OPTIONS <options=altered> }...",
    "foreign-data",
    altered("foreign data wrapper", "options"),
  ],
  [
    "SERVER <name=name> { VERSION { <string> | NULL } [ OPTIONS <options=altered> ] | OPTIONS <options=altered> }",
    "foreign-data",
    altered("server", "options"),
  ],
  ["SERVER <name=account> OPTIONS <group>", "named-servers", altered("server", "options")],
  [
    "USER MAPPING FOR { <role> | USER } SERVER <name=name> OPTIONS <options=altered>",
    "foreign-data",
    altered("user mapping", "options"),
  ],
  ["GROUP <name=role> { ADD | DROP } USER <role>,...", "role-options", altered("role")],
  [
    "OPERATOR <operator> <operatortypes> SET ( { <any> [ = { NONE | <value> } ] },... )",
    "operators",
    altered("operator", "options"),
  ],
  [
    "OPERATOR FAMILY <name=path> USING <name> ADD { <opclassitem> },...",
    "operators",
    altered("operator family"),
  ],
  [
    "OPERATOR FAMILY <name=path> USING <name> DROP { { OPERATOR | FUNCTION } <number> ( <type>,... ) },...",
    "operators",
    altered("operator family"),
  ],
  [
    "POLICY <name=name> ON <on=path/table> <policy=policychange>",
    "row-policies",
    altered("policy", "options"),
  ],
  [
    "PUBLICATION <name=name> SET <options=definition>",
    "publications",
    altered("publication", "options"),
  ],
  [
    "PUBLICATION <name=name> { ADD | SET | DROP } { <publicationobject> },...",
    "publications",
    altered("publication"),
  ],
  [
    "SUBSCRIPTION <name=name> SET <options=definition>",
    "publications",
    altered("subscription", "options"),
  ],
  [
    "SUBSCRIPTION <name=name> SKIP <options=definition>",
    "publications",
    altered("subscription", "options"),
  ],
  [
    "SUBSCRIPTION <name=name> CONNECTION <string>",
    "publications",
    altered("subscription", "options"),
  ],
  [
    "SUBSCRIPTION <name=name> REFRESH PUBLICATION [ WITH <options=definition> ]",
    "publications",
    altered("subscription", "options"),
  ],
  [
    "SUBSCRIPTION <name=name> { ADD | DROP | SET } PUBLICATION <any>,... [ WITH <options=definition> ]",
    "publications",
    altered("subscription", "options"),
  ],
  [
    "SUBSCRIPTION <name=name> { ENABLE | DISABLE }",
    "publications",
    altered("subscription", "options"),
  ],
  [
    "STATISTICS [ <ifexists> ] <name=path> SET STATISTICS { <signed> | DEFAULT }",
    "statistics-objects",
    altered("statistics", "options"),
  ],
  [
    "SYSTEM { SET <setting> { = | TO } { DEFAULT | <settingvalue>,... } | RESET { ALL | <setting> } }",
    "alter-system",
    altered("system", "options"),
  ],
  [
    "SYSTEM SET TIME ZONE { <string> | <signed> | DEFAULT | LOCAL | <any> }",
    "alter-system",
    altered("system", "options"),
  ],
  [
    "TABLESPACE <name=name> { SET | RESET } <options=definition>",
    "tablespace-locations",
    altered("tablespace", "options"),
  ],
  [
    "TEXT SEARCH DICTIONARY <name=path> <options=definition>",
    "text-search",
    altered("text search dictionary", "options"),
  ],
  [
    "TEXT SEARCH CONFIGURATION <name=path> { ADD | ALTER } MAPPING FOR <any>,... WITH <path>,...",
    "text-search",
    altered("text search configuration"),
  ],
  [
    "TEXT SEARCH CONFIGURATION <name=path> ALTER MAPPING [ FOR <any>,... ] REPLACE <path> WITH <path>",
    "text-search",
    altered("text search configuration"),
  ],
  [
    "TEXT SEARCH CONFIGURATION <name=path> DROP MAPPING [ <ifexists> ] FOR <any>,...",
    "text-search",
    altered("text search configuration"),
  ],
  ...["FUNCTION", "PROCEDURE", "ROUTINE"].map(
    (word): StatementShape => [
      `${word} <name=signature> { <routineoption> }... [ RESTRICT ]`,
      "routine-signatures",
      altered(word.toLowerCase(), "options"),
    ],
  ),
  ...ALTER_ROLE,
  ...renames(),

  [
    "DATABASE [ <name=name/database> ] { <options=charset> | ?database-comment COMMENT [ = ] <string> | READ ONLY [ = ] { DEFAULT | <number> } }...",
    "databases",
    altered("database", "options"),
  ],
  [
    "SCHEMA [ <name=name/database> ] { <options=charset> | ?database-comment COMMENT [ = ] <string> | READ ONLY [ = ] { DEFAULT | <number> } }...",
    "databases",
    altered("schema", "options"),
  ],
  [
    "DATABASE <name=string> UPGRADE DATA DIRECTORY NAME",
    "databases",
    altered("database", "options"),
  ],
  [
    "DATABASE <name=name/database> UPGRADE DATA DIRECTORY NAME",
    "databases",
    altered("database", "options"),
  ],
  [
    `USER [ <ifexists> ] { <identified=identified> },... [ ?account-default-role DEFAULT ROLE { ALL | NONE | <role>,... } ] ${ACCOUNT_TAIL}`,
    "accounts",
    altered("user", "options"),
  ],
  [
    "EVENT <name=path> [ ON SCHEDULE <schedule> ] [ ON COMPLETION [ NOT ] PRESERVE ] [ RENAME TO <path/new-name> ] [ ENABLE | DISABLE [ ON { SLAVE | REPLICA } ] ] [ COMMENT <string> ] [ DO <bodystatement> ]",
    "event",
    altered("event", "options"),
  ],
  [
    "PROCEDURE <name=path> { <characteristic> }...",
    "routine-characteristics",
    altered("procedure", "options"),
  ],
  [
    "FUNCTION <name=path> { <characteristic> }...",
    "routine-characteristics",
    altered("function", "options"),
  ],
  ["PROCEDURE <name=path>", "routine-characteristics", altered("procedure", "options")],
  ["FUNCTION <name=path>", "routine-characteristics", altered("function", "options")],
  [
    "TABLESPACE <name=name> { ADD | DROP } DATAFILE <string> [ <tablespaceoption> ]...",
    "tablespace-files",
    altered("tablespace"),
  ],
  ["TABLESPACE <name=name> RENAME TO <name>", "tablespace-files", altered("tablespace", "rename")],
  [
    "LOGFILE GROUP <name=name> ADD UNDOFILE <string> [ <tablespaceoption> ]...",
    "tablespace-files",
    altered("logfile group"),
  ],
  [
    "INSTANCE { ROTATE <any> MASTER KEY | RELOAD TLS <rest> | ENABLE <any> <any> | DISABLE <any> <any> }",
    "instance-locks",
    altered("instance"),
  ],
  [
    "RESOURCE GROUP <name=name> [ VCPU [ = ] <cpuset>,... ] [ THREAD_PRIORITY [ = ] <signed> ] [ ENABLE | DISABLE [ FORCE ] ]",
    "resource-groups",
    altered("resource group", "options"),
  ],
];

const LOOSE_ALTERATIONS: readonly StatementShape[] = [
  "DATABASE",
  "SCHEMA",
  "SEQUENCE",
  "USER",
  "ROLE",
  "LOGIN",
  "SESSION",
  "SYSTEM",
  "TYPE",
  "PROCEDURE",
  "FUNCTION",
  "TRIGGER",
  "PACKAGE",
  "WAREHOUSE",
  "ACCOUNT",
  "STAGE",
  "TASK",
  "PIPE",
  "STREAM",
  "TABLESPACE",
  "SYNONYM",
  "AUTHORIZATION",
  "PARTITION",
  "PROFILE",
].map((word): StatementShape => [`${word} <rest>`, "loose-ddl", altered(word.toLowerCase())]);

export const ALTER_SHAPES: readonly StatementShape[] = [...ALTERATIONS, ...LOOSE_ALTERATIONS];

// ---------------------------------------------------------------- DROP

const SEVERAL = "[ <ifexists> ] <names=path>,... [ <behavior> ]";
const ONE_ON = "[ <ifexists> ] <names=name> ON <on=path/table> [ <behavior> ]";

export const DROP_SHAPES: readonly StatementShape[] = [
  ["SEQUENCE [ <ifexists> ] <names=path/sequence>,...", "sequences", dropped("sequence")],
  [
    "SEQUENCE [ <ifexists> ] <names=path/sequence>,... <behavior>",
    "sequence-owned-by",
    dropped("sequence"),
  ],

  [
    `FOREIGN TABLE [ <ifexists> ] <names=path/table>,... [ <behavior> ]`,
    "foreign-tables",
    dropped("foreign table"),
  ],
  [`COLLATION ${SEVERAL}`, "collations", dropped("collation")],
  [`CONVERSION ${SEVERAL}`, "conversions", dropped("conversion")],
  [`STATISTICS ${SEVERAL}`, "statistics-objects", dropped("statistics")],
  [
    `TEXT SEARCH { PARSER | DICTIONARY | TEMPLATE | CONFIGURATION } ${SEVERAL}`,
    "text-search",
    dropped("text search"),
  ],
  [
    "ACCESS METHOD [ <ifexists> ] <names=name>,... [ <behavior> ]",
    "access-methods",
    dropped("access method"),
  ],
  [
    "EVENT TRIGGER [ <ifexists> ] <names=name>,... [ <behavior> ]",
    "event-triggers",
    dropped("event trigger"),
  ],
  [
    "EXTENSION [ <ifexists> ] <names=name/extension>,... [ <behavior> ]",
    "extensions",
    dropped("extension"),
  ],
  [
    "FOREIGN DATA WRAPPER [ <ifexists> ] <names=name>,... [ <behavior> ]",
    "foreign-data",
    dropped("foreign data wrapper"),
  ],
  ["SERVER [ <ifexists> ] <names=name>,... [ <behavior> ]", "foreign-data", dropped("server")],
  ["SERVER [ <ifexists> ] <names=account>", "named-servers", dropped("server")],
  ["LANGUAGE [ <ifexists> ] <names=name>,... [ <behavior> ]", "languages", dropped("language")],
  [
    "PROCEDURAL LANGUAGE [ <ifexists> ] <names=name>,... [ <behavior> ]",
    "languages",
    dropped("language"),
  ],
  [
    "PUBLICATION [ <ifexists> ] <names=name>,... [ <behavior> ]",
    "publications",
    dropped("publication"),
  ],
  [
    "SUBSCRIPTION [ <ifexists> ] <names=name> [ <behavior> ]",
    "publications",
    dropped("subscription"),
  ],
  ["SCHEMA [ <ifexists> ] <names=name/schema>,... [ <behavior> ]", "schemas", dropped("schema")],
  ["SCHEMA [ <ifexists> ] <names=name/database>", "databases", dropped("schema")],
  ["DATABASE [ <ifexists> ] <names=name/database>", "databases", dropped("database")],
  [
    "DATABASE [ <ifexists> ] <names=name/database> [ [ WITH ] ( FORCE [ , FORCE ]... ) ]",
    "database-options",
    dropped("database"),
  ],
  [`TYPE [ <ifexists> ] <types=type>,... [ <behavior> ]`, "create-types", dropped("type")],
  [`TYPE [ <ifexists> ] <names=path/type>,... [ <behavior> ]`, "create-types", dropped("type")],
  [`DOMAIN [ <ifexists> ] <names=path/type>,... [ <behavior> ]`, "domain", dropped("domain")],
  [`POLICY ${ONE_ON}`, "row-policies", dropped("policy")],
  [`RULE ${ONE_ON}`, "rules", dropped("rule")],
  [
    `TRIGGER [ <ifexists> ] <names=name/trigger> ON <on=path/table> [ <behavior> ]`,
    "triggers-on-tables",
    dropped("trigger"),
  ],
  ["TRIGGER [ <ifexists> ] <names=path/trigger>", "triggers-by-name", dropped("trigger")],
  [
    "AGGREGATE [ <ifexists> ] <names=aggregate>,... [ <behavior> ]",
    "aggregates",
    dropped("aggregate"),
  ],
  [
    "FUNCTION [ <ifexists> ] <names=signature>,... [ <behavior> ]",
    "routine-signatures",
    dropped("function"),
  ],
  [
    "PROCEDURE [ <ifexists> ] <names=signature>,... [ <behavior> ]",
    "routine-signatures",
    dropped("procedure"),
  ],
  [
    "ROUTINE [ <ifexists> ] <names=signature>,... [ <behavior> ]",
    "routine-signatures",
    dropped("routine"),
  ],
  ["FUNCTION [ <ifexists> ] <names=path/routine>", "routine-characteristics", dropped("function")],
  [
    "PROCEDURE [ <ifexists> ] <names=path/routine>",
    "routine-characteristics",
    dropped("procedure"),
  ],
  ["PACKAGE [ BODY ] [ <ifexists> ] <names=path>", "package", dropped("package")],
  [
    "OPERATOR [ <ifexists> ] { <operator> <operatortypes> },... [ <behavior> ]",
    "operators",
    dropped("operator"),
  ],
  [
    "OPERATOR CLASS [ <ifexists> ] <names=path> USING <name> [ <behavior> ]",
    "operators",
    dropped("operator class"),
  ],
  [
    "OPERATOR FAMILY [ <ifexists> ] <names=path> USING <name> [ <behavior> ]",
    "operators",
    dropped("operator family"),
  ],
  ["CAST [ <ifexists> ] ( <type> AS <type> ) [ <behavior> ]", "casts", dropped("cast")],
  [
    "TRANSFORM [ <ifexists> ] FOR <type> LANGUAGE <names=name> [ <behavior> ]",
    "transforms",
    dropped("transform"),
  ],
  ["ROLE [ <ifexists> ] <names=role>,...", "role-options", dropped("role")],
  ["USER [ <ifexists> ] <names=role>,...", "role-options", dropped("user")],
  ["GROUP [ <ifexists> ] <names=role>,...", "role-options", dropped("role")],
  [
    "USER MAPPING [ <ifexists> ] FOR { <role> | USER } SERVER <names=name>",
    "foreign-data",
    dropped("user mapping"),
  ],
  ["OWNED BY <names=role>,... [ <behavior> ]", "role-options", dropped("owned")],
  ["TABLESPACE [ <ifexists> ] <names=name>", "tablespace-locations", dropped("tablespace")],
  ["ROLE [ <ifexists> ] <names=account>,...", "accounts", dropped("role")],
  ["USER [ <ifexists> ] <names=account>,...", "accounts", dropped("user")],
  ["EVENT [ <ifexists> ] <names=path>", "event", dropped("event")],
  ["PREPARE <names=name>", "drop-prepare", dropped("prepare")],
  ["TABLESPACE <names=name> [ <tablespaceoption> ]...", "tablespace-files", dropped("tablespace")],
  [
    "UNDO TABLESPACE <names=name> [ <tablespaceoption> ]...",
    "undo-tablespaces",
    dropped("tablespace"),
  ],
  [
    "LOGFILE GROUP <names=name> [ <tablespaceoption> ]...",
    "tablespace-files",
    dropped("logfile group"),
  ],
  ["RESOURCE GROUP <names=name> [ FORCE ]", "resource-groups", dropped("resource group")],
  [
    "SPATIAL REFERENCE SYSTEM [ <ifexists> ] <number>",
    "spatial-reference-systems",
    dropped("spatial reference system"),
  ],
  ...[
    "DATABASE",
    "SCHEMA",
    "SEQUENCE",
    "TYPE",
    "DOMAIN",
    "FUNCTION",
    "PROCEDURE",
    "PROC",
    "TRIGGER",
    "PACKAGE",
    "USER",
    "ROLE",
    "LOGIN",
    "SYNONYM",
    "MACRO",
    "STAGE",
    "STREAM",
    "TASK",
    "PIPE",
    "WAREHOUSE",
    "SECRET",
    "STATISTICS",
    "RULE",
    "DEFAULT",
    "TABLESPACE",
    "AGGREGATE",
    "EXTENSION",
    "POLICY",
    "TAG",
    "LIBRARY",
    "DIRECTORY",
  ].map(
    (word): StatementShape => [
      `${word} [ <ifexists> ] [ <names=path>,... ] [ <rest> ]`,
      "loose-ddl",
      dropped(word.toLowerCase()),
    ],
  ),
  ["EXTERNAL TABLE [ <ifexists> ] <names=path/table>,...", "loose-ddl", dropped("external table")],
  ["PUBLIC SYNONYM <names=path>", "loose-ddl", dropped("synonym")],
  ["DATABASE LINK <names=path>", "loose-ddl", dropped("database link")],
];

// ---------------------------------------------------------------- COMMENT ON

/** The object that COMMENT ON and SECURITY LABEL name. */
const COMMENTED =
  "{ <o=TABLE> <name=path/table> | <o=SEQUENCE> <name=path/sequence> | <o=VIEW> <name=path/view> | <o=MATERIALIZED> <o=VIEW> <name=path/view> | <o=INDEX> <name=path/index> | <o=FOREIGN> <o=TABLE> <name=path/table> | <o=COLLATION> <name=path> | <o=CONVERSION> <name=path> | <o=STATISTICS> <name=path> | <o=TEXT> <o=SEARCH> { <o=PARSER> | <o=DICTIONARY> | <o=TEMPLATE> | <o=CONFIGURATION> } <name=path> | <o=COLUMN> <name=path/column> | <o=ACCESS> <o=METHOD> <name=name> | <o=EVENT> <o=TRIGGER> <name=name> | <o=EXTENSION> <name=name/extension> | <o=FOREIGN> <o=DATA> <o=WRAPPER> <name=name> | [ PROCEDURAL ] <o=LANGUAGE> <name=name> | <o=PUBLICATION> <name=name> | <o=SUBSCRIPTION> <name=name> | <o=SCHEMA> <name=name/schema> | <o=SERVER> <name=name> | <o=DATABASE> <name=name/database> | <o=ROLE> <name=role> | <o=TABLESPACE> <name=name> | <o=TYPE> <name=typepath> | <o=DOMAIN> <name=typepath> | <o=AGGREGATE> <name=aggregate> | <o=FUNCTION> <name=signature> | <o=PROCEDURE> <name=signature> | <o=ROUTINE> <name=signature> | <o=OPERATOR> <o=CLASS> <name=path> USING <name> | <o=OPERATOR> <o=FAMILY> <name=path> USING <name> | <o=OPERATOR> <operator> <operatortypes> | <o=CONSTRAINT> <name=name/constraint> ON [ DOMAIN ] <on=path/table> | <o=POLICY> <name=name> ON <on=path/table> | <o=RULE> <name=name> ON <on=path/table> | <o=TRIGGER> <name=name/trigger> ON <on=path/table> | <o=TRANSFORM> FOR <type> LANGUAGE <name=name> | <o=LARGE> <o=OBJECT> <signed> | <o=CAST> ( <type> AS <type> ) }";

function comment(kept: Captures, range: NodeBase): StatementNode {
  const [name] = paths(kept, "name");
  const [on] = paths(kept, "on");
  const text = kept.one("text", "literal");
  const node: Comment = {
    kind: "comment",
    ...range,
    object: kept
      .all("o", "option")
      .map((it) => it.name.toLowerCase())
      .join(" "),
    name: name ?? { kind: "qualified-name", start: range.end, end: range.end, parts: [] },
    ...(on === undefined ? {} : { on }),
    ...(text === undefined ? {} : { text }),
  };
  return node;
}

export const COMMENT_SHAPES: readonly StatementShape[] = [
  [`COMMENT ON ${COMMENTED} IS { <text=string> | NULL }`, "comment-on", comment],
  ["COMMENT [ IF EXISTS ] ON <rest>", "loose-ddl", comment],
  [
    `SECURITY LABEL [ FOR { <any> | <string> } ] ON ${COMMENTED} IS { <text=string> | NULL }`,
    "security-labels",
    comment,
  ],
];
