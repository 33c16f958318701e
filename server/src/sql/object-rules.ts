/**
 * Rules that only shapes of definitions use: constraints of domains, members of operator classes,
 * schedules, accounts with their passwords, actions of rules.
 */
import type {
  ColumnConstraint,
  Expression,
  Literal,
  Name,
  Option,
  Policy,
  QualifiedName,
  TypeField,
} from "./ast.ts";
import { charsetOption, tableOption } from "./ddl.ts";
import type { Parser } from "./parser.ts";
import {
  columnOf,
  expectAccount,
  expectString,
  has,
  namesInParentheses,
  numberLiteral,
  objectPath,
  option,
  refuse,
  restrictedExpression,
  roleName,
  sees,
  signedNumber,
  since,
  skipParentheses,
  stringLiteral,
} from "./parts.ts";
import type { Rule } from "./pattern.ts";
import { bodyStatement } from "./procedural.ts";
import { characteristic, routineOption } from "./routine.ts";
import { parameters } from "./routine-parameter.ts";
import { settingClause, settingValue } from "./setting.ts";
import { columnConstraints } from "./table-element.ts";
import { TERMINALS } from "./terminals.ts";
import { TokenKind } from "./tokens.ts";
import { expectTypeName } from "./type-name.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The rules by name. */
export const OBJECT_RULES: Readonly<Record<string, Rule>> = {
  restricted: (p) => {
    const { pos } = p;
    const found = restrictedExpression(p);
    return p.pos === pos ? undefined : found;
  },
  pragmavalue: (p) => {
    const found = signedNumber(p) ?? stringLiteral(p);
    if (found !== undefined) {
      return found;
    }
    const word = p.word === "ON" || p.word === "DELETE" || p.word === "DEFAULT";
    const name = word ? p.takeName() : p.name();
    return name === undefined ? undefined : columnOf(name);
  },
  xid: (p) => {
    if (!xidPart(p)) {
      return undefined;
    }
    if (p.accept(",") && xidPart(p) && p.accept(",") && numberLiteral(p) === undefined) {
      return undefined;
    }
    return true;
  },
  newrole: (p) => {
    if (!p.atName()) {
      return undefined;
    }
    const name = p.takeName();
    if (!name.quoted && ["public", "none"].includes(name.text.toLowerCase())) {
      p.problem("syntax", "This cannot be the name of a role.", name);
    }
    return name;
  },
  roleword: (p) => oneOf(p, ROLE_WORDS),
  databaseword: (p) => {
    if (!p.atName() || p.peek() === ".") {
      return undefined;
    }
    const word = p.tokenText.toUpperCase();
    if (["SET", "RESET", "RENAME", "OWNER", "REFRESH"].includes(word) && word !== "OWNER") {
      return undefined;
    }
    if (word === "OWNER" && p.peek() === "TO") {
      return undefined;
    }
    p.takeName();
    return true;
  },
  booleanword: (p) => {
    if (p.word === "TRUE" || p.word === "FALSE" || p.word === "ON") {
      p.advance();
      return true;
    }
    return p.name() === undefined ? undefined : true;
  },
  charset: (p) => charsetOption(p),
  tableoption: (p) => tableOption(p),
  tablespaceoption,
  languagename: (p) => stringLiteral(p) ?? p.anyName(),
  policy: (p) => policy(p, true),
  policychange: (p) => policy(p, false),
  publicationobject,
  statisticscolumn: (p) => {
    if (p.word === "(") {
      p.parenthesized((it) => it.grammar.expression(it));
      return true;
    }
    const { pos } = p;
    p.grammar.expression(p);
    return p.pos > pos ? true : undefined;
  },
  ruleactions,
  opclassitem,
  domainconstraints: (p) => columnConstraints(p),
  domainconstraint: (p) => domainConstraint(p),
  attribute,
  typepath: (p) => {
    const type = p.grammar.typeName(p);
    if (type === undefined) {
      return undefined;
    }
    const name: Name = {
      kind: "name",
      start: type.start,
      end: type.end,
      text: type.name,
      quoted: false,
    };
    return (
      type.qualified ?? { kind: "qualified-name", start: type.start, end: type.end, parts: [name] }
    );
  },
  requirement: (p) => {
    const { start } = p;
    const first = requirement(p);
    if (!first) {
      return undefined;
    }
    while (p.accept("AND") ? requirement(p) : requirement(p)) {
      // `SSL`, `X509`, or several with or without AND.
    }
    return option(p, start, "REQUIRE");
  },
  resourcelimit: (p) => {
    const { start } = p;
    const word = p.acceptAny(
      "MAX_QUERIES_PER_HOUR",
      "MAX_UPDATES_PER_HOUR",
      "MAX_CONNECTIONS_PER_HOUR",
      "MAX_USER_CONNECTIONS",
      "MAX_STATEMENT_TIME",
    );
    if (word === undefined) {
      return undefined;
    }
    return signedNumber(p) === undefined ? undefined : option(p, start, word);
  },
  passwordoption,
  identified,
  schedule,
  bodystatement: (p) => (p.atEnd ? undefined : bodyStatement(p)),
  cpuset: (p) => {
    if (numberLiteral(p) === undefined) {
      return undefined;
    }
    if (p.accept("-")) {
      numberLiteral(p);
    }
    return true;
  },
  setclause: (p) => {
    settingClause(p);
    return true;
  },
  settingvalue: (p) => {
    const { pos } = p;
    const value = settingValue(p);
    return p.pos === pos ? undefined : value;
  },
  privileges: (p) => (privilegeWords(p) ? true : undefined),
  defaultobjects: (p) =>
    p.acceptAny("TABLES", "FUNCTIONS", "ROUTINES", "SEQUENCES", "TYPES", "SCHEMAS") !== undefined ||
    p.acceptAll("LARGE", "OBJECTS") ||
    undefined,
  grantees: (p) => {
    p.list((it) => {
      it.accept("GROUP");
      roleName(it);
    });
    return true;
  },
  masteroption: (p) => masterOption(p),
  startslavetail: (p) => {
    const { pos } = p;
    while (p.acceptAny("USER", "PASSWORD", "DEFAULT_AUTH", "PLUGIN_DIR") !== undefined) {
      p.expect("=");
      expectString(p);
      p.accept(",");
    }
    if (p.acceptAll("FOR", "CHANNEL")) {
      expectString(p);
    }
    return p.pos === pos ? undefined : true;
  },
  handlercomparison: (p) => p.acceptAny("=", ">=", "<=", ">", "<") !== undefined || undefined,
  signalbody: (p) => {
    if (p.accept("SQLSTATE")) {
      p.accept("VALUE");
      if (stringLiteral(p) === undefined) {
        return undefined;
      }
    } else if (p.word !== "SET" && p.name() === undefined) {
      return undefined;
    }
    if (p.accept("SET")) {
      p.list((it) => {
        it.anyName();
        it.expect("=");
        it.grammar.expression(it);
      });
    }
    return true;
  },
  routineoption: (p) => routineOption(p, true),
  characteristic: (p) => characteristic(p),
};

const ROLE_WORDS = new Set([
  "SUPERUSER",
  "NOSUPERUSER",
  "CREATEDB",
  "NOCREATEDB",
  "CREATEROLE",
  "NOCREATEROLE",
  "INHERIT",
  "NOINHERIT",
  "LOGIN",
  "NOLOGIN",
  "REPLICATION",
  "NOREPLICATION",
  "BYPASSRLS",
  "NOBYPASSRLS",
  "CREATEUSER",
  "NOCREATEUSER",
]);

function oneOf(p: Parser, words: ReadonlySet<string>): Option | undefined {
  const { start } = p;
  if (p.pos === p.probe) {
    for (const it of words) {
      p.at(it as Parameters<Parser["at"]>[0]);
    }
  }
  if (p.kind !== TokenKind.Word || !words.has(p.tokenText.toUpperCase())) {
    return undefined;
  }
  const name = p.tokenText.toUpperCase();
  p.advance();
  return option(p, start, name);
}

function xidPart(p: Parser): boolean {
  return (
    stringLiteral(p) !== undefined ||
    (p.kind === TokenKind.Number && numberLiteral(p) !== undefined)
  );
}

function tablespaceoption(p: Parser): Option | undefined {
  const { start } = p;
  p.accept(",");
  const word = p.acceptAny(
    "INITIAL_SIZE",
    "EXTENT_SIZE",
    "AUTOEXTEND_SIZE",
    "MAX_SIZE",
    "UNDO_BUFFER_SIZE",
    "FILE_BLOCK_SIZE",
    "NODEGROUP",
  );
  if (word !== undefined) {
    p.accept("=");
    if (numberLiteral(p) === undefined) {
      p.anyName();
    }
    return option(p, start, word);
  }
  if (p.acceptAll("USE", "LOGFILE", "GROUP")) {
    return option(p, start, "LOGFILE GROUP", columnOf(p.expectName()));
  }
  if (p.accept("STORAGE") || p.at("ENGINE")) {
    p.expect("ENGINE");
    p.accept("=");
    return option(p, start, "ENGINE", stringLiteral(p) ?? columnOf(p.anyName() ?? p.expectName()));
  }
  if (p.accept("COMMENT") || p.accept("ENCRYPTION")) {
    p.accept("=");
    return option(p, start, "COMMENT", expectString(p));
  }
  if (p.accept("WAIT") || p.accept("NO_WAIT")) {
    return option(p, start, "WAIT");
  }
  if (p.accept("SET")) {
    return option(p, start, "SET", columnOf(p.expectName()));
  }
  return undefined;
}

/** `MASTER_HOST = 'x'`, `IGNORE_SERVER_IDS = (1, 2)`. */
function masterOption(p: Parser): Option | undefined {
  const { start } = p;
  const name = p.anyName("setting");
  if (name === undefined || !p.accept("=")) {
    return undefined;
  }
  if (p.word === "(") {
    skipParentheses(p);
    return option(p, start, name.text.toUpperCase());
  }
  const value = stringLiteral(p) ?? signedNumber(p);
  if (value !== undefined) {
    return option(p, start, name.text.toUpperCase(), value);
  }
  const word = p.anyName();
  return word === undefined ? undefined : option(p, start, name.text.toUpperCase(), columnOf(word));
}

// ---------------------------------------------------------------- policies, publications, rules

/** `AS RESTRICTIVE FOR SELECT TO a, PUBLIC USING (…) WITH CHECK (…)`. */
function policy(p: Parser, creating: boolean): Policy {
  const { start } = p;
  const node: Mutable<Policy> = {
    kind: "policy",
    start,
    end: start,
    permissive: true,
    command: "ALL",
    roles: [],
  };
  if (creating && p.accept("AS")) {
    const word = p.anyName();
    const text = word?.text.toUpperCase();
    if (text !== "PERMISSIVE" && text !== "RESTRICTIVE") {
      p.problem("syntax", "Expected PERMISSIVE or RESTRICTIVE.", word);
    }
    node.permissive = text !== "RESTRICTIVE";
  }
  if (creating && p.accept("FOR")) {
    const command = p.acceptAny("ALL", "SELECT", "INSERT", "UPDATE", "DELETE");
    if (command === undefined) {
      p.expected("ALL, SELECT, INSERT, UPDATE or DELETE");
    } else {
      node.command = command;
    }
  }
  if (p.accept("TO")) {
    node.roles = p.list(roleName);
  }
  if (p.accept("USING")) {
    node.using = p.parenthesized((it) => it.grammar.expression(it));
  }
  if (p.acceptAll("WITH", "CHECK")) {
    node.check = p.parenthesized((it) => it.grammar.expression(it));
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** `TABLE t (a, b) WHERE (…)`, `TABLES IN SCHEMA s`, or a bare table in a list that began so. */
function publicationobject(p: Parser): QualifiedName | true | undefined {
  if (p.acceptAll("TABLES", "IN", "SCHEMA")) {
    if (!p.accept("CURRENT_SCHEMA") && p.name("schema") === undefined) {
      return undefined;
    }
    return true;
  }
  const first = TERMINALS[p.tokens.terminals[p.pos - 1] ?? 0] !== ",";
  if (!p.accept("TABLE") && first) {
    return undefined;
  }
  const only = p.accept("ONLY");
  const bracket = only && p.accept("(");
  if (p.accept("CURRENT_SCHEMA")) {
    return true;
  }
  const table = objectPath(p, "table");
  if (table === undefined) {
    return undefined;
  }
  if (bracket) {
    p.expect(")");
  } else {
    p.accept("*");
  }
  if (p.word === "(") {
    namesInParentheses(p, "column");
  }
  if (p.accept("WHERE")) {
    p.parenthesized((it) => it.grammar.expression(it));
  }
  return table;
}

/** One action, or several in parentheses with `;` between. */
function ruleactions(p: Parser): true | undefined {
  if (p.word === "(") {
    p.advance();
    actions(p);
    p.closeParenthesis();
    return true;
  }
  if (p.atEnd) {
    return undefined;
  }
  ruleAction(p);
  return true;
}

function actions(p: Parser): void {
  for (;;) {
    while (p.accept(";")) {
      // Empty actions are none.
    }
    if (p.atEnd || p.word === ")") {
      return;
    }
    const { pos } = p;
    ruleAction(p);
    if (!p.accept(";")) {
      return;
    }
    if (p.pos === pos) {
      return;
    }
  }
}

function ruleAction(p: Parser): void {
  const statement = p.grammar.statement(p);
  const allowed =
    [
      "select",
      "compound",
      "values",
      "table-query",
      "insert",
      "update",
      "delete",
      "dml-query",
      "empty",
    ].includes(statement.kind) ||
    (statement.kind === "other" && statement.verb === "notify");
  if (!allowed) {
    p.problem("syntax", "A rule does SELECT, INSERT, UPDATE, DELETE or NOTIFY.", statement);
  }
}

/** `OPERATOR 1 < (int, int) FOR SEARCH`, `FUNCTION 1 f(int)`, `STORAGE type`. */
function opclassitem(p: Parser): true | undefined {
  if (p.accept("OPERATOR")) {
    if (numberLiteral(p) === undefined) {
      return undefined;
    }
    while (p.atName() && p.peek() === ".") {
      p.advance();
      p.advance();
    }
    if (p.kind !== TokenKind.Operator) {
      return undefined;
    }
    p.advance();
    if (p.word === "(") {
      skipParentheses(p);
    }
    if (p.accept("FOR")) {
      if (!p.accept("SEARCH")) {
        p.expect("ORDER");
        p.expect("BY");
        p.expectQualifiedName();
      }
    }
    p.accept("RECHECK");
    return true;
  }
  if (p.accept("FUNCTION")) {
    if (numberLiteral(p) === undefined) {
      return undefined;
    }
    if (p.word === "(") {
      p.parenthesized((it) => it.list(expectTypeName));
    }
    p.expectQualifiedName("routine");
    if (p.word === "(") {
      parameters(p);
    }
    return true;
  }
  if (p.accept("STORAGE")) {
    expectTypeName(p);
    return true;
  }
  return undefined;
}

/** What a domain may have: NOT NULL, NULL, CHECK, DEFAULT, COLLATE, each with attributes. */
function domainConstraint(p: Parser): ColumnConstraint | undefined {
  const { start } = p;
  let name: Name | undefined;
  if (p.accept("CONSTRAINT")) {
    name = p.expectName("constraint");
  }
  const draft: Mutable<ColumnConstraint> = {
    kind: "column-constraint",
    start,
    end: start,
    type: "other",
    ...(name === undefined ? {} : { name }),
  };
  if (p.acceptAll("NOT", "NULL")) {
    draft.type = "not-null";
  } else if (p.accept("NULL")) {
    draft.type = "null";
  } else if (p.accept("CHECK")) {
    draft.type = "check";
    draft.expression = p.parenthesized((it) => it.grammar.expression(it));
  } else if (p.accept("DEFAULT")) {
    draft.type = "default";
    draft.expression = restrictedExpression(p);
  } else if (p.accept("COLLATE")) {
    draft.type = "collate";
    draft.collation = p.expectQualifiedName("collation");
  } else if (p.acceptAll("NOT", "VALID")) {
    draft.notValid = true;
  } else if (
    !p.acceptAll("NOT", "DEFERRABLE") &&
    !p.accept("DEFERRABLE") &&
    !p.acceptAll("INITIALLY", "DEFERRED") &&
    !p.acceptAll("INITIALLY", "IMMEDIATE") &&
    !p.acceptAll("NO", "INHERIT") &&
    !p.acceptAll("NOT", "ENFORCED") &&
    !p.accept("ENFORCED")
  ) {
    if (name === undefined) {
      return undefined;
    }
    p.expected("CHECK or NOT NULL");
  }
  if (p.acceptAll("NOT", "VALID")) {
    draft.notValid = true;
  }
  draft.end = Math.max(p.lastEnd, start);
  return draft;
}

/** `name type [COLLATE x]`. */
function attribute(p: Parser): TypeField | undefined {
  const { start } = p;
  const name = p.name("new-name");
  if (name === undefined) {
    return undefined;
  }
  const type = expectTypeName(p);
  if (p.accept("COLLATE")) {
    p.expectQualifiedName("collation");
  }
  p.acceptAny("CASCADE", "RESTRICT");
  return { kind: "type-field", ...since(p, start), name, type };
}

// ---------------------------------------------------------------- accounts and events

function requirement(p: Parser): boolean {
  if (p.accept("SSL") || p.accept("X509")) {
    return true;
  }
  if (p.acceptAny("CIPHER", "ISSUER", "SUBJECT") !== undefined) {
    expectString(p);
    return true;
  }
  return false;
}

function passwordoption(p: Parser): Option | undefined {
  const { start } = p;
  if (p.accept("ACCOUNT")) {
    return p.acceptAny("LOCK", "UNLOCK") === undefined ? undefined : option(p, start, "ACCOUNT");
  }
  if (p.accept("FAILED_LOGIN_ATTEMPTS") || p.accept("PASSWORD_LOCK_TIME")) {
    if (!p.accept("UNBOUNDED") && numberLiteral(p) === undefined) {
      return undefined;
    }
    return option(p, start, "PASSWORD");
  }
  if (!p.accept("PASSWORD")) {
    return undefined;
  }
  if (p.accept("EXPIRE")) {
    if (p.accept("INTERVAL")) {
      numberLiteral(p);
      p.expect("DAY");
    } else if (!p.accept("NEVER")) {
      p.accept("DEFAULT");
    }
    return option(p, start, "PASSWORD EXPIRE");
  }
  if (p.accept("HISTORY")) {
    return p.accept("DEFAULT") || numberLiteral(p) !== undefined
      ? option(p, start, "PASSWORD HISTORY")
      : undefined;
  }
  if (p.accept("REUSE")) {
    p.expect("INTERVAL");
    if (!p.accept("DEFAULT")) {
      numberLiteral(p);
      p.expect("DAY");
    }
    return option(p, start, "PASSWORD REUSE");
  }
  if (p.accept("REQUIRE")) {
    p.expect("CURRENT");
    if (!p.accept("DEFAULT")) {
      p.accept("OPTIONAL");
    }
    return option(p, start, "PASSWORD REQUIRE");
  }
  return undefined;
}

/** `'u'@'h' IDENTIFIED BY 'x'`, `IDENTIFIED VIA p USING 'x' OR q`, `IDENTIFIED WITH p AS 'x'`. */
export function identified(p: Parser): Name | undefined {
  if (!p.atName() && p.kind !== TokenKind.String && p.word !== "CURRENT_USER") {
    return undefined;
  }
  const account = p.word === "CURRENT_USER" ? roleName(p) : expectAccount(p);
  if (sees(p, "DISCARD") && has(p, "account-default-role")) {
    p.acceptAll("DISCARD", "OLD", "PASSWORD");
    return account;
  }
  if (!p.accept("IDENTIFIED")) {
    return account;
  }
  if (p.accept("BY")) {
    if (p.accept("RANDOM")) {
      p.expect("PASSWORD");
    } else {
      p.accept("PASSWORD");
      expectString(p);
    }
  } else {
    const via = p.acceptAny("VIA", "WITH");
    if (via === undefined) {
      p.expected("BY, VIA or WITH");
      return account;
    }
    if (via === "VIA" && !has(p, "identified-via")) {
      refuse(p, since(p, account.start), "IDENTIFIED VIA");
    }
    do {
      plugin(p);
    } while (has(p, "identified-via") && p.accept("OR"));
  }
  if (has(p, "account-default-role")) {
    if (p.accept("REPLACE")) {
      expectString(p);
    }
    p.acceptAll("RETAIN", "CURRENT", "PASSWORD");
    while (p.accept("AND")) {
      p.expect("IDENTIFIED");
      if (p.accept("BY")) {
        expectString(p);
      } else {
        p.expect("WITH");
        plugin(p);
      }
    }
  }
  return account;
}

function plugin(p: Parser): void {
  if (stringLiteral(p) === undefined && p.anyName() === undefined) {
    p.expected("a plugin");
    return;
  }
  if (p.accept("USING") || p.accept("AS")) {
    if (p.accept("PASSWORD")) {
      p.parenthesized(expectString);
    } else {
      expectString(p);
    }
  } else if (has(p, "account-default-role") && p.accept("BY")) {
    if (p.accept("RANDOM")) {
      p.expect("PASSWORD");
    } else {
      expectString(p);
    }
  }
}

/** `AT t`, `EVERY 1 HOUR STARTS t ENDS t`. */
function schedule(p: Parser): Expression | Literal | undefined {
  if (p.accept("AT")) {
    return p.grammar.expression(p);
  }
  if (!p.accept("EVERY")) {
    return undefined;
  }
  const every = p.grammar.expression(p);
  if (p.anyName() === undefined) {
    return undefined;
  }
  if (p.accept("STARTS")) {
    p.grammar.expression(p);
  }
  if (p.accept("ENDS")) {
    p.grammar.expression(p);
  }
  return every;
}

/** `ALL PRIVILEGES`, `SELECT (a, b), INSERT`: words and columns, for default privileges. */
export function privilegeWords(p: Parser): boolean {
  if (p.accept("ALL")) {
    p.accept("PRIVILEGES");
    if (p.word === "(") {
      namesInParentheses(p, "column");
    }
    return true;
  }
  let found = false;
  p.list((it) => {
    if (it.acceptAll("ALTER", "SYSTEM")) {
      found = true;
    } else if (
      it.word === "SELECT" ||
      it.word === "REFERENCES" ||
      it.word === "CREATE" ||
      it.atName()
    ) {
      it.takeName();
      if (it.word === "(") {
        namesInParentheses(it, "column");
      }
      found = true;
    } else {
      found = false;
    }
  });
  return found;
}
