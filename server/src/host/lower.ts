/**
 * Host trees to the common form of `syntax.ts`. Grammars of different languages name alike things
 * alike, so one table by node type serves them all; what a grammar has and text never flows through
 * becomes `other`, whose parts are still read.
 */
import { lowerString } from "./lower-strings.ts";
import type { Argument, Expr, FunctionShape, Parameter, Stmt, Target } from "./syntax.ts";
import { child, childOfType, type HostNode, type HostTree, isComment, named } from "./tree.ts";

/** The program as statements. */
export function lower(tree: HostTree): readonly Stmt[] {
  return new Lowering(tree).block(tree.root);
}

/** Wrappers that change nothing about the text inside. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  "parenthesized_expression",
  "await_expression",
  "await",
  "non_null_expression",
  "as_expression",
  "satisfies_expression",
  "type_assertion",
  "type_assertion_expression",
  "expression_statement",
  "argument",
  "checked_expression",
  "literal_element",
  "parenthesized_statements",
  "ref_expression",
  "spread_element",
  "splat_argument",
  "list_splat",
  "variadic_argument",
  "arrow_expression_clause",
  "else",
  "then",
  "constant_pattern",
  "pattern",
  "postfix_unary_expression",
  "error_suppression_expression",
  "by_ref",
  "case_pattern",
]);

const NUMBERS: ReadonlySet<string> = new Set([
  "number",
  "integer",
  "float",
  "int_literal",
  "float_literal",
  "integer_literal",
  "real_literal",
  "decimal_integer_literal",
  "decimal_floating_point_literal",
  "hex_integer_literal",
]);

const CONSTANTS: ReadonlySet<string> = new Set([
  "true",
  "false",
  "null",
  "none",
  "nil",
  "undefined",
  "boolean",
  "boolean_literal",
  "null_literal",
  "character_literal",
  "rune_literal",
  "iota",
  "class_literal",
  "delimited_symbol",
  "class_constant_access_expression",
]);

const NAMES: ReadonlySet<string> = new Set([
  "identifier",
  "variable_name",
  "name",
  "constant",
  "this",
  "self",
  "super",
  "instance_variable",
  "class_variable",
  "global_variable",
  "property_identifier",
  "shorthand_property_identifier",
  "shorthand_property_identifier_pattern",
  "field_identifier",
  "type_identifier",
  "predefined_type",
  "qualified_name",
  "relative_scope",
  "scope_resolution",
  "scoped_identifier",
  "dotted_name",
  "as_pattern_target",
  "implicit_parameter",
  "generic_name",
]);

const STRINGS: ReadonlySet<string> = new Set([
  "string",
  "template_string",
  "interpreted_string_literal",
  "raw_string_literal",
  "string_literal",
  "encapsed_string",
  "heredoc",
  "nowdoc",
  "verbatim_string_literal",
  "interpolated_string_expression",
  "heredoc_beginning",
  "bare_string",
  "subshell",
]);

class Lowering {
  readonly #tree: HostTree;
  readonly #text: string;
  /** Bodies of Ruby's heredocs, which stand on the lines after their beginnings, in the same order. */
  readonly #bodies = new Map<HostNode, HostNode>();

  constructor(tree: HostTree) {
    this.#tree = tree;
    this.#text = tree.text;
    if (tree.language === "ruby") {
      const beginnings: HostNode[] = [];
      const bodies: HostNode[] = [];
      walk(tree.root, (it) => {
        if (it.type === "heredoc_beginning") {
          beginnings.push(it);
        } else if (it.type === "heredoc_body") {
          bodies.push(it);
        }
      });
      for (const [index, body] of bodies.sort((a, b) => a.start - b.start).entries()) {
        const beginning = beginnings[index];
        if (beginning !== undefined) {
          this.#bodies.set(beginning, body);
        }
      }
    }
  }

  text(node: HostNode | undefined): string {
    return node === undefined ? "" : this.#text.slice(node.start, node.end);
  }

  // ------------------------------------------------------------ statements

  /** The statements inside a node, or the node itself as one. */
  block(node: HostNode | undefined): readonly Stmt[] {
    if (node === undefined) {
      return [];
    }
    return BLOCKS.has(node.type)
      ? named(node).flatMap((it) => this.statement(it))
      : this.statement(node);
  }

  statement(node: HostNode): readonly Stmt[] {
    const at = { start: node.start, end: node.end };
    switch (node.type) {
      case "heredoc_body":
      case "comment":
        return [];
      case "export_statement":
      case "decorated_definition":
      case "global_statement":
      case "labeled_statement":
      case "ambient_declaration":
        return this.#decorated(node);
      case "lexical_declaration":
      case "variable_declaration":
      case "local_variable_declaration":
      case "local_declaration_statement":
      case "field_declaration":
      case "const_declaration":
      case "var_declaration":
      case "var_spec_list":
      case "property_declaration":
      case "using_declaration":
      case "resource_specification":
        return node.type === "property_declaration" && this.#tree.language === "csharp"
          ? this.#property(node)
          : [
              ...this.#declarations(node),
              ...named(node)
                .filter((it) => it.type === "modifiers")
                .flatMap((it) => this.#annotations(it)),
            ];
      case "public_field_definition":
      case "field_definition":
      case "property_element":
      case "const_element":
      case "enum_constant":
      case "enum_assignment":
      case "enum_member_declaration":
      case "var_spec":
      case "const_spec":
      case "variable_declarator":
      case "resource":
        return this.#declarator(node, undefined);
      case "short_var_declaration":
      case "assignment_statement":
      case "assignment":
      case "augmented_assignment":
      case "operator_assignment":
      case "assignment_expression":
      case "augmented_assignment_expression":
      case "compound_assignment_expr":
        return this.#assignment(node);
      case "expression_statement":
      case "expression_list":
      case "argument_list":
        return named(node).flatMap((it) => this.statement(it));
      case "echo_statement":
        return named(node).map((it) => ({ ...at, kind: "do", value: this.expr(it) }));
      case "if_statement":
      case "if":
      case "unless":
      case "elsif":
      case "elif_clause":
      case "else_if_clause":
        return this.#if(node);
      case "if_modifier":
      case "unless_modifier": {
        const test = this.expr(child(node, "condition"));
        return [
          {
            ...at,
            kind: "if",
            test: node.type === "if_modifier" ? test : negated(test),
            yes: this.block(child(node, "body")),
            no: [],
          },
        ];
      }
      case "else_clause":
      case "else":
      case "then":
      case "do":
      case "ensure":
      case "finally_clause":
        return named(node).flatMap((it) => this.block(it));
      case "for_statement":
      case "for_in_statement":
      case "for_each_statement":
      case "foreach_statement":
      case "enhanced_for_statement":
      case "for":
        return [this.#for(node)];
      case "while_statement":
      case "while":
      case "until":
      case "do_statement":
      case "while_modifier":
      case "until_modifier":
        return [
          {
            ...at,
            kind: "loop",
            variables: [],
            over: undefined,
            test: this.expr(child(node, "condition")),
            before: [],
            body: this.block(child(node, "body")),
            counts: false,
          },
        ];
      case "switch_statement":
      case "expression_switch_statement":
      case "switch_expression":
      case "match_statement":
      case "case":
        return node.type === "switch_expression" && this.#tree.language === "csharp"
          ? [{ ...at, kind: "do", value: this.expr(node) }]
          : [this.#switch(node)];
      case "return_statement":
      case "return":
      case "yield": {
        const [value] = named(node);
        return [
          { ...at, kind: "return", value: value === undefined ? undefined : this.#returned(value) },
        ];
      }
      case "throw_statement":
      case "raise_statement":
      case "exit_statement": {
        const inside = named(node).map((it) => ({
          ...at,
          kind: "do" as const,
          value: this.expr(it),
        }));
        return [...inside, { ...at, kind: "leave", by: "throw" }];
      }
      case "break_statement":
      case "continue_statement":
      case "break":
      case "next":
        return [{ ...at, kind: "leave", by: "break" }];
      case "assert_statement": {
        const [test] = named(node);
        return test === undefined
          ? []
          : [
              {
                ...at,
                kind: "if",
                test: negated(this.expr(test)),
                yes: [{ ...at, kind: "leave", by: "throw" }],
                no: [],
              },
            ];
      }
      case "try_statement":
      case "try_with_resources_statement":
      case "begin":
        return [this.#try(node)];
      case "with_statement":
      case "using_statement":
      case "fixed_statement":
      case "lock_statement":
      case "synchronized_statement":
        return this.#with(node);
      case "function_declaration":
      case "generator_function_declaration":
      case "function_definition":
      case "method_declaration":
      case "method_definition":
      case "local_function_statement":
      case "constructor_declaration":
      case "compact_constructor_declaration":
      case "method":
      case "singleton_method":
        return this.#function(node, []);
      case "class_declaration":
      case "abstract_class_declaration":
      case "class_definition":
      case "class":
      case "interface_declaration":
      case "trait_declaration":
      case "enum_declaration":
      case "record_declaration":
      case "struct_declaration":
      case "module":
        return node.named
          ? [
              ...this.#annotations(childOfType(node, "modifiers")),
              {
                ...at,
                kind: "class",
                name: this.text(child(node, "name")),
                enumeration: node.type === "enum_declaration",
                body: this.#classBody(node),
              },
            ]
          : [];
      case "type_alias_declaration":
      case "type_declaration": {
        const spec = childOfType(node, "type_spec", "type_alias") ?? node;
        return [
          {
            ...at,
            kind: "type",
            name: this.text(child(spec, "name")),
            text: this.text(child(spec, "value", "type")),
          },
        ];
      }
      case "import_statement":
      case "import_from_statement":
      case "future_import_statement":
      case "import_declaration":
      case "namespace_use_declaration":
      case "using_directive":
        return this.#imports(node);
      case "namespace_definition":
      case "namespace_declaration":
      case "internal_module":
        return this.block(child(node, "body"));
      case "defer_statement":
      case "go_statement":
        return named(node).map((it) => ({ ...at, kind: "do", value: this.expr(it) }));
      default:
        return BLOCKS.has(node.type)
          ? named(node).flatMap((it) => this.statement(it))
          : [{ ...at, kind: "do", value: this.expr(node) }];
    }
  }

  #returned(node: HostNode): Expr {
    const inside = named(node);
    const [first] = inside;
    return (node.type === "expression_list" || node.type === "argument_list") && first !== undefined
      ? this.expr(first)
      : this.expr(node);
  }

  #decorated(node: HostNode): readonly Stmt[] {
    const decorators = named(node)
      .filter((it) => it.type === "decorator")
      .flatMap((it) => named(it).map((one) => this.expr(one)));
    return named(node)
      .filter((it) => it.type !== "decorator")
      .flatMap((it) =>
        FUNCTIONS.has(it.type) ? this.#function(it, decorators) : this.statement(it),
      );
  }

  #classBody(node: HostNode): readonly Stmt[] {
    const body =
      child(node, "body") ??
      childOfType(node, "class_body", "enum_body", "declaration_list", "body_statement");
    let decorators: Expr[] = [];
    return (body === undefined ? [] : named(body)).flatMap((it) => {
      if (it.type === "decorator") {
        decorators.push(...named(it).map((one) => this.expr(one)));
        return [];
      }
      const own = decorators;
      decorators = [];
      return FUNCTIONS.has(it.type)
        ? this.#function(it, own)
        : it.type === "enum_body_declarations"
          ? named(it).flatMap((one) => this.statement(one))
          : this.statement(it);
    });
  }

  /** Annotations hold SQL too: `@Query("…")`. Each is a call of its name. */
  #annotations(node: HostNode | undefined): readonly Stmt[] {
    return (node === undefined ? [] : named(node))
      .filter((it) => it.type === "annotation")
      .map((it) => ({ start: it.start, end: it.end, kind: "do", value: this.#annotation(it) }));
  }

  #annotation(node: HostNode): Expr {
    const args = child(node, "arguments");
    return {
      start: node.start,
      end: node.end,
      kind: "call",
      receiver: undefined,
      name: `@${this.text(child(node, "name"))}`,
      args: (args === undefined ? [] : named(args)).map((it) => ({
        name: it.type === "element_value_pair" ? this.text(child(it, "key")) : undefined,
        value: this.expr(it.type === "element_value_pair" ? child(it, "value") : it),
        spread: false,
      })),
      block: undefined,
    };
  }

  #function(node: HostNode, decorators: readonly Expr[]): readonly Stmt[] {
    const marked = this.#annotations(childOfType(node, "modifiers"));
    const shape = this.#shape(node, decorators);
    return [...marked, { start: node.start, end: node.end, kind: "function", shape }];
  }

  #shape(node: HostNode, decorators: readonly Expr[]): FunctionShape {
    const body = child(node, "body") ?? childOfType(node, "block", "arrow_expression_clause");
    const parameters =
      child(node, "parameters", "parameter") ?? childOfType(node, "parameter_list");
    const receiver = child(node, "receiver");
    const statements = body === undefined ? [] : this.#bodyOf(body);
    return {
      name: this.text(child(node, "name")),
      parameters: [
        ...(receiver === undefined
          ? []
          : this.#parameters(receiver).map((it) => ({ ...it, marks: ["receiver"] }))),
        ...(parameters === undefined ? [] : this.#parameters(parameters)),
      ],
      body: statements,
      decorators,
    };
  }

  /** A body that is an expression returns it; so does the last expression of a Ruby body. */
  #bodyOf(body: HostNode): readonly Stmt[] {
    if (!BLOCKS.has(body.type) && !STATEMENTS.has(body.type)) {
      return [
        { start: body.start, end: body.end, kind: "return", value: this.expr(body) } as const,
      ];
    }
    const statements = this.block(body);
    return this.#tree.language === "ruby" ? implicitReturn(statements) : statements;
  }

  #parameters(node: HostNode): readonly Parameter[] {
    if (NAMES.has(node.type)) {
      return [{ name: this.text(node), type: undefined, initial: undefined, marks: [] }];
    }
    return named(node).flatMap((it): readonly Parameter[] => {
      const marks = named(it)
        .flatMap((one) =>
          one.type === "modifiers" || one.type === "attribute_list" ? named(one) : [one],
        )
        .filter((one) => /annotation|attribute|decorator/u.test(one.type))
        .map((one) => this.text(one).replace(/^@/u, "").replace(/\(.*$/su, ""));
      const type = this.#typeText(child(it, "type"));
      const initial = child(it, "value", "default_value", "right");
      const rest = {
        type,
        initial: initial === undefined ? undefined : this.expr(initial),
        marks,
      };
      const names = it.children.filter((one) => one.field === "name");
      if (it.type === "parameter_declaration" || it.type === "variadic_parameter_declaration") {
        return names.map((one) => ({ name: this.text(one), ...rest }));
      }
      if (/^(?:object|array|tuple)_pattern$/u.test(it.type)) {
        return this.#patternNames(it).map((name) => ({ name, ...rest }));
      }
      const pattern =
        names[0] ?? child(it, "pattern", "left") ?? (NAMES.has(it.type) ? it : named(it)[0]);
      if (pattern === undefined) {
        return [];
      }
      return /_pattern$/u.test(pattern.type) && !NAMES.has(pattern.type)
        ? this.#destructuredParameter(pattern, it, rest)
        : [{ name: this.text(pattern).replace(/^(?:\*\*?|&|\.\.\.)/u, ""), ...rest }];
    });
  }

  /** `{ a, b }: { a: string; b: number }`: each name with its own type. */
  #destructuredParameter(
    pattern: HostNode,
    parameter: HostNode,
    rest: Omit<Parameter, "name">,
  ): readonly Parameter[] {
    const annotation = child(parameter, "type");
    const types = new Map<string, string>();
    if (annotation !== undefined) {
      walk(annotation, (it) => {
        if (it.type === "property_signature") {
          types.set(this.text(child(it, "name")), this.#typeText(child(it, "type")) ?? "");
        }
      });
    }
    return this.#patternNames(pattern).map((name) => ({
      ...rest,
      name,
      type: types.get(name),
    }));
  }

  #typeText(node: HostNode | undefined): string | undefined {
    return node === undefined ? undefined : this.text(node).replace(/^:\s*/u, "");
  }

  #declarations(node: HostNode): readonly Stmt[] {
    const type = this.#typeText(child(node, "type"));
    return named(node).flatMap((it) => {
      if (it.type === "variable_declaration" || it.type === "var_spec_list") {
        return this.#declarations(it);
      }
      return DECLARATORS.has(it.type) ? this.#declarator(it, type) : [];
    });
  }

  #declarator(node: HostNode, outer: string | undefined): readonly Stmt[] {
    const names = node.children.filter((it) => it.field === "name");
    const name =
      names[0] ??
      child(node, "property", "pattern") ??
      named(node).find((it) => NAMES.has(it.type) && it.field === undefined);
    const type = this.#typeText(child(node, "type")) ?? outer;
    const last = named(node).at(-1);
    const initial =
      child(node, "value", "default_value") ??
      (last !== undefined &&
      last !== name &&
      last.field === undefined &&
      !/type|modifier/u.test(last.type)
        ? last
        : undefined);
    if (name === undefined) {
      return [];
    }
    const values = initial?.type === "expression_list" ? named(initial) : [initial];
    const targets = names.length > 1 ? names : [name];
    return targets.map((it, index) => {
      const value = values.length === targets.length ? values[index] : values[0];
      return {
        start: node.start,
        end: node.end,
        kind: "let" as const,
        targets: this.#targets(it),
        value: value === undefined ? undefined : this.expr(value),
        type: type === "var" ? undefined : type,
      };
    });
  }

  /** A C# property: a field, or a function without parameters. */
  #property(node: HostNode): readonly Stmt[] {
    const value = child(node, "value");
    return [
      {
        start: node.start,
        end: node.end,
        kind: "let",
        targets: [{ path: this.text(child(node, "name")), part: undefined }],
        value: value === undefined ? undefined : this.expr(value),
        type: this.#typeText(child(node, "type")),
      },
    ];
  }

  #targets(node: HostNode): readonly Target[] {
    if (
      /_pattern$|^left_assignment_list$|^list_literal$|^tuple_expression$|^pattern_list$/u.test(
        node.type,
      ) &&
      !NAMES.has(node.type)
    ) {
      return this.#patternNames(node).map((path) => ({ path, part: path }));
    }
    return [{ path: this.#path(node), part: undefined }];
  }

  #patternNames(node: HostNode): readonly string[] {
    const found: string[] = [];
    for (const it of named(node)) {
      const [first] = named(it);
      if (it.type === "pair_pattern") {
        const value = child(it, "value");
        if (value !== undefined) {
          found.push(...(NAMES.has(value.type) ? [this.text(value)] : this.#patternNames(value)));
        }
      } else if (/assignment_pattern$/u.test(it.type)) {
        const left = child(it, "left") ?? first;
        if (left !== undefined) {
          found.push(this.text(left));
        }
      } else if (NAMES.has(it.type)) {
        found.push(this.text(it));
      } else {
        found.push(...this.#patternNames(it));
      }
    }
    return found;
  }

  /** What is assigned to, as a path: `this.sql`. */
  #path(node: HostNode): string {
    return pathOf(this.expr(node)) ?? this.text(node);
  }

  #assignment(node: HostNode): readonly Stmt[] {
    const at = { start: node.start, end: node.end };
    const left = child(node, "left");
    const right = child(node, "right");
    const operator = this.#operator(node) || "=";
    if (left === undefined) {
      return named(node).map((it) => ({ ...at, kind: "do", value: this.expr(it) }));
    }
    if (right === undefined) {
      // Python's bare annotation.
      return [
        {
          ...at,
          kind: "let",
          targets: this.#targets(left),
          value: undefined,
          type: this.#typeText(child(node, "type")),
        },
      ];
    }
    const lefts = left.type === "expression_list" ? named(left) : [left];
    const rights = right.type === "expression_list" ? named(right) : [right];
    if (lefts.length > 1 || lefts[0]?.type !== left.type) {
      return lefts.map((it, index) => {
        const value = rights.length === lefts.length ? rights[index] : rights[0];
        const whole = value === undefined ? OTHER(at) : this.expr(value);
        return operator === "=" || operator === ":="
          ? {
              ...at,
              kind: "let" as const,
              targets:
                rights.length === lefts.length || index === 0
                  ? this.#targets(it)
                  : [{ path: this.#path(it), part: "second" }],
              value: whole,
              type: undefined,
            }
          : {
              ...at,
              kind: "do" as const,
              value: {
                ...at,
                kind: "assign" as const,
                target: this.expr(it),
                operator,
                value: whole,
              },
            };
      });
    }
    const value = this.expr(right);
    const targets = this.#targets(left);
    if (operator === "=" || operator === ":=") {
      return [
        ...(targets.some((it) => it.part !== undefined)
          ? []
          : [
              {
                ...at,
                kind: "do" as const,
                value: {
                  ...at,
                  kind: "assign" as const,
                  target: this.expr(left),
                  operator: "=",
                  value,
                },
              },
            ]),
        ...(targets.some((it) => it.part !== undefined)
          ? [{ ...at, kind: "let" as const, targets, value, type: undefined }]
          : []),
      ];
    }
    return [
      {
        ...at,
        kind: "do",
        value: { ...at, kind: "assign", target: this.expr(left), operator, value },
      },
    ];
  }

  #operator(node: HostNode): string {
    const explicit = child(node, "operator", "operators");
    if (explicit !== undefined) {
      return this.text(explicit).replace(/\s+/gu, " ");
    }
    const mark = node.children.find(
      (it) =>
        !it.named &&
        /^\S*[=+\-*/%.<>|&!?]+\S*$|^(?:and|or|not|in|is)$/u.test(it.type) &&
        !/^[()[\]{},;.]$/u.test(it.type),
    );
    return mark?.type ?? "";
  }

  #if(node: HostNode): readonly Stmt[] {
    const at = { start: node.start, end: node.end };
    const before = child(node, "initializer", "init");
    const test = this.expr(child(node, "condition"));
    const yes = this.block(child(node, "consequence", "body"));
    const alternatives = node.children.filter((it) => it.field === "alternative");
    // `elif` and `else` may all hang on the first `if`: each is the alternative of the one before.
    let no: readonly Stmt[] = [];
    for (const it of alternatives.toReversed()) {
      const own = this.block(it.type === "else_clause" ? (child(it, "body") ?? it) : it);
      const [first] = own;
      no =
        first?.kind === "if" && own.length === 1 && first.no.length === 0
          ? [{ ...first, no }]
          : own.concat(no);
    }
    const decided: Stmt = {
      ...at,
      kind: "if",
      test: node.type === "unless" ? negated(test) : test,
      yes,
      no,
    };
    return before === undefined ? [decided] : [...this.block(before), decided];
  }

  #for(node: HostNode): Stmt {
    const at = { start: node.start, end: node.end };
    const clause = childOfType(node, "range_clause", "for_clause") ?? node;
    const body = this.block(child(node, "body"));
    const counted = child(clause, "initializer", "init");
    let left = child(clause, "left", "name", "pattern");
    let right = child(clause, "right", "value");
    if (node.type === "foreach_statement" && this.#tree.language === "php") {
      const [over, variable] = named(node);
      left = variable;
      right = over;
    }
    if (right?.type === "in") {
      right = named(right)[0];
    }
    if (left !== undefined && right !== undefined) {
      const names = NAMES.has(left.type) ? [this.text(left)] : this.#patternNames(left);
      // `for _, x := range xs` and `$xs as $k => $x`: the last is the item, the first its place.
      return {
        ...at,
        kind: "loop",
        variables: names,
        over: this.expr(right),
        test: undefined,
        before: [],
        body,
        counts: false,
      };
    }
    const only =
      clause === node
        ? named(node).find((it) => it.field === undefined && it.type !== "block")
        : undefined;
    const test = child(clause, "condition") ?? only;
    return {
      ...at,
      kind: "loop",
      variables: [],
      over: undefined,
      test: test === undefined ? undefined : this.expr(test),
      before: counted === undefined ? [] : this.block(counted),
      body,
      counts: counted !== undefined,
    };
  }

  #switch(node: HostNode): Stmt {
    const subject = child(node, "value", "condition", "subject");
    const body = child(node, "body") ?? node;
    const cases = named(body).flatMap((it) => {
      if (!CASES.has(it.type)) {
        return [];
      }
      const labels = it.children
        .filter((one) => /^(?:value|pattern)$/u.test(one.field ?? "") || LABELS.has(one.type))
        .flatMap((one) =>
          one.type === "expression_list" ||
          one.type === "switch_label" ||
          one.type === "case_pattern" ||
          one.type === "pattern"
            ? named(one)
            : [one],
        )
        .filter((one) => one.type !== "discard");
      const inside = named(it).filter(
        (one) =>
          !LABELS.has(one.type) &&
          !/^(?:value|pattern|consequence_label)$/u.test(one.field ?? "") &&
          !labels.includes(one),
      );
      return [
        {
          labels: labels.map((one) => this.expr(one)),
          fallback: labels.length === 0 || labels.every((one) => this.text(one) === "_"),
          body: inside.flatMap((one) => this.block(one)),
        },
      ];
    });
    return {
      start: node.start,
      end: node.end,
      kind: "switch",
      subject: subject === undefined ? undefined : this.expr(subject),
      cases,
    };
  }

  #try(node: HostNode): Stmt {
    const handlers = named(node).filter(
      (it) =>
        /^(?:catch_clause|except_clause|except_group_clause|rescue)$/u.test(it.type) ||
        it.field === "handler",
    );
    const resources = child(node, "resources");
    const body = child(node, "body");
    const rest = named(node).filter(
      (it) => it !== body && it !== resources && !handlers.includes(it),
    );
    return {
      start: node.start,
      end: node.end,
      kind: "block",
      body: [
        ...(resources === undefined ? [] : named(resources).flatMap((it) => this.statement(it))),
        ...this.block(body),
        ...rest.flatMap((it) => this.block(it)),
      ],
      handlers: handlers.map((it) => this.block(child(it, "body") ?? named(it).at(-1))),
    };
  }

  #with(node: HostNode): readonly Stmt[] {
    const body = child(node, "body");
    return [
      ...named(node)
        .filter((it) => it !== body)
        .flatMap((it) =>
          it.type === "with_clause"
            ? named(it).flatMap((one) => this.#withItem(one))
            : this.statement(it),
        ),
      ...this.block(body),
    ];
  }

  #withItem(node: HostNode): readonly Stmt[] {
    const value = child(node, "value") ?? named(node)[0];
    const at = { start: node.start, end: node.end };
    if (value?.type === "as_pattern") {
      const [made] = named(value);
      const alias = child(value, "alias");
      return [
        {
          ...at,
          kind: "let",
          targets: [{ path: this.text(alias), part: undefined }],
          value: made === undefined ? undefined : this.expr(made),
          type: undefined,
        },
      ];
    }
    return value === undefined ? [] : [{ ...at, kind: "do", value: this.expr(value) }];
  }

  #imports(node: HostNode): readonly Stmt[] {
    const at = { start: node.start, end: node.end };
    const text = this.text(node);
    const from = child(node, "source", "module_name");
    const names = [...text.matchAll(/[A-Za-z_$][\w$]*/gu)].map((it) => it[0]);
    if (this.#tree.language === "go") {
      const specs: HostNode[] = [];
      walk(node, (it) => {
        if (it.type === "import_spec") {
          specs.push(it);
        }
      });
      return specs.map((it) => {
        const path = this.text(child(it, "path")).slice(1, -1);
        const alias = this.text(child(it, "name"));
        return {
          ...at,
          kind: "imports",
          path,
          names: [alias === "" ? (path.split("/").at(-1) ?? path) : alias],
        };
      });
    }
    if (this.#tree.language === "python" && from === undefined) {
      return named(node).map((it) => {
        const path = this.text(it.type === "aliased_import" ? child(it, "name") : it);
        return {
          ...at,
          kind: "imports",
          path,
          names: [this.text(child(it, "alias")) || (path.split(".")[0] ?? path)],
        };
      });
    }
    const path =
      from === undefined
        ? text
            .replace(/^(?:import|using|use)\s+(?:static\s+|function\s+)?/u, "")
            .replace(/;\s*$/u, "")
        : this.text(from).replace(/^["']|["']$/gu, "");
    return [{ ...at, kind: "imports", path, names }];
  }

  // ------------------------------------------------------------ expressions

  expr(node: HostNode | undefined): Expr {
    if (node === undefined) {
      return OTHER({ start: 0, end: 0 });
    }
    const at = { start: node.start, end: node.end };
    const { type } = node;
    if (!node.named && /^(?:true|false|null|nil|None|this|self)$/u.test(type)) {
      return { ...at, kind: "constant" };
    }
    if (STRINGS.has(type)) {
      return lowerString(node, this.#tree, this.#bodies.get(node), (it) => this.expr(it));
    }
    if (NUMBERS.has(type)) {
      return { ...at, kind: "number" };
    }
    if (type === "simple_symbol" || type === "hash_key_symbol") {
      const start = this.#text[node.start] === ":" ? node.start + 1 : node.start;
      const segment = { text: this.#text.slice(start, node.end), start, end: node.end };
      return {
        ...at,
        kind: "string",
        pieces: [{ kind: "text", segments: [segment] }],
        style: "raw",
        inside: { start, end: node.end },
        note: undefined,
      };
    }
    if (CONSTANTS.has(type)) {
      return { ...at, kind: "constant" };
    }
    if (NAMES.has(type)) {
      return this.#name(node);
    }
    if (TRANSPARENT.has(type)) {
      const inside = named(node).filter(
        (it) => it.type !== "type_arguments" && it.field !== "type",
      );
      return type === "type_assertion" ? this.expr(inside.at(-1)) : this.expr(inside[0]);
    }
    switch (type) {
      case "member_expression":
      case "attribute":
      case "selector_expression":
      case "field_access":
      case "member_access_expression":
      case "nullsafe_member_access_expression":
      case "scoped_property_access_expression":
        return {
          ...at,
          kind: "member",
          object: this.expr(child(node, "object", "operand", "expression", "scope")),
          name: this.text(child(node, "property", "attribute", "field", "name"))
            .replace(/^[$#]/u, "")
            .replace(/<.*$/su, ""),
        };
      case "conditional_access_expression": {
        const [object, access] = named(node);
        return this.#conditionalAccess(this.expr(object), access, at);
      }
      case "subscript_expression":
      case "subscript":
      case "index_expression":
      case "array_access":
      case "element_access_expression":
      case "element_reference":
      case "slice_expression": {
        const [first, second] = named(node);
        const index = child(node, "index", "subscript") ?? second;
        const bare = index?.type === "bracketed_argument_list" ? named(index)[0] : index;
        return {
          ...at,
          kind: "index",
          object: this.expr(
            child(node, "object", "operand", "value", "array", "expression") ?? first,
          ),
          index: bare === undefined ? undefined : this.expr(bare),
        };
      }
      case "call_expression":
      case "call":
      case "invocation_expression":
      case "function_call_expression":
      case "method_invocation":
      case "member_call_expression":
      case "nullsafe_member_call_expression":
      case "scoped_call_expression":
      case "command_call":
        return this.#call(node);
      case "new_expression":
      case "object_creation_expression":
      case "implicit_object_creation_expression":
        return this.#creation(node);
      case "binary_expression":
      case "binary_operator":
      case "binary":
      case "boolean_operator":
      case "comparison_operator":
      case "in_expression":
      case "concatenated_string":
      case "chained_string":
      case "instanceof_expression":
      case "is_pattern_expression":
      case "is_expression":
        return this.#binary(node);
      case "unary_expression":
      case "not_operator":
      case "unary":
      case "unary_op_expression":
      case "prefix_unary_expression":
      case "unary_operator":
        return {
          ...at,
          kind: "unary",
          operator: this.#operator(node) || (node.children[0]?.type ?? ""),
          operand: this.expr(child(node, "argument", "operand") ?? named(node).at(-1)),
        };
      case "ternary_expression":
      case "conditional_expression":
      case "conditional": {
        const parts = named(node);
        const [first, second, third] = parts;
        if (child(node, "condition") === undefined) {
          // Python: what, if, else.
          return {
            ...at,
            kind: "choice",
            yes: this.expr(first),
            test: this.expr(second),
            no: this.expr(third),
          };
        }
        const test = this.expr(child(node, "condition"));
        const yes = child(node, "consequence", "body");
        return {
          ...at,
          kind: "choice",
          test,
          yes: yes === undefined ? test : this.expr(yes),
          no: this.expr(child(node, "alternative")),
        };
      }
      case "match_expression":
      case "switch_expression":
      case "case":
      case "match_statement":
        return this.#match(node);
      case "if":
      case "unless": {
        const made = this.#if(node).at(-1);
        return made?.kind === "if"
          ? {
              ...at,
              kind: "match",
              subject: undefined,
              arms: [
                { labels: [], body: implicitReturn(made.yes) },
                { labels: [], body: implicitReturn(made.no) },
              ],
            }
          : OTHER(at);
      }
      case "array":
      case "list":
      case "tuple":
      case "set":
      case "array_initializer":
      case "initializer_expression":
      case "implicit_array_creation_expression":
      case "array_creation_expression":
      case "collection_expression":
      case "tuple_expression":
      case "string_array":
      case "symbol_array":
      case "expression_list":
      case "right_assignment_list":
        return this.#list(node);
      case "composite_literal":
        return this.#composite(node);
      case "object":
      case "dictionary":
      case "hash":
      case "anonymous_object_creation_expression":
        return this.#map(node);
      case "list_comprehension":
      case "set_comprehension":
      case "generator_expression":
      case "dictionary_comprehension": {
        const clause = childOfType(node, "for_in_clause");
        const left = clause === undefined ? undefined : child(clause, "left");
        const body = child(node, "body");
        return {
          ...at,
          kind: "comprehension",
          item: this.expr(body?.type === "pair" ? child(body, "value") : body),
          variables:
            left === undefined
              ? []
              : NAMES.has(left.type)
                ? [this.text(left)]
                : this.#patternNames(left),
          over: this.expr(clause === undefined ? undefined : child(clause, "right")),
          tests: named(node)
            .filter((it) => it.type === "if_clause")
            .map((it) => this.expr(named(it)[0])),
        };
      }
      case "regex":
        return { ...at, kind: "pattern", text: this.text(node) };
      case "cast_expression":
      case "type_conversion_expression":
        return {
          ...at,
          kind: "cast",
          type: this.text(child(node, "type")),
          value: this.expr(child(node, "value", "operand")),
        };
      case "arrow_function":
      case "function_expression":
      case "function":
      case "lambda":
      case "lambda_expression":
      case "func_literal":
      case "anonymous_function":
      case "anonymous_function_creation_expression":
      case "anonymous_method_expression":
      case "do_block":
      case "block":
        return { ...at, kind: "function", shape: this.#lambda(node) };
      case "assignment_expression":
      case "augmented_assignment_expression":
      case "assignment":
      case "operator_assignment":
      case "named_expression": {
        const target = child(node, "left", "name");
        return {
          ...at,
          kind: "assign",
          target: this.expr(target),
          operator: type === "named_expression" ? "=" : this.#operator(node) || "=",
          value: this.expr(child(node, "right", "value")),
        };
      }
      case "throw_expression":
        return { ...at, kind: "throw" };
      case "declaration_expression":
        return this.expr(child(node, "name"));
      case "element_value_array_initializer":
        return { ...at, kind: "list", items: named(node).map((it) => this.expr(it)) };
      case "annotation":
        return this.#annotation(node);
      case "class_body":
      case "declaration_list":
        return OTHER(at);
      default:
        return { ...at, kind: "other", inside: named(node).map((it) => this.expr(it)) };
    }
  }

  #name(node: HostNode): Expr {
    const at = { start: node.start, end: node.end };
    const text = this.text(node);
    if (
      node.type === "qualified_name" ||
      node.type === "scoped_identifier" ||
      node.type === "scope_resolution"
    ) {
      const parts = text.split(/\.|::|\\/u).filter((it) => it !== "");
      const last = parts.pop() ?? text;
      return parts.length === 0
        ? { ...at, kind: "name", name: last }
        : {
            ...at,
            kind: "member",
            object: { ...at, kind: "name", name: parts.join(".") },
            name: last,
          };
    }
    return { ...at, kind: "name", name: text.replace(/<.*$/su, "") };
  }

  #conditionalAccess(
    object: Expr,
    access: HostNode | undefined,
    at: { start: number; end: number },
  ): Expr {
    if (access?.type === "invocation_expression") {
      const binding = child(access, "function");
      return {
        ...at,
        kind: "call",
        receiver: object,
        name: this.text(binding).replace(/^\./u, ""),
        args: this.#arguments(child(access, "arguments")),
        block: undefined,
      };
    }
    return { ...at, kind: "member", object, name: this.text(access).replace(/^\./u, "") };
  }

  #arguments(node: HostNode | undefined): readonly Argument[] {
    if (node === undefined) {
      return [];
    }
    if (node.type === "generator_expression") {
      return [{ name: undefined, value: this.expr(node), spread: false }];
    }
    return named(node).map((it) => {
      const label =
        it.type === "keyword_argument" || it.type === "argument" ? child(it, "name") : undefined;
      const key = it.type === "pair" ? child(it, "key") : undefined;
      const value =
        it.type === "keyword_argument" || it.type === "pair"
          ? child(it, "value")
          : it.type === "argument"
            ? (named(it)
                .filter((one) => one !== label && !/modifier$/u.test(one.type))
                .at(-1) ?? it)
            : it;
      const nameText = label ?? key;
      return {
        name: nameText === undefined ? undefined : this.text(nameText).replace(/:$/u, ""),
        value: this.expr(value),
        spread: /spread|splat|variadic/u.test(it.type),
      };
    });
  }

  #call(node: HostNode): Expr {
    const at = { start: node.start, end: node.end };
    const callee = child(node, "function", "method");
    const args = child(node, "arguments");
    const block = child(node, "block");
    const made = block === undefined ? undefined : this.expr(block);
    if (args?.type === "template_string") {
      return { ...at, kind: "tagged", tag: this.expr(callee), literal: this.expr(args) };
    }
    const list = this.#arguments(args);
    const receiver = child(node, "receiver", "object", "scope");
    if (receiver !== undefined) {
      const name = this.text(child(node, "method", "name"));
      return { ...at, kind: "call", receiver: this.expr(receiver), name, args: list, block: made };
    }
    if (callee === undefined) {
      return {
        ...at,
        kind: "call",
        receiver: undefined,
        name: this.text(child(node, "name")),
        args: list,
        block: made,
      };
    }
    const target = this.expr(callee);
    if (target.kind === "member") {
      return {
        ...at,
        kind: "call",
        receiver: target.object,
        name: target.name,
        args: list,
        block: made,
      };
    }
    return {
      ...at,
      kind: "call",
      receiver: target.kind === "name" ? undefined : target,
      name: target.kind === "name" ? target.name : "",
      args: list,
      block: made,
    };
  }

  #creation(node: HostNode): Expr {
    const type = child(node, "constructor", "type") ?? named(node).find((it) => NAMES.has(it.type));
    const args = child(node, "arguments") ?? childOfType(node, "arguments", "argument_list");
    const initializer = child(node, "initializer");
    const inside = initializer === undefined ? [] : named(initializer);
    return {
      start: node.start,
      end: node.end,
      kind: "new",
      type: this.text(type).replace(/<.*$/su, "").replace(/^\\/u, ""),
      args: this.#arguments(args),
      entries: inside
        .filter((it) => it.type === "assignment_expression")
        .map((it) => ({
          name: this.text(child(it, "left")),
          value: this.expr(child(it, "right")),
        })),
      items: inside
        .filter((it) => it.type !== "assignment_expression")
        .map((it) => this.expr(it.type === "initializer_expression" ? named(it).at(-1) : it)),
    };
  }

  #binary(node: HostNode): Expr {
    const at = { start: node.start, end: node.end };
    if (node.type === "concatenated_string" || node.type === "chained_string") {
      return named(node)
        .map((it) => this.expr(it))
        .reduce((left, right) => ({
          start: left.start,
          end: right.end,
          kind: "binary",
          operator: "+",
          left,
          right,
        }));
    }
    const parts = named(node).filter((it) => it.field !== "operators" && it.field !== "operator");
    const left = child(node, "left", "expression") ?? parts[0];
    const right = child(node, "right", "pattern", "type") ?? parts.at(-1);
    const operator =
      this.#operator(node) ||
      (node.type.startsWith("is") || node.type === "instanceof_expression" ? "instanceof" : "");
    const generic =
      operator === ">" && right?.type === "template_string" && left?.type === "binary_expression"
        ? child(left, "left")
        : undefined;
    if (generic !== undefined && right !== undefined) {
      // sql<Row>`…` read as two comparisons.
      return { ...at, kind: "tagged", tag: this.expr(generic), literal: this.expr(right) };
    }
    return { ...at, kind: "binary", operator, left: this.expr(left), right: this.expr(right) };
  }

  #match(node: HostNode): Expr {
    const at = { start: node.start, end: node.end };
    if (this.#tree.language === "php" || this.#tree.language === "csharp") {
      const body = child(node, "body") ?? node;
      const subject = child(node, "condition", "value") ?? named(node)[0];
      const arms = named(body)
        .filter((it) => /arm$|^match_(?:conditional|default)_expression$/u.test(it.type))
        .map((it) => {
          const value = child(it, "return_expression") ?? named(it).at(-1);
          const labels = named(it)
            .filter((one) => one !== value && one.type !== "discard")
            .flatMap((one) => (one.type === "match_condition_list" ? named(one) : [one]));
          return {
            labels: labels.map((one) => this.expr(one)),
            body:
              value === undefined
                ? []
                : [
                    {
                      start: value.start,
                      end: value.end,
                      kind: "return" as const,
                      value: this.expr(value),
                    },
                  ],
          };
        });
      return {
        ...at,
        kind: "match",
        subject: subject === undefined ? undefined : this.expr(subject),
        arms,
      };
    }
    const read = this.#switch(node);
    return read.kind === "switch"
      ? {
          ...at,
          kind: "match",
          subject: read.subject,
          arms: read.cases.map((it) => ({ labels: it.labels, body: implicitReturn(it.body) })),
        }
      : OTHER(at);
  }

  #list(node: HostNode): Expr {
    const at = { start: node.start, end: node.end };
    const inside = named(node);
    const initializer = inside.find(
      (it) => it.type === "initializer_expression" || it.type === "array_initializer",
    );
    if (initializer !== undefined && node.type !== "initializer_expression") {
      return this.#list(initializer);
    }
    if (inside.some((it) => it.type === "array_element_initializer")) {
      const elements = inside
        .filter((it) => it.type === "array_element_initializer")
        .map((it) => named(it));
      return elements.every((it) => it.length > 1)
        ? {
            ...at,
            kind: "map",
            entries: elements.map(([key, value]) => ({
              key: this.expr(key),
              value: this.expr(value),
            })),
          }
        : { ...at, kind: "list", items: elements.map((it) => this.expr(it.at(-1))) };
    }
    return {
      ...at,
      kind: "list",
      items: inside
        .filter((it) => !/type|dimensions/u.test(it.type))
        .map((it) =>
          it.type === "bare_symbol"
            ? { start: it.start, end: it.end, kind: "constant" as const }
            : this.expr(it),
        ),
    };
  }

  #composite(node: HostNode): Expr {
    const at = { start: node.start, end: node.end };
    const body = child(node, "body");
    const elements = body === undefined ? [] : named(body);
    return elements.some((it) => it.type === "keyed_element")
      ? {
          ...at,
          kind: "map",
          entries: elements.map((it) => ({
            key: this.expr(child(it, "key")),
            value: this.expr(child(it, "value")),
          })),
        }
      : { ...at, kind: "list", items: elements.map((it) => this.expr(it)) };
  }

  #map(node: HostNode): Expr {
    return {
      start: node.start,
      end: node.end,
      kind: "map",
      entries: named(node).flatMap((it) => {
        const key = child(it, "key");
        const value = child(it, "value");
        return key !== undefined && value !== undefined
          ? [{ key: this.expr(key), value: this.expr(value) }]
          : [{ key: this.expr(it), value: this.expr(it) }];
      }),
    };
  }

  #lambda(node: HostNode): FunctionShape {
    return { ...this.#shape(node, []), name: "" };
  }
}

const BLOCKS: ReadonlySet<string> = new Set([
  "program",
  "source_file",
  "compilation_unit",
  "statement_block",
  "block",
  "statement_list",
  "compound_statement",
  "body_statement",
  "block_body",
  "class_body",
  "declaration_list",
  "enum_body",
  "enum_declaration_list",
  "enum_member_declaration_list",
  "constructor_body",
  "switch_block",
  "module",
  "then",
  "do",
  "begin_block",
  "do_block",
  "file_scoped_namespace_declaration",
  "interface_body",
  "colon_block",
]);

const STATEMENTS: ReadonlySet<string> = new Set([
  "if_statement",
  "return_statement",
  "throw_statement",
  "body_statement",
]);

const FUNCTIONS: ReadonlySet<string> = new Set([
  "function_declaration",
  "generator_function_declaration",
  "function_definition",
  "method_declaration",
  "method_definition",
  "local_function_statement",
  "constructor_declaration",
  "method",
  "singleton_method",
]);

const DECLARATORS: ReadonlySet<string> = new Set([
  "variable_declarator",
  "const_spec",
  "var_spec",
  "property_element",
  "const_element",
  "resource",
]);

const CASES: ReadonlySet<string> = new Set([
  "switch_case",
  "switch_default",
  "expression_case",
  "default_case",
  "switch_block_statement_group",
  "switch_rule",
  "case_statement",
  "default_statement",
  "switch_section",
  "case_clause",
  "when",
  "else",
]);

const LABELS: ReadonlySet<string> = new Set([
  "switch_label",
  "constant_pattern",
  "case_pattern",
  "case_switch_label",
]);

function OTHER(at: { readonly start: number; readonly end: number }): Expr {
  return { ...at, kind: "other", inside: [] };
}

function negated(test: Expr): Expr {
  return { start: test.start, end: test.end, kind: "unary", operator: "!", operand: test };
}

/** The last statement of a body that has a value is what the body gives. */
function implicitReturn(body: readonly Stmt[]): readonly Stmt[] {
  const last = body.at(-1);
  if (last?.kind === "do") {
    return [
      ...body.slice(0, -1),
      { start: last.start, end: last.end, kind: "return", value: last.value },
    ];
  }
  if (last?.kind === "if") {
    return [
      ...body.slice(0, -1),
      { ...last, yes: implicitReturn(last.yes), no: implicitReturn(last.no) },
    ];
  }
  return body;
}

/** `this.sql`, `req.query.id`: what an expression reads, where it is a plain path. */
export function pathOf(expr: Expr): string | undefined {
  switch (expr.kind) {
    case "name":
      return expr.name;
    case "member": {
      const object = pathOf(expr.object);
      return object === undefined ? undefined : `${object}.${expr.name}`;
    }
    case "index": {
      const object = pathOf(expr.object);
      const key = expr.index === undefined ? undefined : literalText(expr.index);
      return object === undefined || key === undefined ? undefined : `${object}.${key}`;
    }
    default:
      return undefined;
  }
}

/** What a literal without holes says. */
export function literalText(expr: Expr): string | undefined {
  if (expr.kind !== "string") {
    return undefined;
  }
  let text = "";
  for (const piece of expr.pieces) {
    if (piece.kind === "hole") {
      return undefined;
    }
    text += piece.segments.map((it) => it.text).join("");
  }
  return text;
}

function walk(node: HostNode, visit: (node: HostNode) => void): void {
  const stack = [node];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (!isComment(at)) {
      visit(at);
    }
    for (let i = at.children.length - 1; i >= 0; i -= 1) {
      const inside = at.children[i];
      if (inside !== undefined) {
        stack.push(inside);
      }
    }
  }
}
