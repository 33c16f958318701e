/**
 * TextMate grammars: one for each wire pack, made from what the pack says about strings, comments,
 * names, placeholders, keywords and types, and two injections: SQL inside the strings of other
 * languages, and what the editor's own SQL grammar does not know. They color the text before the
 * server answers; its semantic tokens refine them.
 */
import { z } from "zod";
import type { Pack } from "../../server/src/wirevm/packs/pack.ts";
import { configSchema } from "../../server/src/workspace/config.ts";
import { packStore } from "../../server/src/workspace/packs.ts";

/** A rule of a TextMate grammar. */
interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, Rule>>;
  readonly endCaptures?: Readonly<Record<string, Rule>>;
  readonly patterns?: readonly Rule[];
}

/** Words that are rarely names although some engine does not reserve them. */
const STATEMENT_WORDS = new Set(
  `ADD AFTER ALTER ANALYZE BEFORE BEGIN BY CALL CASCADE CHECK COLUMN COMMENT COMMIT CONFLICT CREATE CROSS
  DATABASE DECLARE DELETE DESC DO DROP EACH ELSEIF ELSIF EXECUTE EXISTS EXPLAIN FOREIGN FUNCTION GRANT IF
  INDEX INSERT INSTEAD INTERSECT KEY LANGUAGE LOOP MATERIALIZED MERGE NOTHING NULLS OVER PARTITION PRAGMA
  PREPARE PRIMARY PROCEDURE RECURSIVE REFERENCES RENAME REPLACE RESTRICT RETURN RETURNING RETURNS REVOKE
  ROLLBACK SAVEPOINT SCHEMA SEQUENCE SET TABLE TEMP TEMPORARY THEN TO TRIGGER TRUNCATE UNIQUE UPDATE USING
  VALUES VIEW WHILE WITHIN`
    .split(/\s+/u)
    .filter((it) => it !== ""),
);
const CONSTANTS = ["TRUE", "FALSE", "NULL", "UNKNOWN"];
const DATA_WORDS = [
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "MERGE",
  "FROM",
  "WHERE",
  "VALUES",
  "INTO",
  "SET",
  "JOIN",
  "ON",
  "WITH",
];
const WORD_OPERATORS = [
  "AND",
  "OR",
  "NOT",
  "IN",
  "LIKE",
  "ILIKE",
  "BETWEEN",
  "IS",
  "ANY",
  "ALL",
  "EXISTS",
  "SIMILAR",
  "REGEXP",
  "RLIKE",
  "GLOB",
];

/** The packs that give a language of the editor its name; relatives of an engine use the engine's. */
export function engines(): readonly string[] {
  const store = packStore();
  return store.names().filter((name) => {
    const own = store.own(name);
    return name !== "ansi" && own.ok && 0 < (own.value.languageIds ?? []).length;
  });
}

/** The grammar of an engine as text. */
export function grammarText(engine: string): string {
  const pack = packStore().load(engine);
  if (!pack.ok) {
    throw new Error(`${pack.error.path}: ${pack.error.message}`);
  }
  return text({
    name: `${pack.value.title} SQL`,
    // Not below `source.sql`: what is injected there would be injected here too.
    scopeName: `source.sqlx.${engine}`,
    patterns: patternsOf(pack.value),
  });
}

function patternsOf(pack: Pack): readonly Rule[] {
  const { lexis, keywords } = pack;
  const known = [...keywords.reserved, ...keywords.unreserved, ...keywords.functionNames].map(
    (it) => it.toUpperCase(),
  );
  const special = new Set([...CONSTANTS, ...DATA_WORDS, ...WORD_OPERATORS]);
  const typeNames = Object.entries(pack.types).flatMap(([name, it]) => [
    name,
    ...(it.aliases ?? []),
  ]);
  const reserved = keywords.reserved.map((it) => it.toUpperCase());
  const others = [
    ...new Set([...reserved, ...known.filter((it) => STATEMENT_WORDS.has(it))]),
  ].filter((it) => !special.has(it));
  const has = (words: readonly string[]): readonly string[] =>
    words.filter((it) => known.includes(it));
  return [
    ...clientCommands(lexis.clientCommands),
    ...comments(lexis),
    ...strings(lexis),
    ...names(lexis.identifierQuotes),
    ...parameters(lexis.parameters),
    {
      name: "constant.numeric.sql",
      match: String.raw`(?<![\w$])(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)\b`,
    },
    ...words("constant.language.sql", CONSTANTS),
    ...words("keyword.other.DML.sql", has(DATA_WORDS)),
    ...words("keyword.operator.logical.sql", has(WORD_OPERATORS)),
    {
      match: String.raw`(?i)\b(FUNCTION|PROCEDURE|TABLE|VIEW|INDEX|TRIGGER|SEQUENCE|TYPE|SCHEMA|DATABASE)\s+(?:(IF)\s+(?:(NOT)\s+)?(EXISTS)\s+)?([\p{L}_][\w$.]*)`,
      captures: {
        1: { name: "keyword.other.sql" },
        2: { name: "keyword.other.sql" },
        3: { name: "keyword.operator.logical.sql" },
        4: { name: "keyword.operator.logical.sql" },
        5: { name: "entity.name.function.sql" },
      },
    },
    // A reserved word that is a type too (`CHARACTER`) is a type.
    ...words("storage.type.sql", typeNames),
    ...words("keyword.other.sql", others),
    { name: "support.function.sql", match: String.raw`\b[\p{L}_][\w$]*(?=\s*\()` },
    {
      match: String.raw`(\.)([\p{L}_][\w$]*)`,
      captures: {
        1: { name: "punctuation.accessor.sql" },
        2: { name: "variable.other.property.sql" },
      },
    },
    { name: "keyword.operator.sql", match: operators(lexis.operators) },
    { name: "punctuation.terminator.statement.sql", match: ";" },
    { name: "punctuation.separator.comma.sql", match: "," },
  ];
}

/** Whole words in any case; longer ones first, blanks of any length between the parts of one. */
function words(name: string, list: readonly string[]): readonly Rule[] {
  const sorted = [...new Set(list.map((it) => it.toLowerCase()))].sort(
    (a, b) => b.length - a.length || (a < b ? -1 : 1),
  );
  return sorted.length === 0
    ? []
    : [
        {
          name,
          match: String.raw`(?i)(?<![\w$.])(?:${sorted.map((it) => escaped(it).replaceAll(" ", String.raw`\s+`)).join("|")})(?![\w$])`,
        },
      ];
}

function comments(lexis: Pack["lexis"]): readonly Rule[] {
  const block: Rule = {
    name: "comment.block.sql",
    begin: lexis.versionComments ? String.raw`/\*(?!!)` : String.raw`/\*`,
    end: String.raw`\*/`,
  };
  return [
    {
      name: "comment.line.double-dash.sql",
      match: lexis.dashCommentNeedsSpace ? String.raw`--(?=\s|$).*$` : "--.*$",
    },
    ...(lexis.hashComments ? [{ name: "comment.line.number-sign.sql", match: "#.*$" }] : []),
    ...(lexis.slashComments ? [{ name: "comment.line.double-slash.sql", match: "//.*$" }] : []),
    ...(lexis.versionComments
      ? [{ name: "comment.block.version.sql", match: String.raw`/\*!\d*|\*/` }]
      : []),
    lexis.nestedComments ? { ...block, patterns: [NESTED_COMMENT] } : block,
  ];
}

/** Two levels are as deep as comments get in practice; a third only costs its color. */
const NESTED_COMMENT: Rule = {
  name: "comment.block.sql",
  begin: String.raw`/\*`,
  end: String.raw`\*/`,
  patterns: [{ name: "comment.block.sql", begin: String.raw`/\*`, end: String.raw`\*/` }],
};

function strings(lexis: Pack["lexis"]): readonly Rule[] {
  const backslash: Rule = { name: "constant.character.escape.sql", match: String.raw`\\.` };
  const doubled = (quote: string): Rule => ({
    name: "constant.character.escape.sql",
    match: quote + quote,
  });
  const string = (name: string, begin: string, quote: string, escapes: readonly Rule[]): Rule => ({
    name,
    begin,
    end: quote,
    beginCaptures: { 0: { name: "punctuation.definition.string.begin.sql" } },
    endCaptures: { 0: { name: "punctuation.definition.string.end.sql" } },
    patterns: [...escapes, doubled(quote)],
  });
  const usual = lexis.backslashEscapes ? [backslash] : [];
  const prefixes = lexis.stringPrefixes.filter((it) => /^[A-Za-z&]+$/u.test(it)).map(escaped);
  const prefix = prefixes.length === 0 ? "" : `(?i:\\b(?:${prefixes.join("|")}))?`;
  const quotesNames = lexis.identifierQuotes.some(([open]) => open === '"');
  return [
    ...(lexis.tripleQuotes
      ? ['"""', "'''"].map(
          (quote): Rule => ({
            name: "string.quoted.triple.sql",
            begin: prefix + quote,
            end: quote,
            patterns: [backslash],
          }),
        )
      : []),
    ...(lexis.quoteOperator
      ? [
          ["[", "]"],
          ["{", "}"],
          ["(", ")"],
          ["<", ">"],
          ["!", "!"],
        ].map(
          ([open = "", close = ""]): Rule => ({
            name: "string.quoted.other.sql",
            begin: `(?i:\\bn?q)'${escaped(open)}`,
            end: `${escaped(close)}'`,
          }),
        )
      : []),
    ...(lexis.dollarQuotes
      ? [
          // The body of a routine is SQL again; its own quotes carry another tag.
          {
            begin: String.raw`(?i)\b(AS|DO)\s+(\$(?:[A-Za-z_]\w*)?\$)`,
            end: String.raw`\2`,
            beginCaptures: {
              1: { name: "keyword.other.sql" },
              2: { name: "punctuation.definition.string.begin.sql" },
            },
            endCaptures: { 0: { name: "punctuation.definition.string.end.sql" } },
            contentName: "meta.body.sql",
            patterns: [{ include: "$self" }],
          },
          {
            name: "string.unquoted.dollar.sql",
            begin: String.raw`(\$(?:[A-Za-z_]\w*)?\$)`,
            end: String.raw`\1`,
          },
        ]
      : []),
    ...(lexis.escapeStringPrefix
      ? [string("string.quoted.single.escape.sql", String.raw`(?i:\bE)'`, "'", [backslash])]
      : []),
    string("string.quoted.single.sql", `${prefix}'`, "'", usual),
    ...(quotesNames ? [] : [string("string.quoted.double.sql", '"', '"', usual)]),
  ];
}

function names(quotes: Pack["lexis"]["identifierQuotes"]): readonly Rule[] {
  return quotes.map(([open, close]) => ({
    name: "variable.other.quoted.sql",
    // A bracket after a word is an index, not a name.
    match:
      open === "["
        ? String.raw`(?<![\w\])])\[[^\]\n]*(?:\]\][^\]\n]*)*\]`
        : `${escaped(open)}(?:[^${escaped(close)}\\n]|${escaped(close)}${escaped(close)})*${escaped(close)}`,
  }));
}

const PARAMETERS: Readonly<Record<Pack["lexis"]["parameters"][number], string>> = {
  "?": String.raw`\?(?![|&?<>@#-])`,
  "?n": String.raw`\?\d+`,
  $n: String.raw`(?<![\w$])\$\d+`,
  ":name": String.raw`(?<![:\w]):[\p{L}_]\w*`,
  "@name": String.raw`(?<![@\w])@[\p{L}_]\w*`,
  "@@name": String.raw`@@[\p{L}_][\w.]*`,
  $name: String.raw`(?<![\w$])\$[\p{L}_]\w*`,
  "%s": "%s",
  "%(name)s": String.raw`%\(\w+\)s`,
};

function parameters(spellings: Pack["lexis"]["parameters"]): readonly Rule[] {
  return spellings.length === 0
    ? []
    : [
        {
          name: "variable.parameter.sql",
          match: [...spellings]
            .sort((a, b) => b.length - a.length)
            .map((it) => PARAMETERS[it])
            .join("|"),
        },
      ];
}

const CLIENT: Readonly<Record<Pack["lexis"]["clientCommands"][number], string>> = {
  delimiter: String.raw`(?i)^\s*DELIMITER\b.*$`,
  go: String.raw`(?i)^\s*GO\b(?:\s+\d+)?\s*$`,
  backslash: String.raw`^\s*\\[A-Za-z!?].*$`,
  dot: String.raw`^\.[a-z]\w*.*$`,
  slash: String.raw`^\s*/\s*$`,
};

function clientCommands(spellings: Pack["lexis"]["clientCommands"]): readonly Rule[] {
  return spellings.map((it) => ({ name: "keyword.control.directive.sql", match: CLIENT[it] }));
}

function operators(list: readonly string[]): string {
  const sorted = [...list].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return [...sorted.map(escaped), "[-+*/%<>=!~^&|]"].join("|");
}

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

// ---- SQL inside other languages -------------------------------------------------------------

/** How a string of SQL begins: with words nobody writes by accident. "Select an option" is no SQL. */
const STATEMENT_START = String.raw`(?=\s*(?:SELECT\s|(?i:SELECT\s)(?=[^"\x60\\n]*\s(?i:FROM)\s)|(?i:INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|MERGE\s+INTO\s|WITH\s+(?:RECURSIVE\s+)?\w+\s*(?:\([^)]*\)\s*)?AS\s|CREATE\s+(?:TABLE|VIEW|INDEX|UNIQUE|OR|TEMP|FUNCTION)|ALTER\s+TABLE\s|DROP\s+TABLE\s)))`;
/** A statement that begins on the next line, which a grammar cannot look ahead to. */
const OPEN_LINE = String.raw`(?=\s*$)`;

/** Holes of the host languages. */
const HOLES: readonly Rule[] = [
  {
    name: "meta.embedded.expression.sql",
    begin: String.raw`\$\{`,
    end: String.raw`\}`,
    beginCaptures: { 0: { name: "punctuation.definition.template-expression.begin" } },
    endCaptures: { 0: { name: "punctuation.definition.template-expression.end" } },
    patterns: [{ include: "#braces" }, { include: "source.ts#expression" }],
  },
  { name: "variable.parameter.sql", match: String.raw`%\(\w+\)s|%[sd]|#\{[^}]*\}` },
];

/** The content of a host string: SQL that cannot run over the end of the string it is in. */
function content(quote: string): readonly Rule[] {
  const hole: readonly Rule[] = [{ include: "#holes" }];
  const inner = ["'", '"'].filter((it) => it !== quote);
  return [
    {
      name: "constant.character.escape",
      match: String.raw`\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)`,
    },
    ...hole,
    // Comments and strings end where the host's string ends, even when they are left open.
    { name: "comment.line.double-dash.sql", match: `--[^${quote}\\n]*` },
    { name: "comment.block.sql", match: String.raw`/\*(?:[^*${quote}]|\*(?!/))*\*/` },
    ...inner.flatMap((it): readonly Rule[] => [
      {
        name: it === "'" ? "string.quoted.single.sql" : "variable.other.quoted.sql",
        match: `${it}(?:[^${it}${quote}\\\\\\n]|\\\\.|${it}${it})*${it}`,
        captures: { 0: { patterns: hole } },
      },
      { name: "punctuation.definition.string.sql", match: it },
    ]),
    { include: "source.sql" },
  ];
}

function host(begin: string, end: string, quote: string): Rule {
  return {
    begin,
    end,
    beginCaptures: {
      1: { name: "entity.name.function.tagged-template" },
      2: { name: "comment.block" },
      3: { name: "string punctuation.definition.string.begin" },
    },
    endCaptures: { 0: { name: "string punctuation.definition.string.end" } },
    contentName: end.includes("$") ? "meta.embedded.inline.sql" : "meta.embedded.block.sql",
    patterns: content(quote),
  };
}

/** Marks that say SQL follows, whatever it begins with. */
const MARK = String.raw`(?:(\b(?:\w+\.)*(?:sql|SQL|Sql)(?:\.\w+)?(?:<[^<>\x60]*>)?)\s*|(/\*\s*(?i:sql)\s*\*/)\s*)`;

/**
 * Calls that take SQL; where the string begins with a line break, only they tell what it holds. Looked
 * back at and not consumed: the parenthesis belongs to the host's grammar.
 */
const CALL = `(?<=${[
  ...[
    "query",
    "queryRaw",
    "queryRawUnsafe",
    "execute",
    "executeRaw",
    "executemany",
    "exec",
    "prepare",
    "raw",
    "text",
  ],
  ...[
    "Query",
    "QueryRow",
    "QueryContext",
    "QueryRowContext",
    "Exec",
    "ExecContext",
    "Prepare",
    "find_by_sql",
  ],
]
  .map((it) => String.raw`\b${it}\(`)
  .join("|")})()()`;

/** The injection into the host languages. */
export function embeddedGrammarText(): string {
  const selectors = [
    "source.ts",
    "source.tsx",
    "source.js",
    "source.js.jsx",
    "source.python",
    "source.go",
    "source.java",
    "source.php",
    "source.cs",
    "source.ruby",
  ];
  return text({
    scopeName: "sqlx.embedded.injection",
    injectionSelector: selectors.map((it) => `L:${it} -comment -string -meta.embedded`).join(", "),
    patterns: [
      host(String.raw`${MARK}(\x60)`, String.raw`\x60`, String.raw`\x60`),
      host(`${MARK}("""|''')`, String.raw`\3`, "\\x00"),
      host(`${MARK}(")`, '"|$', '"'),
      host(String.raw`${CALL}(\x60)${OPEN_LINE}`, String.raw`\x60`, String.raw`\x60`),
      host(`${CALL}([frFR]?(?:"""|'''))${OPEN_LINE}`, `"""|'''`, "\\x00"),
      host(`()()(\\x60)${STATEMENT_START}`, String.raw`\x60`, String.raw`\x60`),
      host(
        String.raw`()()((?i:\b[fr]{1,2}|[@$]{1,2})?(?:"""|'''))${STATEMENT_START}`,
        `"""|'''`,
        "\\x00",
      ),
      host(String.raw`()()((?i:\b[fr]{1,2}|[@$]{1,2})?")(?!"")${STATEMENT_START}`, '"|$', '"'),
      host(String.raw`()()((?i:\b[fr]{1,2})?')(?!'')${STATEMENT_START}`, "'|$", "'"),
    ],
    repository: {
      holes: { patterns: HOLES },
      braces: {
        begin: String.raw`\{`,
        end: String.raw`\}`,
        patterns: [{ include: "#braces" }, { include: "source.ts#expression" }],
      },
    },
  });
}

/** What the editor's own SQL grammar lacks: dollar quotes, placeholders, our header. */
export function extrasGrammarText(): string {
  return text({
    scopeName: "sqlx.extras.injection",
    injectionSelector: "L:source.sql -comment -string -meta.embedded -meta.body",
    patterns: [
      {
        match: String.raw`(--)\s*(sqlx:)((?:\s+[\w.-]+=\S+)*)\s*$`,
        captures: {
          0: { name: "comment.line.double-dash.sql" },
          2: { name: "keyword.control.directive.sql" },
          3: {
            patterns: [
              {
                match: String.raw`([\w.-]+)(=)(\S+)`,
                captures: {
                  1: { name: "variable.parameter.sql" },
                  3: { name: "constant.other.sql" },
                },
              },
            ],
          },
        },
      },
      {
        begin: String.raw`(?i)\b(AS|DO)\s+(\$(?:[A-Za-z_]\w*)?\$)`,
        end: String.raw`\2`,
        beginCaptures: {
          1: { name: "keyword.other.sql" },
          2: { name: "punctuation.definition.string.begin.sql" },
        },
        endCaptures: { 0: { name: "punctuation.definition.string.end.sql" } },
        contentName: "meta.body.sql",
        patterns: [{ include: "source.sql" }],
      },
      {
        name: "string.unquoted.dollar.sql",
        begin: String.raw`(\$(?:[A-Za-z_]\w*)?\$)`,
        end: String.raw`\1`,
      },
      {
        name: "variable.parameter.sql",
        match: String.raw`(?<![\w$])\$\d+|(?<![:\w]):[A-Za-z_]\w*|%\(\w+\)s`,
      },
    ],
  });
}

/** JSON Schema of `sqlx.json`. */
export function configSchemaText(): string {
  const schema = {
    title: "SQLx OS configuration",
    allowComments: true,
    allowTrailingCommas: true,
    ...z.toJSONSchema(configSchema, { target: "draft-7", io: "input" }),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function text(grammar: object): string {
  return `${JSON.stringify({ $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json", ...grammar }, undefined, 2)}\n`;
}
