/**
 * GRANT, REVOKE and DENY of privileges and roles.
 */
import type { Grant, Grantee, Name, Privilege, QualifiedName, StatementNode } from "./ast.ts";
import { identified } from "./object-rules.ts";
import type { Parser } from "./parser.ts";
import {
  expectObjectPath,
  has,
  namesInParentheses,
  pathList,
  roleName,
  sees,
  signedNumber,
  since,
  skipRest,
} from "./parts.ts";
import { RULES } from "./shape-rules.ts";
import type { Terminal } from "./terminals.ts";
import { TokenKind } from "./tokens.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** GRANT, REVOKE or DENY, or `undefined` with nothing consumed. */
export function privilege(p: Parser): StatementNode | undefined {
  const { start } = p;
  const verb = p.at("GRANT") || p.at("REVOKE") || p.word === "DENY" ? p.word : "";
  if (verb === "" || (verb === "DENY" && !has(p, "deny"))) {
    return undefined;
  }
  if (!has(p, "grant")) {
    return undefined;
  }
  p.advance();
  const node: Mutable<Grant> = {
    kind: "grant",
    start,
    end: start,
    revoke: verb !== "GRANT",
    privileges: [],
    names: [],
    grantees: [],
  };
  if (p.dialect.can("loose-ddl")) {
    loose(p, node);
  } else if (p.dialect.can("accounts")) {
    accountGrant(p, node);
  } else {
    roleGrant(p, node);
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

// ---------------------------------------------------------------- engines with roles

function roleGrant(p: Parser, node: Mutable<Grant>): void {
  let grantOption = false;
  if (node.revoke) {
    if (p.acceptAll("GRANT", "OPTION", "FOR")) {
      grantOption = true;
    } else if (p.atName() && p.peek() === "OPTION" && p.peek(2) === "FOR") {
      p.advance();
      p.advance();
      p.advance();
    }
  }
  node.privileges = privileges(p);
  if (p.accept("ON")) {
    objects(p, node);
  } else if (grantOption) {
    p.expected("ON");
  }
  p.expect(node.revoke ? "FROM" : "TO");
  node.grantees = p.list((it): Grantee => {
    const { start } = it;
    it.accept("GROUP");
    return grantee(it, start, roleName(it));
  });
  if (!node.revoke && p.accept("WITH")) {
    if (node.object !== undefined) {
      if (p.expect("GRANT")) {
        p.expect("OPTION");
      }
      node.grantOption = true;
    } else {
      p.list((it) => {
        if (it.anyName() === undefined) {
          it.expected("ADMIN, INHERIT or SET");
        }
        if (!it.accept("OPTION") && !it.accept("TRUE") && !it.accept("FALSE")) {
          it.expected("OPTION, TRUE or FALSE");
        }
      });
    }
  }
  if (p.acceptAll("GRANTED", "BY")) {
    roleName(p);
  }
  if (node.revoke) {
    if (p.accept("CASCADE")) {
      node.cascade = true;
    } else {
      p.accept("RESTRICT");
    }
  }
}

function grantee(p: Parser, start: number, name: Name): Grantee {
  if (!name.quoted && name.text.toUpperCase() === "PUBLIC") {
    return { kind: "grantee", ...since(p, start), public: true };
  }
  return { kind: "grantee", ...since(p, start), public: false, name };
}

function privileges(p: Parser): Privilege[] {
  const { start } = p;
  if (p.accept("ALL")) {
    p.accept("PRIVILEGES");
    const columns = p.word === "(" ? namesInParentheses(p, "column") : undefined;
    return [
      {
        kind: "privilege",
        ...since(p, start),
        name: "ALL",
        ...(columns === undefined ? {} : { columns }),
      },
    ];
  }
  return p.list((it): Privilege => {
    const at = it.start;
    if (it.acceptAll("ALTER", "SYSTEM")) {
      return { kind: "privilege", ...since(it, at), name: "ALTER SYSTEM" };
    }
    const isName = it.at("SELECT") || it.at("REFERENCES") || it.at("CREATE") || it.atName();
    if (!isName) {
      it.slot("role");
      it.expected("a privilege or a role");
      return { kind: "privilege", start: at, end: at, name: "" };
    }
    it.slot("role");
    const word = it.takeName();
    const columns = it.word === "(" ? namesInParentheses(it, "column") : undefined;
    return {
      kind: "privilege",
      ...since(it, at),
      name: word.quoted ? word.text : word.text.toUpperCase(),
      ...(columns === undefined ? {} : { columns }),
    };
  });
}

const WITH_SIGNATURES = ["FUNCTION", "PROCEDURE", "ROUTINE"] as const;

function objects(p: Parser, node: Mutable<Grant>): void {
  if (p.at("ALL") && p.peek(2) === "IN") {
    p.advance();
    const what = p.acceptAny("TABLES", "SEQUENCES", "FUNCTIONS", "PROCEDURES", "ROUTINES");
    if (what === undefined) {
      p.expected("TABLES, SEQUENCES or FUNCTIONS");
    }
    p.expect("IN");
    p.expect("SCHEMA");
    node.object = `all ${(what ?? "").toLowerCase()} in schema`;
    node.names = pathList(p, "schema");
    return;
  }
  const routine = p.acceptAny(...WITH_SIGNATURES);
  if (routine !== undefined) {
    node.object = routine.toLowerCase();
    node.names = p.list((it): QualifiedName => {
      const found = RULES["signature"]?.(it, "routine");
      return found !== undefined &&
        found !== true &&
        "parts" in found &&
        found.kind === "qualified-name"
        ? found
        : it.expectQualifiedName("routine");
    });
    return;
  }
  if (p.acceptAll("LARGE", "OBJECT")) {
    node.object = "large object";
    p.list((it) => signedNumber(it) ?? it.expected("a number"));
    return;
  }
  node.object = objectWords(p);
  node.names = pathList(p, node.object === "schema" ? "schema" : "table");
}

const OBJECTS: readonly (readonly Terminal[])[] = [
  ["FOREIGN", "DATA", "WRAPPER"],
  ["FOREIGN", "SERVER"],
  ["SEQUENCE"],
  ["DATABASE"],
  ["DOMAIN"],
  ["LANGUAGE"],
  ["PARAMETER"],
  ["SCHEMA"],
  ["TABLESPACE"],
  ["TYPE"],
  ["TABLE"],
];

function objectWords(p: Parser): string {
  for (const words of OBJECTS) {
    const [first, ...rest] = words;
    const after = p.peek(words.length);
    if (after === "TO" || after === "FROM" || after === ",") {
      continue;
    }
    if (first !== undefined && p.acceptAll(first, ...rest)) {
      return words.join(" ").toLowerCase();
    }
  }
  return "table";
}

// ---------------------------------------------------------------- engines with accounts

/** Privileges of several words, longer ones first. */
const ACCOUNT_PRIVILEGES: readonly (readonly Terminal[])[] = [
  ["ALL", "PRIVILEGES"],
  ["ALL"],
  ["CREATE", "TEMPORARY", "TABLES"],
  ["CREATE", "TABLESPACE"],
  ["CREATE", "ROUTINE"],
  ["CREATE", "ROLE"],
  ["CREATE", "VIEW"],
  ["CREATE", "USER"],
  ["CREATE"],
  ["ALTER", "ROUTINE"],
  ["ALTER"],
  ["DROP", "ROLE"],
  ["DROP"],
  ["DELETE", "HISTORY"],
  ["DELETE"],
  ["SHOW", "DATABASES"],
  ["SHOW", "VIEW"],
  ["SHOW", "CREATE", "ROUTINE"],
  ["LOCK", "TABLES"],
  ["REPLICATION", "SLAVE", "ADMIN"],
  ["REPLICATION", "MASTER", "ADMIN"],
  ["REPLICATION", "CLIENT"],
  ["REPLICATION", "SLAVE"],
  ["REPLICATION", "REPLICA"],
  ["SLAVE", "MONITOR"],
  ["REPLICA", "MONITOR"],
  ["BINLOG", "ADMIN"],
  ["BINLOG", "MONITOR"],
  ["BINLOG", "REPLAY"],
  ["CONNECTION", "ADMIN"],
  ["FEDERATED", "ADMIN"],
  ["READ_ONLY", "ADMIN"],
  ["USAGE"],
  ["FILE"],
  ["PROCESS"],
  ["RELOAD"],
  ["SHUTDOWN"],
  ["SUPER"],
  ["EVENT"],
  ["SELECT"],
  ["INSERT"],
  ["UPDATE"],
  ["REFERENCES"],
  ["INDEX"],
  ["GRANT", "OPTION"],
  ["TRIGGER"],
  ["EXECUTE"],
];

function accountGrant(p: Parser, node: Mutable<Grant>): void {
  if (node.revoke && p.acceptAll("ALL", "PRIVILEGES", ",", "GRANT", "OPTION", "FROM")) {
    node.grantees = p.list(account);
    return;
  }
  if (node.revoke && has(p, "account-default-role") && p.acceptAll("IF", "EXISTS")) {
    // REVOKE IF EXISTS … IGNORE UNKNOWN USER.
  }
  if (p.accept("PROXY")) {
    p.expect("ON");
    account(p);
    p.expect(node.revoke ? "FROM" : "TO");
    node.object = "proxy";
    node.grantees = p.list(account);
    if (p.acceptAll("WITH", "GRANT", "OPTION")) {
      node.grantOption = true;
    }
    return;
  }
  if (node.revoke) {
    p.acceptAll("ADMIN", "OPTION", "FOR");
  }
  node.privileges = p.list(accountPrivilege);
  if (p.accept("ON")) {
    const kind = p.acceptAny("TABLE", "FUNCTION", "PROCEDURE", "PACKAGE");
    if (kind === "PACKAGE") {
      p.accept("BODY");
    }
    node.object = (kind ?? "table").toLowerCase();
    level(p, node);
  } else if (node.privileges.length > 1 && !p.dialect.can("grant-several-roles")) {
    p.problem("syntax", "One role is granted at a time.", node.privileges[1]);
  }
  p.expect(node.revoke ? "FROM" : "TO");
  node.grantees = p.list(node.revoke ? account : accountWithPassword);
  accountTail(p, node);
}

function accountPrivilege(p: Parser): Privilege {
  const { start } = p;
  for (const words of ACCOUNT_PRIVILEGES) {
    const [first, ...rest] = words;
    if (first !== undefined && p.acceptAll(first, ...rest)) {
      const columns = p.word === "(" ? namesInParentheses(p, "column") : undefined;
      return {
        kind: "privilege",
        ...since(p, start),
        name: words.join(" "),
        ...(columns === undefined ? {} : { columns }),
      };
    }
  }
  p.slot("role");
  if (p.kind !== TokenKind.String && p.kind !== TokenKind.Word && p.kind !== TokenKind.QuotedName) {
    p.expected("a privilege or a role");
    return { kind: "privilege", start, end: start, name: "" };
  }
  const { name } = account(p);
  while (p.atName() && !sees(p, "ON") && !sees(p, "TO") && !sees(p, "FROM")) {
    p.advance();
  }
  return { kind: "privilege", ...since(p, start), name: name?.text ?? "" };
}

function level(p: Parser, node: Mutable<Grant>): void {
  if (p.accept("*")) {
    if (p.accept(".")) {
      p.expect("*");
      node.object = "*.*";
    }
    return;
  }
  if (p.atName() && p.peek() === "." && p.peek(2) === "*") {
    const name = p.takeName();
    p.advance();
    p.advance();
    node.object = "database";
    node.names = [{ kind: "qualified-name", start: name.start, end: name.end, parts: [name] }];
    return;
  }
  node.names = [expectObjectPath(p, "table")];
}

function account(p: Parser): Grantee {
  const { start } = p;
  return grantee(p, start, roleName(p));
}

function accountWithPassword(p: Parser): Grantee {
  const { start } = p;
  const name = identified(p);
  if (name === undefined) {
    p.expected("an account");
    return { kind: "grantee", start, end: start, public: false };
  }
  return grantee(p, start, name);
}

function accountTail(p: Parser, node: Mutable<Grant>): void {
  if (p.accept("REQUIRE")) {
    if (!p.accept("NONE")) {
      RULES["requirement"]?.(p, undefined);
    }
  }
  if (p.accept("WITH")) {
    let found = false;
    for (;;) {
      if (p.acceptAll("GRANT", "OPTION")) {
        node.grantOption = true;
      } else if (p.acceptAll("ADMIN", "OPTION")) {
        node.grantOption = true;
      } else if (RULES["resourcelimit"]?.(p, undefined) === undefined) {
        break;
      }
      found = true;
    }
    if (!found) {
      p.expected("GRANT OPTION");
    }
  }
  if (has(p, "account-default-role") && p.accept("AS")) {
    account(p);
    if (p.acceptAll("WITH", "ROLE")) {
      if (!p.accept("DEFAULT") && !p.accept("NONE")) {
        if (p.accept("ALL")) {
          if (p.accept("EXCEPT")) {
            p.list(account);
          }
        } else {
          p.list(account);
        }
      }
    }
  }
  if (node.revoke && has(p, "account-default-role")) {
    p.acceptAll("IGNORE", "UNKNOWN", "USER");
  }
}

// ---------------------------------------------------------------- engines not known in detail

function loose(p: Parser, node: Mutable<Grant>): void {
  p.acceptAll("GRANT", "OPTION", "FOR");
  const list: Privilege[] = [];
  do {
    const { start } = p;
    while (
      !p.atEnd &&
      p.word !== "ON" &&
      p.word !== "TO" &&
      p.word !== "FROM" &&
      p.word !== "," &&
      p.word !== "(" &&
      p.word !== ";"
    ) {
      p.advance();
    }
    const name = p.text.slice(start, p.lastEnd).toUpperCase();
    const columns = p.word === "(" ? namesInParentheses(p, "column") : undefined;
    list.push({
      kind: "privilege",
      ...since(p, start),
      name,
      ...(columns === undefined ? {} : { columns }),
    });
  } while (p.accept(","));
  node.privileges = list;
  if (p.accept("ON")) {
    node.object = "table";
    while (
      !p.atEnd &&
      p.peek() !== "TO" &&
      p.peek() !== "FROM" &&
      p.peek() !== "." &&
      p.peekKind() === TokenKind.Word &&
      p.peek() !== ","
    ) {
      p.advance();
    }
    if (p.word === ":" || p.word === "::") {
      p.advance();
    }
    if (p.atName()) {
      node.names = [p.expectQualifiedName("table")];
    }
    while (!p.atEnd && p.word !== "TO" && p.word !== "FROM") {
      p.advance();
    }
  }
  if (p.acceptAny("TO", "FROM") === undefined) {
    p.expected(node.revoke ? "FROM" : "TO");
  } else {
    node.grantees = p.list((it) => {
      const { start } = it;
      while (
        ["ROLE", "USER", "GROUP", "DATABASE"].includes(it.word) &&
        it.peekKind() !== TokenKind.End &&
        it.peek() !== "," &&
        it.peek() !== "WITH"
      ) {
        it.advance();
      }
      const name = it.anyName("role");
      if (name === undefined) {
        if (it.kind === TokenKind.String) {
          it.advance();
        } else {
          it.expected("a role");
        }
        return { kind: "grantee" as const, ...since(it, start), public: false };
      }
      return grantee(it, start, name);
    });
  }
  if (sees(p, "WITH", "GRANT")) {
    node.grantOption = true;
  }
  skipRest(p);
}
