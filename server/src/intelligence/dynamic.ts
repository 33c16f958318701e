/** Statements that a routine builds from strings and runs. */
import type { Expression, Node } from "../sql/ast.ts";
import type { RuleContext, Visitor } from "./rule.ts";
import { allNodes, calledName } from "./tree.ts";

/** A visitor that reports what is joined into a statement without being quoted for its place. */
export function joinedStatements(message: string): Visitor {
  const check = (statement: Expression | undefined, context: RuleContext): void => {
    const joined = statement === undefined ? undefined : unsafe(statement, context);
    if (joined !== undefined) {
      context.report({ range: joined, message });
    }
  };
  return {
    "call-statement"(node, context) {
      const procedure = node.name?.parts.at(-1)?.text.toLowerCase();
      check(node.dynamic ?? (procedure === "sp_executesql" ? node.args?.[0] : undefined), context);
    },
    return(node, context) {
      if (/^return\s+query\s+execute\b/iu.test(context.text(node))) {
        check(node.value, context);
      }
    },
    loop(node, context) {
      check(node.type === "for-query" ? node.source : undefined, context);
    },
    cursor(node, context) {
      if (/\bfor\s+execute\b/iu.test(context.text(node))) {
        check(node.args?.[0], context);
      }
    },
    prepare(node, context) {
      check(node.source, context);
    },
  };
}

/** The expression that makes it unsafe: this one, or what a variable was given before. */
function unsafe(statement: Expression, context: RuleContext): Expression | undefined {
  if (joinsValues(statement, context)) {
    return statement;
  }
  const name = variableName(statement);
  return name === undefined
    ? undefined
    : allNodes(context.root)
        .flatMap((it) => given(it, name))
        .filter((it) => it.start < statement.start)
        .sort((a, b) => a.start - b.start)
        .find((it) => joinsValues(it, context, name));
}

function variableName(it: Node): string | undefined {
  const name =
    it.kind === "variable"
      ? it.name
      : it.kind === "column" && it.parts.length === 1
        ? it.parts[0]?.text
        : it.kind === "name"
          ? it.text
          : undefined;
  return name?.replace(/^@/u, "").toLowerCase();
}

/** The values that a node gives to a variable. */
function given(node: Node, variable: string): readonly Expression[] {
  switch (node.kind) {
    case "declaration":
      return node.names.some((it) => variableName(it) === variable) && node.default !== undefined
        ? [node.default]
        : [];
    case "set-item":
      return node.targets.some((it) => variableName(it) === variable) ? [node.value] : [];
    case "set":
      return node.assignments.flatMap((it) =>
        it.name.replace(/^@/u, "").toLowerCase() === variable ? it.values : [],
      );
    default:
      return [];
  }
}

/** Is anything joined that is neither a constant, nor a number, nor quoted for its place? */
function joinsValues(expression: Expression, context: RuleContext, self?: string): boolean {
  const parts: Expression[] = [];
  const stack: Expression[] = [expression];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.kind === "binary" && (at.op === "||" || at.op === "+")) {
      stack.push(at.right, at.left);
    } else if (at.kind === "call" && JOINING.test(calledName(at))) {
      stack.push(...at.args);
    } else if (at.kind === "call" && calledName(at) === "format") {
      parts.push(...unquotedArguments(at.args));
    } else if (at !== expression) {
      parts.push(at);
    }
  }
  return parts.some(
    (it) =>
      (it.kind === "column" ||
        it.kind === "variable" ||
        it.kind === "parameter" ||
        isOpenCall(it)) &&
      variableName(it) !== self &&
      !PLAIN.has(context.analysis.typeOf(it).kind),
  );
}

/** Arguments that go where `%s` stands in a format. */
function unquotedArguments([pattern, ...values]: readonly Expression[]): readonly Expression[] {
  if (pattern?.kind !== "literal") {
    return pattern === undefined ? [] : [pattern];
  }
  const places = [...pattern.value.matchAll(/%(?:(\d+)\$)?[-\d*]*([sIL%])/gu)].filter(
    (it) => it[2] !== "%",
  );
  return places.flatMap(([, position, type], index) => {
    const value = values[position === undefined ? index : Number(position) - 1];
    return type === "s" && value !== undefined ? [value] : [];
  });
}

function isOpenCall(it: Expression): boolean {
  return it.kind === "call" && !SAFE.test(calledName(it));
}

const JOINING = /^(?:concat|concat_ws)$/u;
const SAFE =
  /^(?:quote_ident|quote_literal|quote_nullable|quotename|format|quote|enquote_name|enquote_literal|simple_sql_name|char|chr|now|current_date|current_timestamp)$/u;

/** Values of these types hold no quote. */
const PLAIN: ReadonlySet<string> = new Set([
  "integer",
  "decimal",
  "float",
  "boolean",
  "date",
  "uuid",
]);
