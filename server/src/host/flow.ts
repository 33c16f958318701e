/**
 * Follows text through a program until something takes it for SQL. One pass over each function, with
 * the values of variables at every place; helpers of the same file are looked into where they are
 * called. What is in no sight stays unknown and is named so.
 */
import type { Range } from "../base/text.ts";
import {
  ASSERTS,
  BINDING_CALL,
  BINDING_TAG,
  CONFIGURED_NAME,
  ESCAPES,
  ESCAPES_WITH_QUOTES,
  GIVES_NUMBER,
  MAY_TAKE_FRAGMENT,
  MAY_TAKE_STATEMENT,
  NUMBER_TYPE,
  ONLY_TELLS,
  OUTSIDE_NAME,
  PASSES_TEXT,
  PLAIN_TAG,
  QUOTES,
  READS_OUTSIDE,
  STATEMENT_ANNOTATION,
  STATEMENT_CLASS,
  STATEMENT_PROPERTY,
  TAKES_FRAGMENT,
  TAKES_STATEMENT,
} from "./calls.ts";
import { facts, type Seen } from "./conditions.ts";
import { formatted, type Given, replaced } from "./formats.ts";
import { literalText, pathOf } from "./lower.ts";
import type { Argument, Expr, FunctionShape, Parameter, Stmt } from "./syntax.ts";
import type { HostLanguage } from "./tree.ts";
import { sourceOfType } from "./types.ts";
import {
  type Built,
  CONSTANT,
  either,
  isName,
  isTainted,
  joined,
  knownText,
  type Literal,
  NUMBER,
  of,
  type Part,
  plainText,
  type Source,
  standing,
  textValue,
  type Value,
  worst,
} from "./values.ts";

/** How it was known that a text is SQL. */
export type How = "tag" | "call" | "comment" | "annotation" | "property" | "shape";

/** A text that something takes for SQL. */
export interface Taken {
  readonly value: Value;
  readonly how: How;
  /** Name of the call, tag or property. */
  readonly via: string;
  /** The whole call; the literal where there is none. */
  readonly call: Range;
  /** The expression that is taken. */
  readonly argument: Range;
  /** A piece of a statement: a condition, a list of columns. */
  readonly fragment: boolean;
  /** More than the text is handed over: values to bind. */
  readonly binds: boolean;
  /** The loop over rows or items in whose body it stands. */
  readonly loop: Loop | undefined;
}

export interface Loop {
  readonly range: Range;
  /** What the loop goes over was read from a database. */
  readonly rows: boolean;
  /** Names that change with each turn. */
  readonly variables: readonly string[];
}

export interface Flow {
  readonly taken: readonly Taken[];
  /** Modules that are imported. */
  readonly imports: readonly string[];
}

/** Begins like a statement. */
const BEGINS_LIKE_SQL =
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(?:select|insert|update|delete|with|merge|replace|create|alter|drop|truncate|grant|revoke|call|exec|execute|pragma|set|show|explain|begin|declare|analyze|vacuum|copy|lock|use|load|values|refresh|comment|from|do|listen|notify|attach|describe|optimize|kill|upsert|return|table)\b/iu;

/** Surely a statement, whoever takes it. */
const IS_SQL =
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(?:select\b[\s\S]+?\bfrom\b|insert\s+(?:ignore\s+|or\s+\w+\s+)?into\s+\S|update\s+\S+\s+(?:\w+\s+)?set\s|delete\s+from\s+\S|with\s+(?:recursive\s+)?[\w"]+\s*(?:\([^)]*\)\s*)?as\s*\(|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|unique\s+|unlogged\s+|materialized\s+)*(?:table|index|view|function|procedure|trigger|schema|database|user|role|type|sequence)\s|alter\s+(?:table|user|role|database|schema)\s+\S|drop\s+(?:table|index|view|schema|database|user|role|function|trigger|sequence)\s+\S|truncate\s+table\s+\S|merge\s+into\s+\S|replace\s+into\s+\S|grant\s+[\w\s,]+\s(?:on|to)\s|exec(?:ute)?\s+(?:dbo\.|sp_)\w+|select\s+[\w@.]+\s*\()/iu;

const MOST_STEPS = 400_000;
const DEEPEST_CALL = 3;

type Env = Map<string, Value>;

interface Frame {
  returned: Value | undefined;
}

interface Known {
  readonly shape: FunctionShape;
  readonly owner: string | undefined;
}

export function flow(program: readonly Stmt[], text: string, language: HostLanguage): Flow {
  const learning = new Interpreter(program, text, language, undefined);
  learning.run();
  const reading = new Interpreter(program, text, language, learning);
  reading.run();
  return { taken: reading.taken, imports: reading.imports };
}

class Interpreter implements Seen {
  readonly text: string;
  readonly taken: Taken[] = [];
  readonly imports: string[] = [];
  readonly #program: readonly Stmt[];
  readonly #language: HostLanguage;
  readonly #before: Interpreter | undefined;
  readonly #functions = new Map<string, Known>();
  readonly #imported = new Set<string>();
  readonly #enums = new Set<string>();
  readonly #types = new Map<string, "closed" | "number" | "open">();
  /** Fields of each declared type: their own declared types. */
  readonly #shapes = new Map<string, ReadonlyMap<string, string>>();
  /** What calls in the same file hand over, by function and parameter. */
  readonly #given = new Map<string, Map<string, Value>>();
  readonly #fields = new Map<string, Value>();
  readonly #module: Env = new Map();
  readonly #tests = new Map<string, Expr>();
  #env: Env = this.#module;
  #frame: Frame = { returned: undefined };
  #owner: string | undefined;
  #loops: Loop[] = [];
  #steps = 0;
  #depth = 0;
  #quiet = 0;

  constructor(
    program: readonly Stmt[],
    text: string,
    language: HostLanguage,
    before: Interpreter | undefined,
  ) {
    this.#program = program;
    this.text = text;
    this.#language = language;
    this.#before = before;
    this.#declare(program, undefined);
  }

  run(): void {
    this.#statements(this.#program);
  }

  // ------------------------------------------------------------ declarations

  #declare(body: readonly Stmt[], owner: string | undefined): void {
    for (const it of body) {
      switch (it.kind) {
        case "function":
          if (!this.#functions.has(it.shape.name)) {
            this.#functions.set(it.shape.name, { shape: it.shape, owner });
          }
          break;
        case "let": {
          const [target] = it.targets;
          if (it.value?.kind === "function" && target !== undefined) {
            this.#functions.set(target.path, { shape: it.value.shape, owner });
          }
          break;
        }
        case "class":
          if (
            it.enumeration ||
            /\(\s*(?:\w+\.)?(?:Str|Int)?Enum\s*\)|\bEnum\b.*:\s*$/mu.test(
              this.text.slice(it.start, it.start + LONGEST_HEAD).split("\n")[0] ?? "",
            )
          ) {
            this.#enums.add(it.name);
            this.#types.set(it.name, "closed");
          } else {
            const fields = new Map<string, string>();
            for (const one of it.body) {
              if (one.kind === "let" && one.type !== undefined) {
                for (const target of one.targets) {
                  fields.set(target.path, one.type);
                }
              }
            }
            this.#shapes.set(it.name, fields);
          }
          this.#declare(it.body, it.name);
          break;
        case "type": {
          const source = sourceOfType(it.text, this.#types);
          this.#types.set(
            it.name,
            source === "allowed" ? "closed" : source === "number" ? "number" : "open",
          );
          this.#shapes.set(it.name, fieldTypes(it.text));
          break;
        }
        case "imports":
          this.imports.push(it.path);
          for (const name of it.names) {
            this.#imported.add(name);
          }
          break;
        case "block":
          this.#declare(it.body, owner);
          break;
        default:
          break;
      }
    }
    for (const it of this.text.matchAll(/\binterface\s+(\w+)[^{]*\{([^}]*)\}/gu)) {
      this.#shapes.set(it[1] ?? "", fieldTypes(it[2] ?? ""));
    }
  }

  #sourceOf(type: string | undefined): Source | undefined {
    return sourceOfType(type, this.#types);
  }

  /** What a parameter can hold when anybody may call. */
  #parameter(it: Parameter, key: string | undefined): Value {
    const typed = this.#sourceOf(it.type);
    if (it.marks.includes("receiver") || /^(?:self|cls|this)$/u.test(it.name)) {
      return of("configured");
    }
    if (typed === "number" || typed === "allowed") {
      return { source: typed, texts: [], element: of(typed) };
    }
    const bare = it.name.replace(/^\$/u, "");
    const request =
      /^(?:req|request|ctx|event|params|body|query|payload|input|context|args)$/u.test(bare) &&
      typed === undefined &&
      (it.type === undefined || /Request|Context|Event|any/u.test(it.type));
    const handed = key === undefined ? undefined : this.#before?.handed(key, it.name);
    if (handed !== undefined) {
      return handed;
    }
    if (typed === undefined && it.type !== undefined && this.#isService(it.type)) {
      return of("configured");
    }
    const source: Source =
      request || /Request\b|(?:gin|echo|fiber)\.(?:Context|Ctx)/u.test(it.type ?? "")
        ? "request"
        : "parameter";
    const name = it.type?.replace(/^[*&?]+|[?]$|^.*\./gu, "").replace(/<.*$/u, "");
    const shape = name === undefined ? undefined : this.#shapes.get(name);
    const inline = it.type?.startsWith("{") === true ? fieldTypes(it.type) : undefined;
    const fields = shape ?? inline;
    return {
      source,
      texts: [],
      element: of(source),
      fields:
        fields === undefined || fields.size === 0
          ? undefined
          : new Map(
              [...fields].map(([field, type]) => {
                const own = this.#sourceOf(type);
                return [
                  field,
                  { source: own ?? source, texts: [], element: of(own ?? source) },
                ] as const;
              }),
            ),
    };
  }

  /** A connection, a service: not something that text comes from. */
  #isService(type: string): boolean {
    return (
      /(?:Pool|Client|Connection|Conn|Database|DB|Db|DbContext|Session|EntityManager|DataSource|PDO|mysqli|Cursor|Repository|Service|Logger|Transaction|Tx|Template|Knex|Sequelize|Prisma\w*|QueryRunner|Config|Settings|Options|Engine|context\.Context|Context|Executor|Model)$/u.test(
        type.replace(/<.*$/u, "").replace(/[?*&]/gu, ""),
      ) && !/(?:gin|echo|fiber)\.Context|Http|Request/u.test(type)
    );
  }

  /** What the file's own calls hand over, unless others may call too. */
  handed(key: string, parameter: string): Value | undefined {
    return this.#given.get(key)?.get(parameter);
  }

  // ------------------------------------------------------------ statements

  /** Runs statements; true where the end is never reached. */
  #statements(body: readonly Stmt[]): boolean {
    for (const it of body) {
      if (this.#statement(it)) {
        return true;
      }
    }
    return false;
  }

  #statement(it: Stmt): boolean {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) {
      return true;
    }
    switch (it.kind) {
      case "let":
        this.#let(it);
        return false;
      case "do": {
        const value = this.evaluate(it.value);
        this.#shape(value, it.value);
        return (
          it.value.kind === "throw" ||
          (it.value.kind === "call" &&
            /^(?:exit|die|abort|raise|fail|panic|notFound|redirect|Fatal|Fatalf)$/u.test(
              it.value.name,
            ) &&
            (it.value.receiver === undefined ||
              /^(?:process|sys|log|os)$/u.test(pathOf(it.value.receiver) ?? "")))
        );
      }
      case "if": {
        this.evaluate(it.test);
        const before = this.#env;
        const yes = this.#narrowed(before, facts(it.test, true, this));
        this.#env = yes;
        const yesLeaves = this.#statements(it.yes);
        const no = this.#narrowed(before, facts(it.test, false, this.#at(before)));
        this.#env = no;
        const noLeaves = this.#statements(it.no);
        this.#env = before;
        this.#settle(before, yesLeaves ? undefined : yes, noLeaves ? undefined : no);
        return yesLeaves && noLeaves;
      }
      case "loop":
        this.#loop(it);
        return false;
      case "switch": {
        const subject = it.subject === undefined ? undefined : pathOf(it.subject);
        if (it.subject !== undefined) {
          this.evaluate(it.subject);
        }
        const before = this.#env;
        const after: Env[] = [];
        for (const one of it.cases) {
          const literal =
            one.labels.length > 0 &&
            one.labels.every((label) => this.evaluate(label).source === "constant");
          const env = this.#narrowed(
            before,
            subject !== undefined && literal && !one.fallback
              ? new Map([[subject, "allowed"]])
              : new Map(),
          );
          this.#env = env;
          if (it.subject === undefined) {
            for (const label of one.labels) {
              this.#env = this.#narrowed(this.#env, facts(label, true, this));
            }
          }
          const ends = this.#statements(one.body);
          const onlyBreaks =
            one.body.at(-1)?.kind === "leave" && (one.body.at(-1) as { by: string }).by === "break";
          if (!ends || onlyBreaks) {
            after.push(this.#env);
          }
        }
        this.#env = before;
        const covered = it.cases.some((one) => one.fallback);
        const ways = covered ? after : [...after, new Map(before)];
        const [first, ...others] = ways;
        if (first === undefined) {
          return covered && it.cases.length > 0;
        }
        this.#settle(before, first, undefined);
        for (const other of others) {
          this.#settle(before, new Map(before), other);
        }
        return false;
      }
      case "return": {
        if (it.value !== undefined) {
          const value = this.evaluate(it.value);
          this.#shape(value, it.value);
          this.#frame.returned =
            this.#frame.returned === undefined ? value : either(this.#frame.returned, value);
        }
        return true;
      }
      case "leave":
        return true;
      case "function":
        this.#enter(it.shape, it.shape.name);
        return false;
      case "class": {
        const owner = this.#owner;
        this.#owner = it.name;
        // Fields first: methods see them wherever they stand.
        const rest = it.body.filter((one) => one.kind !== "let");
        for (const one of it.body) {
          if (one.kind === "let") {
            this.#let(one);
          }
        }
        this.#statements(rest.filter((one) => one.kind !== "leave" && one.kind !== "return"));
        this.#owner = owner;
        return false;
      }
      case "block": {
        const before = new Map(this.#env);
        const ends = this.#statements(it.body);
        const main = this.#env;
        const after: Env[] = [];
        for (const handler of it.handlers) {
          this.#env = new Map([...before, ...main]);
          if (!this.#statements(handler)) {
            after.push(this.#env);
          }
        }
        this.#env = main;
        for (const other of after) {
          this.#settle(main, ends ? undefined : new Map(main), other);
        }
        return ends && after.length === 0;
      }
      default:
        return false;
    }
  }

  #at(env: Env): Seen {
    return {
      text: this.text,
      value: (path) => env.get(path),
      testOf: (name) => this.#tests.get(name),
      evaluate: (expr) => this.#peek(expr, env),
    };
  }

  /** A value without what evaluating leaves behind. */
  #peek(expr: Expr, env: Env): Value {
    const before = this.#env;
    this.#env = new Map(env);
    this.#quiet += 1;
    const value = this.evaluate(expr);
    this.#quiet -= 1;
    this.#env = before;
    return value;
  }

  value(path: string): Value | undefined {
    return this.#env.get(path);
  }

  testOf(name: string): Expr | undefined {
    return this.#tests.get(name);
  }

  #narrowed(env: Env, known: ReadonlyMap<string, Source>): Env {
    const made = new Map(env);
    for (const [path, source] of known) {
      made.set(path, { source, texts: [], element: of(source) });
    }
    return made;
  }

  /** What is true after two ways have met; a way that left counts for nothing. */
  #settle(into: Env, a: Env | undefined, b: Env | undefined): void {
    const only = a === undefined ? b : b === undefined ? a : undefined;
    if (only !== undefined) {
      for (const [path, value] of only) {
        into.set(path, value);
      }
      return;
    }
    if (a === undefined || b === undefined) {
      return;
    }
    for (const path of new Set([...a.keys(), ...b.keys()])) {
      const one = a.get(path);
      const two = b.get(path);
      const root = into.get(path);
      if (one !== undefined && two !== undefined) {
        into.set(path, one === two ? one : this.#either(one, two));
      } else if (root === undefined) {
        // Known on one way only: a narrowed path falls back to what it was read from.
        const made = one ?? two;
        if (made !== undefined && !path.includes(".") && !this.#isNarrowing(made)) {
          into.set(path, made);
        }
      }
    }
  }

  #isNarrowing(value: Value): boolean {
    return value.source === "allowed" && value.texts.length === 0;
  }

  #either(a: Value, b: Value): Value {
    return either(this.#withHole(a, b), this.#withHole(b, a));
  }

  /** Where the other way has text, a value of unknown text is a hole of its own. */
  #withHole(value: Value, other: Value): Value {
    const { madeAt } = value as Placed;
    return value.texts.length > 0 ||
      other.texts.length === 0 ||
      value.source === "constant" ||
      madeAt === undefined
      ? value
      : { ...value, texts: standing(value, madeAt, madeAt) };
  }

  #let(it: Extract<Stmt, { kind: "let" }>): void {
    const typed = this.#sourceOf(it.type);
    const [target] = it.targets;
    if (it.value?.kind === "function" && target !== undefined) {
      this.#enter(it.value.shape, target.path);
      this.#env.set(target.path, {
        source: "constant",
        texts: [],
        lambda: { shape: it.value.shape },
      });
      return;
    }
    const value = it.value === undefined ? this.#empty(it.type) : this.evaluate(it.value);
    if (it.value !== undefined) {
      this.#shape(value, it.value);
    }
    it.targets.forEach((one, index) => {
      const own =
        one.part === undefined
          ? typed === "number" && this.#isTyped()
            ? NUMBER
            : value
          : one.part === "second"
            ? /^(?:ok|found|exists|err|_|valid|isValid|known)$/u.test(one.path)
              ? NUMBER
              : of(value.source)
            : (value.items?.[index] ??
              value.fields?.get(one.part) ??
              value.element ??
              of(value.source === "constant" ? "opaque" : value.source));
      this.#assign(one.path, own);
      const test = it.value;
      if (test !== undefined && /^(?:call|binary|unary|index)$/u.test(test.kind)) {
        this.#tests.set(one.path, test);
      }
    });
  }

  #isTyped(): boolean {
    return this.#language === "java" || this.#language === "csharp" || this.#language === "go";
  }

  /** The value of what is declared only. */
  #empty(type: string | undefined): Value {
    if (type === undefined) {
      return CONSTANT;
    }
    if (/(?:strings\.Builder|bytes\.Buffer|StringBuilder|StringBuffer)$/u.test(type)) {
      return textValue([{ parts: [] }]);
    }
    const source = this.#sourceOf(type);
    return source === "number" || source === "allowed"
      ? of(source)
      : /^\[\]|\[\]$|List|^map\[/u.test(type)
        ? { source: "constant", texts: [], items: [] }
        : CONSTANT;
  }

  #assign(path: string, value: Value): void {
    this.#tests.delete(path);
    this.#env.set(path, value);
    for (const key of [...this.#env.keys()]) {
      if (key.startsWith(`${path}.`)) {
        this.#env.delete(key);
      }
    }
    const field = this.#fieldOf(path);
    if (field !== undefined) {
      const known = this.#fields.get(field);
      this.#fields.set(field, known === undefined ? value : either(known, value));
    }
  }

  /** `this.table` and its like as `table` of the class. */
  #fieldOf(path: string): string | undefined {
    const found = /^(?:this|self|\$this|cls)\.([\w$]+)$|^@@?(\w+)$/u.exec(path);
    const name = found?.[1] ?? found?.[2];
    return name === undefined || this.#owner === undefined ? undefined : `${this.#owner}.${name}`;
  }

  #loop(it: Extract<Stmt, { kind: "loop" }>): void {
    this.#statements(it.before);
    const before = this.#env;
    const over = it.over === undefined ? undefined : this.evaluate(it.over);
    const source = it.over;
    this.#env = new Map(before);
    const test = it.test === undefined ? undefined : this.evaluate(it.test);
    if (it.test !== undefined) {
      this.#env = this.#narrowed(this.#env, facts(it.test, true, this));
    }
    if (over !== undefined && source !== undefined) {
      this.#bindItems(it.variables, over, source);
    }
    const rows =
      over?.source === "stored" ||
      over?.element?.source === "stored" ||
      test?.source === "stored" ||
      (it.test !== undefined &&
        /\b(?:next|Next|read|Read|ReadAsync|fetch\w*)\s*\(/u.test(
          this.text.slice(it.test.start, it.test.end),
        ));
    this.#loops.push({ range: { start: it.start, end: it.end }, rows, variables: it.variables });
    this.#statements(it.body);
    this.#loops.pop();
    const inside = this.#env;
    this.#env = before;
    this.#settle(before, new Map(before), inside);
  }

  #bindItems(names: readonly string[], over: Value, source: Expr): void {
    const item =
      over.element ??
      (over.items === undefined || over.items.length === 0
        ? of(over.source === "constant" ? "constant" : over.source)
        : over.items.reduce((a, b) => this.#either(a, b)));
    const counted =
      names.length > 1 &&
      ((source.kind === "call" &&
        /^(?:enumerate|entries|each_with_index|with_index|withIndex)$/u.test(source.name) &&
        (source.name !== "entries" || pathOf(source.receiver ?? source) !== "Object")) ||
        (this.#language === "go" && over.fields === undefined && !/^map/u.test(over.madeBy ?? "")));
    names.forEach((name, index) => {
      this.#assign(
        name,
        counted && index === 0
          ? NUMBER
          : over.fields !== undefined && index === 0 && names.length > 1
            ? CONSTANT
            : item,
      );
    });
  }

  /** The body of a function as anybody may call it. */
  #enter(shape: FunctionShape, key: string): void {
    for (const it of shape.decorators) {
      this.evaluate(it);
    }
    const before = this.#env;
    const frame = this.#frame;
    const loops = this.#loops;
    this.#loops = [];
    this.#frame = { returned: undefined };
    this.#env = new Map(before);
    for (const it of shape.parameters) {
      if (it.initial !== undefined) {
        this.evaluate(it.initial);
      }
      this.#env.set(it.name, this.#parameter(it, this.#isOpen(key) ? undefined : key));
    }
    this.#statements(shape.body);
    this.#env = before;
    this.#frame = frame;
    this.#loops = loops;
  }

  /** May others than this file call it? */
  #isOpen(name: string): boolean {
    if (name === "" || this.#language === "go") {
      return !/^[a-z_]/u.test(name);
    }
    const known = this.#functions.get(name);
    const body = known?.shape.body[0];
    const upTo = body === undefined ? this.text : this.text.slice(0, body.start);
    const at = upTo.lastIndexOf(name);
    const line = upTo.slice(upTo.lastIndexOf("\n", at) + 1, at);
    return (
      /\b(?:export|public|protected|internal)\b/u.test(line) || this.text.includes(`module.exports`)
    );
  }

  // ------------------------------------------------------------ expressions

  evaluate(expr: Expr): Value {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) {
      return of("opaque");
    }
    const value = this.#value(expr);
    return value.texts.length === 0 &&
      (value as Placed).madeAt === undefined &&
      value.source !== "constant"
      ? ({ ...value, madeAt: { start: expr.start, end: expr.end } } as Placed)
      : value;
  }

  #value(expr: Expr): Value {
    switch (expr.kind) {
      case "string":
        return this.#string(expr);
      case "name":
        return this.#name(expr);
      case "member":
        return this.#member(expr);
      case "index":
        return this.#index(expr);
      case "call":
        return this.#call(expr);
      case "new":
        return this.#creation(expr);
      case "tagged":
        return this.#tagged(expr);
      case "binary":
        return this.#binary(expr);
      case "unary": {
        const value = this.evaluate(expr.operand);
        return /^(?:[-+~]|!|not|typeof)$/u.test(expr.operator) ? NUMBER : value;
      }
      case "choice": {
        this.evaluate(expr.test);
        const before = this.#env;
        this.#env = this.#narrowed(before, facts(expr.test, true, this));
        const yes = this.evaluate(expr.yes);
        this.#env = this.#narrowed(before, facts(expr.test, false, this.#at(before)));
        const no = this.evaluate(expr.no);
        this.#env = before;
        return this.#either(yes, no);
      }
      case "match":
        return this.#match(expr);
      case "list": {
        const items = expr.items.map((it) => this.evaluate(it));
        expr.items.forEach((it, index) => {
          const value = items[index];
          if (value !== undefined) {
            this.#shape(value, it);
          }
        });
        return this.#listOf(items);
      }
      case "map": {
        const fields = new Map<string, Value>();
        let element: Value | undefined;
        for (const { key, value } of expr.entries) {
          const made = this.evaluate(value);
          this.#shape(made, value);
          fields.set(literalText(key) ?? pathOf(key) ?? this.text.slice(key.start, key.end), made);
          element = element === undefined ? made : this.#either(element, made);
        }
        return { source: element?.source ?? "constant", texts: [], fields, element };
      }
      case "comprehension": {
        const over = this.evaluate(expr.over);
        const before = this.#env;
        this.#env = new Map(before);
        this.#bindItems(expr.variables, over, expr.over);
        for (const test of expr.tests) {
          this.#env = this.#narrowed(this.#env, facts(test, true, this));
        }
        this.#loops.push({
          range: { start: expr.start, end: expr.end },
          rows: over.source === "stored",
          variables: expr.variables,
        });
        const item = this.evaluate(expr.item);
        this.#loops.pop();
        this.#env = before;
        return { source: item.source, texts: [], element: item, items: [item] };
      }
      case "number":
        return NUMBER;
      case "constant":
        return CONSTANT;
      case "pattern":
        return { source: "constant", texts: [], pattern: expr.text };
      case "cast": {
        const value = this.evaluate(expr.value);
        const source = this.#sourceOf(expr.type);
        return /^(?:int|integer|float|bool|boolean|double|real)$/iu.test(expr.type) ||
          source === "number"
          ? NUMBER
          : source === "allowed"
            ? of("allowed")
            : value;
      }
      case "function":
        this.#lambda(expr.shape, []);
        return { source: "constant", texts: [], lambda: { shape: expr.shape } };
      case "assign":
        return this.#assignment(expr);
      case "throw":
        return CONSTANT;
      default: {
        const inside = expr.inside.map((it) => this.evaluate(it));
        return inside.length === 1
          ? (inside[0] ?? CONSTANT)
          : of(worst(...inside.map((it) => it.source)));
      }
    }
  }

  #listOf(items: readonly Value[]): Value {
    return {
      source: worst(...items.map((it) => it.source)),
      texts: [],
      items,
      element: items.length === 0 ? undefined : items.reduce((a, b) => this.#either(a, b)),
    };
  }

  #string(expr: Extract<Expr, { kind: "string" }>): Value {
    const literal: Literal = {
      style: expr.style,
      quote: this.text.slice(expr.start, Math.min(expr.inside.start, expr.end)),
      inside: expr.inside,
    };
    let texts: readonly Built[] = [{ parts: [], note: expr.note }];
    for (const piece of expr.pieces) {
      if (piece.kind === "text") {
        const parts = piece.segments.map((segment): Part => ({ kind: "text", segment, literal }));
        texts = joined(texts, [{ parts }]);
      } else {
        const value = this.evaluate(piece.value);
        texts = joined(
          texts,
          standing(piece.numeric ? NUMBER : value, piece.range, {
            start: piece.value.start,
            end: piece.value.end,
          }),
        );
      }
    }
    const made = textValue(texts);
    if (expr.note !== undefined) {
      this.#take(made, "comment", expr.note, expr, expr, false, false);
    }
    return made;
  }

  #name(expr: Extract<Expr, { kind: "name" }>): Value {
    const { name } = expr;
    const known = this.#env.get(name);
    if (known !== undefined) {
      return known;
    }
    const field =
      this.#owner === undefined
        ? undefined
        : (this.#env.get(`${this.#owner}.${name}`) ??
          (name.startsWith("@") ? this.#field(name.replace(/^@+/u, "")) : undefined));
    if (field !== undefined) {
      return field;
    }
    if (/^@/u.test(name)) {
      return of("configured");
    }
    if (this.#functions.has(name)) {
      const shape = this.#functions.get(name)?.shape;
      // Ruby calls without parentheses.
      return this.#language === "ruby" && shape !== undefined && shape.parameters.length === 0
        ? this.#inline(shape, [], undefined)
        : { source: "constant", texts: [], lambda: shape === undefined ? undefined : { shape } };
    }
    if (OUTSIDE_NAME.test(name) || READS_OUTSIDE.test(name)) {
      return { source: "request", texts: [], element: of("request") };
    }
    if (
      this.#imported.has(name) ||
      CONFIGURED_NAME.test(name) ||
      /^(?:this|self|\$this|super|static)$/u.test(name)
    ) {
      return of("configured");
    }
    // Names in capitals and of types are constants and classes.
    return /^\$?[A-Z]/u.test(name)
      ? of("configured")
      : { source: "unknown", texts: [], element: of("unknown") };
  }

  #field(name: string): Value | undefined {
    return this.#owner === undefined
      ? undefined
      : (this.#fields.get(`${this.#owner}.${name}`) ??
          this.#before?.fieldNamed(`${this.#owner}.${name}`));
  }

  fieldNamed(key: string): Value | undefined {
    return this.#fields.get(key);
  }

  #shapeOf(name: string): FunctionShape {
    return this.#functions.get(name)?.shape ?? EMPTY_SHAPE;
  }

  #member(expr: Extract<Expr, { kind: "member" }>): Value {
    const path = pathOf(expr);
    const known = path === undefined ? undefined : this.#env.get(path);
    if (known !== undefined) {
      return known;
    }
    if (
      /^(?:length|size|count|Count|Length|rowCount|rowcount|Ticks|year|month|day|getTime)$/u.test(
        expr.name,
      )
    ) {
      return NUMBER;
    }
    if (path !== undefined) {
      if (/^(?:process\.env|os\.environ|import\.meta\.env)/u.test(path)) {
        return of("configured");
      }
      if (/^(?:process\.argv|sys\.argv|os\.Args|location\.\w+|window\.location.*)$/u.test(path)) {
        return { source: "request", texts: [], element: of("request") };
      }
      if (path === "String.raw") {
        return { source: "constant", texts: [], madeBy: "String.raw" };
      }
    }
    const object = this.evaluate(expr.object);
    const own = object.fields?.get(expr.name);
    if (own !== undefined) {
      return own;
    }
    const root = path?.split(".")[0];
    if (
      root !== undefined &&
      /^(?:this|self|\$this|cls|static|@\w+)$/u.test(root) &&
      path?.split(".").length === 2
    ) {
      return this.#fieldValue(expr.name);
    }
    if (root !== undefined && this.#enums.has(root)) {
      return CONSTANT;
    }
    if (
      object.source === "constant" &&
      object.fields !== undefined &&
      object.element !== undefined
    ) {
      return object.element;
    }
    if (object.source === "stored" && /(?:^|_)id$|Id$|ID$|^count/u.test(expr.name)) {
      return NUMBER;
    }
    return object.source === "allowed" || object.source === "number"
      ? of(object.source)
      : object.source === "constant" &&
          root !== undefined &&
          /^[a-z$]/u.test(root) &&
          !this.#imported.has(root)
        ? of("opaque")
        : { source: object.source, texts: [], element: of(object.source) };
  }

  /** A field of the class in sight: what it is declared and assigned as. */
  #fieldValue(name: string): Value {
    const declared =
      this.#owner === undefined ? undefined : this.#shapes.get(this.#owner)?.get(name);
    const typed = this.#sourceOf(declared);
    if (typed === "number" || typed === "allowed") {
      return of(typed);
    }
    const value = this.#field(name) ?? this.#env.get(name) ?? this.#env.get(`$${name}`);
    if (value === undefined) {
      return of("configured");
    }
    // What a class is made with to name its table is the program's own.
    return isTainted(value.source) &&
      value.source !== "request" &&
      /table|schema|prefix|column|collection|model|entity|database|_tbl/iu.test(name)
      ? of("configured")
      : value;
  }

  #index(expr: Extract<Expr, { kind: "index" }>): Value {
    const path = pathOf(expr);
    const known = path === undefined ? undefined : this.#env.get(path);
    if (known !== undefined) {
      return known;
    }
    const object = this.evaluate(expr.object);
    const index = expr.index === undefined ? undefined : this.evaluate(expr.index);
    const key = expr.index === undefined ? undefined : literalText(expr.index);
    const own = key === undefined ? undefined : object.fields?.get(key);
    if (own !== undefined) {
      return own;
    }
    if (object.texts.length > 0) {
      return object;
    }
    // Go's db[...] of Sequel: `DB["SELECT …"]`.
    if (
      this.#language === "ruby" &&
      expr.index !== undefined &&
      index !== undefined &&
      index.texts.length > 0 &&
      /^(?:DB|db|@db|@DB)$/u.test(pathOf(expr.object) ?? "")
    ) {
      this.#take(index, "call", "[]", expr, expr.index, false, false);
      return { source: "stored", texts: [] };
    }
    if (object.element !== undefined) {
      return object.element;
    }
    const name = pathOf(expr.object)?.split(".").at(-1) ?? "";
    if (object.source === "configured" && index !== undefined) {
      return of(/^[A-Z][A-Z0-9_]*$/u.test(name) ? "allowed" : "configured");
    }
    if (object.source === "stored" && key !== undefined && /(?:^|_)id$|Id$|ID$|^count/u.test(key)) {
      return NUMBER;
    }
    return object.source === "constant"
      ? CONSTANT
      : { source: object.source, texts: [], element: of(object.source) };
  }

  #tagged(expr: Extract<Expr, { kind: "tagged" }>): Value {
    const tag = this.text
      .slice(expr.tag.start, expr.tag.end)
      .replace(/<[\s\S]*$|\([\s\S]*$/u, "")
      .replace(/^this\.|!$/gu, "");
    const tagValue =
      expr.tag.kind === "name" || expr.tag.kind === "member" ? this.evaluate(expr.tag) : undefined;
    const { literal } = expr;
    if (literal.kind !== "string") {
      return of("opaque");
    }
    if (PLAIN_TAG.test(tag) || tagValue?.madeBy === "String.raw" || !BINDING_TAG.test(tag)) {
      const plain = this.evaluate(literal);
      return /^(?:html|css|gql|graphql)$/u.test(tag) ||
        (!PLAIN_TAG.test(tag) && tagValue?.madeBy !== "String.raw")
        ? of(plain.source === "constant" ? "constant" : "opaque")
        : plain;
    }
    const bindingLiteral: Literal = {
      style: "template",
      quote: "`",
      inside: literal.inside,
    };
    let texts: readonly Built[] = [{ parts: [] }];
    for (const piece of literal.pieces) {
      if (piece.kind === "text") {
        texts = joined(texts, [
          {
            parts: piece.segments.map(
              (segment): Part => ({ kind: "text", segment, literal: bindingLiteral }),
            ),
          },
        ]);
        continue;
      }
      const value = this.evaluate(piece.value);
      const origin = { start: piece.value.start, end: piece.value.end };
      texts = joined(
        texts,
        value.composed === true
          ? standing(value, piece.range, origin)
          : [{ parts: [{ kind: "hole", range: piece.range, origin, source: "bound" }] }],
      );
    }
    const made = textValue(texts, { composed: true });
    const first = made.texts[0];
    const whole = first !== undefined && BEGINS_LIKE_SQL.test(knownText(first));
    this.#take(made, "tag", tag, expr, literal, !whole, true);
    return made;
  }

  #match(expr: Extract<Expr, { kind: "match" }>): Value {
    const subject = expr.subject === undefined ? undefined : pathOf(expr.subject);
    if (expr.subject !== undefined) {
      this.evaluate(expr.subject);
    }
    const before = this.#env;
    let made: Value | undefined;
    for (const arm of expr.arms) {
      const literal =
        arm.labels.length > 0 && arm.labels.every((it) => this.evaluate(it).source === "constant");
      const frame = this.#frame;
      this.#frame = { returned: undefined };
      this.#env = this.#narrowed(
        before,
        subject !== undefined && literal ? new Map([[subject, "allowed"]]) : new Map(),
      );
      const ends = this.#statements(arm.body);
      const value = this.#frame.returned ?? (ends ? undefined : CONSTANT);
      // In Java an arm's value is an expression statement; elsewhere a return was made of it.
      const last = arm.body.at(-1);
      const given =
        last?.kind === "do" && this.#frame.returned === undefined
          ? last.value.kind === "throw"
            ? undefined
            : this.evaluate(last.value)
          : value;
      this.#frame = frame;
      if (given !== undefined) {
        made = made === undefined ? given : this.#either(made, given);
      }
    }
    this.#env = before;
    return made ?? CONSTANT;
  }

  #binary(expr: Extract<Expr, { kind: "binary" }>): Value {
    const { operator } = expr;
    if (/^(?:&&|and)$/u.test(operator)) {
      this.evaluate(expr.left);
      const before = this.#env;
      this.#env = this.#narrowed(before, facts(expr.left, true, this));
      const value = this.evaluate(expr.right);
      this.#env = before;
      return value;
    }
    const left = this.evaluate(expr.left);
    if (operator === "<<" && this.#language === "ruby") {
      return this.#append(expr.left, left, [
        { value: this.evaluate(expr.right), expr: expr.right },
      ]);
    }
    const right = this.evaluate(expr.right);
    if (/^(?:\|\||or|\?\?|\?:)$/u.test(operator)) {
      return this.#either(left, right);
    }
    if (
      operator === "%" &&
      left.texts.length > 0 &&
      (this.#language === "python" || this.#language === "ruby")
    ) {
      return textValue(formatted(left, this.#formatArguments(expr.right, right), "percent"));
    }
    if (
      operator === "*" &&
      (left.texts.length > 0 ||
        left.items !== undefined ||
        right.texts.length > 0 ||
        right.items !== undefined)
    ) {
      return left.texts.length > 0 || left.items !== undefined ? left : right;
    }
    if (operator === "+" || operator === "." || operator === "&") {
      if (left.items !== undefined || right.items !== undefined) {
        return this.#listOf([...(left.items ?? []), ...(right.items ?? [])]);
      }
      return this.#plus(expr.left, left, expr.right, right);
    }
    return NUMBER;
  }

  #plus(leftExpr: Expr, left: Value, rightExpr: Expr, right: Value): Value {
    if (left.texts.length === 0 && right.texts.length === 0) {
      const source = worst(left.source, right.source);
      return source === "number" || source === "constant"
        ? NUMBER
        : ({
            ...of(source),
            madeAt:
              (isTainted(left.source) ? left : (right as Placed)) &&
              (isTainted(left.source) ? (left as Placed).madeAt : (right as Placed).madeAt),
          } as Placed);
    }
    const at = (it: Expr): Range => ({ start: it.start, end: it.end });
    const before = left.texts.length > 0 ? left.texts : standing(left, at(leftExpr), at(leftExpr));
    const after =
      right.texts.length > 0 && !isName(rightExpr) && rightExpr.kind !== "call"
        ? right.texts
        : standing(right, at(rightExpr), at(rightExpr));
    return textValue(joined(before, after), {
      composed: left.composed === true && right.composed === true,
    });
  }

  #formatArguments(expr: Expr, value: Value): readonly Given[] {
    if (expr.kind === "list") {
      return expr.items.map((it) => ({
        name: undefined,
        value: this.evaluate(it),
        range: { start: it.start, end: it.end },
      }));
    }
    if (expr.kind === "map") {
      return expr.entries.map((it) => ({
        name: literalText(it.key) ?? this.text.slice(it.key.start, it.key.end).replace(/:$/u, ""),
        value: this.evaluate(it.value),
        range: { start: it.value.start, end: it.value.end },
      }));
    }
    const range = { start: expr.start, end: expr.end };
    return value.items !== undefined && value.items.length > 0
      ? value.items.map((it) => ({ name: undefined, value: it, range }))
      : [{ name: undefined, value, range }];
  }

  #assignment(expr: Extract<Expr, { kind: "assign" }>): Value {
    const { target, operator } = expr;
    const value = this.evaluate(expr.value);
    this.#shape(value, expr.value);
    const path = pathOf(target);
    if (target.kind === "member" && STATEMENT_PROPERTY.test(target.name)) {
      this.#take(value, "property", target.name, expr, expr.value, false, true);
    }
    if (operator === "=" || operator === ":=") {
      if (target.kind === "index") {
        return this.#put(target, value);
      }
      if (path !== undefined) {
        this.#assign(path, value);
      }
      if (path !== undefined && /^(?:call|binary|unary|index)$/u.test(expr.value.kind)) {
        this.#tests.set(path, expr.value);
      }
      return value;
    }
    if (path === undefined) {
      return value;
    }
    const now = this.#env.get(path) ?? this.evaluate(target);
    const made = /^(?:\+=|\.=|<<=|&=)$/u.test(operator)
      ? now.items !== undefined && now.texts.length === 0
        ? this.#listOf([...now.items, ...(value.items ?? [value])])
        : now.texts.length === 0 && now.source === "constant"
          ? value
          : this.#plus(target, now, expr.value, value)
      : /^(?:\|\|=|\?\?=)$/u.test(operator)
        ? this.#either(now, value)
        : NUMBER;
    this.#assign(path, made);
    return made;
  }

  /** `list[] = x`, `map[key] = x`. */
  #put(target: Extract<Expr, { kind: "index" }>, value: Value): Value {
    const path = pathOf(target.object);
    const object = this.evaluate(target.object);
    const key = target.index === undefined ? undefined : this.evaluate(target.index);
    const own = pathOf(target);
    if (path === undefined) {
      return value;
    }
    if (own !== undefined && own !== path) {
      this.#env.set(own, value);
    }
    const element = object.element === undefined ? value : this.#either(object.element, value);
    const items =
      target.index === undefined || object.items !== undefined
        ? [...(object.items ?? []), value]
        : undefined;
    this.#env.set(path, {
      ...object,
      source: worst(object.source, value.source, key?.source ?? "constant"),
      texts: [],
      element,
      items,
      fields: undefined,
    });
    return value;
  }

  // ------------------------------------------------------------ calls

  #creation(expr: Extract<Expr, { kind: "new" }>): Value {
    const args = this.#arguments(expr.args, undefined);
    const type = expr.type.split(/[.\\]/u).at(-1) ?? expr.type;
    const entries = expr.entries.map((it) => ({ ...it, made: this.evaluate(it.value) }));
    const items = expr.items.map((it) => this.evaluate(it));
    for (const it of entries) {
      if (STATEMENT_PROPERTY.test(it.name)) {
        this.#take(it.made, "property", it.name, expr, it.value, false, true);
      }
    }
    const [first] = args;
    if (
      /^(?:StringBuilder|StringBuffer|StringIO|StringJoiner|DefaultInterpolatedStringHandler)$/u.test(
        type,
      )
    ) {
      return textValue(
        first !== undefined && first.value.texts.length > 0 && type !== "StringJoiner"
          ? first.value.texts
          : [{ parts: [] }],
        type === "StringJoiner" ? { items: [], texts: [], madeBy: type } : {},
      );
    }
    if (
      /^(?:String|Array|Set|Map|ArrayList|LinkedList|List|HashSet|HashMap|LinkedHashMap|LinkedHashSet|TreeSet|SortedSet|Dictionary|ImmutableHashSet|Headers|URLSearchParams|Object)$/u.test(
        type,
      )
    ) {
      if (entries.length > 0 || items.length > 0) {
        const values = [...items, ...entries.map((it) => it.made)];
        return type === "Dictionary"
          ? { ...this.#listOf(values), items: undefined }
          : this.#listOf(values);
      }
      const value = first?.value;
      return value === undefined || value.source === "number"
        ? { source: "constant", texts: [], items: [] }
        : { ...value, fields: undefined, items: value.items };
    }
    if (NUMBER_TYPE.test(type)) {
      return NUMBER;
    }
    if (type === "RegExp" || type === "Regex" || type === "Pattern") {
      return {
        source: "constant",
        texts: [],
        pattern: first === undefined ? undefined : plainText(first.value),
      };
    }
    if (first !== undefined && STATEMENT_CLASS.test(type)) {
      const at =
        args.find((it) => it.value.texts.length > 0 && this.#looksLikeSql(it.value)) ?? first;
      const fragment = /^(?:SQL|RawSQL|Raw|Expression|Literal)$/u.test(type);
      if (at.value.texts.length > 0 || fragment) {
        this.#take(at.value, "call", type, expr, at.expr, fragment, args.length > 1);
        return { ...at.value, composed: true };
      }
    }
    if (/(?:Error|Exception)$/u.test(type)) {
      return of("opaque");
    }
    for (const it of args) {
      this.#shape(it.value, it.expr);
    }
    const source = worst(...args.map((it) => it.value.source));
    return {
      source: isTainted(source) ? source : "opaque",
      texts: [],
      element: of(source),
      fields: new Map(entries.map((it) => [it.name, it.made])),
    };
  }

  #arguments(args: readonly Argument[], item: Value | undefined): readonly Handed[] {
    return args.map((it) => ({
      name: it.name,
      expr: it.value,
      spread: it.spread,
      value:
        it.value.kind === "function"
          ? this.#handedLambda(it.value.shape, item)
          : this.evaluate(it.value),
    }));
  }

  #handedLambda(shape: FunctionShape, item: Value | undefined): Value {
    const given = item === undefined ? [] : [item, NUMBER];
    const result = this.#lambda(shape, given);
    return { source: "constant", texts: [], lambda: { shape }, element: result };
  }

  /** Runs a function that is handed over; its first parameters are known. */
  #lambda(shape: FunctionShape, given: readonly Value[]): Value {
    const before = this.#env;
    const frame = this.#frame;
    this.#frame = { returned: undefined };
    this.#env = new Map(before);
    shape.parameters.forEach((it, index) => {
      const own = given[index];
      this.#env.set(it.name, own ?? this.#parameter(it, undefined));
    });
    if (given.length > 0) {
      // `it` of block languages.
      this.#env.set("it", given[0] ?? CONSTANT);
      this.#env.set("_1", given[0] ?? CONSTANT);
    }
    this.#statements(shape.body);
    const result = this.#frame.returned ?? CONSTANT;
    const inside = this.#env;
    this.#env = before;
    this.#frame = frame;
    // What the function changes outside itself: appended pieces, collected conditions.
    const own = new Set(shape.parameters.map((it) => it.name));
    for (const [path, value] of inside) {
      const was = before.get(path);
      if (was !== undefined && was !== value && !own.has(path) && !this.#isNarrowing(value)) {
        before.set(path, this.#either(was, value));
      }
    }
    return result;
  }

  #call(expr: Extract<Expr, { kind: "call" }>): Value {
    const { name, receiver } = expr;
    const on = receiver === undefined ? undefined : this.evaluate(receiver);
    const owner = receiver === undefined ? "" : (pathOf(receiver) ?? "");
    const iterates = on !== undefined && ITERATES.test(name);
    const item = iterates
      ? (on.element ??
        (on.items?.length === 0
          ? CONSTANT
          : {
              source: on.source === "constant" ? ("constant" as const) : on.source,
              texts: [],
              element: of(on.source),
            }))
      : undefined;
    if (iterates) {
      this.#loops.push({
        range: { start: expr.start, end: expr.end },
        rows: on.source === "stored",
        variables: [],
      });
    }
    const args = this.#arguments(
      expr.args,
      name === "reduce" || name === "inject" || name === "fold" ? undefined : item,
    );
    const block =
      expr.block?.kind === "function" ? this.#handedLambda(expr.block.shape, item) : undefined;
    if (iterates) {
      this.#loops.pop();
    }
    const values = args.map((it) => it.value);
    const lambda = block ?? values.find((it) => it.lambda !== undefined);

    if (name.startsWith("@")) {
      if (STATEMENT_ANNOTATION.test(name)) {
        const at = args.find(
          (it) =>
            it.value.texts.length > 0 &&
            (it.name === undefined || it.name === "value" || it.name === "query"),
        );
        if (at !== undefined) {
          this.#take(
            withRawHoles(at.value),
            "annotation",
            name,
            expr,
            at.expr,
            !this.#looksLikeSql(at.value),
            true,
          );
        }
      }
      return CONSTANT;
    }
    const text = this.#text(expr, on, args, lambda, owner);
    if (text !== undefined) {
      return text;
    }
    const taken = this.#sink(expr, on, args, owner);
    if (taken !== undefined) {
      return taken;
    }
    const known = this.#functions.get(name) ?? (receiver === undefined ? undefined : undefined);
    const own =
      receiver === undefined ||
      /^(?:this|self|\$this|static|cls|Self)$/u.test(owner) ||
      (known?.owner !== undefined && owner === known.owner) ||
      known?.shape.parameters[0]?.marks.includes("receiver") === true;
    if (known !== undefined && own) {
      this.#remember(name, known.shape, args);
      return this.#inline(known.shape, args, on);
    }
    if (on?.lambda !== undefined && receiver !== undefined) {
      return this.#inline(on.lambda.shape, args, undefined);
    }
    const variable = this.#env.get(name);
    if (receiver === undefined && variable?.lambda !== undefined) {
      this.#remember(name, variable.lambda.shape, args);
      return this.#inline(variable.lambda.shape, args, undefined);
    }
    return this.#unknownCall(expr, on, args, owner);
  }

  #unknownCall(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
    owner: string,
  ): Value {
    const { name } = expr;
    if (!ONLY_TELLS.test(name)) {
      for (const it of args) {
        this.#shape(it.value, it.expr);
      }
    }
    this.#fillIn(expr, on, args);
    if (ASSERTS.test(name)) {
      const path = args
        .map((it) => pathOf(it.expr))
        .find((it) => it !== undefined && isTainted(this.#env.get(it)?.source ?? "unknown"));
      if (path !== undefined) {
        this.#env.set(path, of("allowed"));
      }
      return of("allowed");
    }
    if (READS_OUTSIDE.test(name)) {
      return { source: "request", texts: [], element: of("request") };
    }
    if (
      /^(?:getenv|Getenv|getProperty|env|config|get_config|setting|LookupEnv|getString)$/u.test(
        name,
      ) &&
      on?.source !== "request"
    ) {
      return of("configured");
    }
    const given = worst(
      on?.source === "constant" ? "constant" : (on?.source ?? "constant"),
      ...args.filter((it) => it.value.lambda === undefined).map((it) => it.value.source),
    );
    if (on?.source === "request" || isTainted(given)) {
      const source = given;
      return { source, texts: [], element: of(source) };
    }
    return owner === "" &&
      expr.args.length === 0 &&
      this.#language === "ruby" &&
      expr.receiver === undefined
      ? of("unknown")
      : of("opaque");
  }

  /** Calls that fill what they are given a pointer to. */
  #fillIn(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
  ): void {
    const scans = /^(?:Scan|ScanRow|StructScan)$/u.test(expr.name);
    const binds =
      /^(?:Decode|Unmarshal|Bind\w*|ShouldBind\w*|BodyParser|QueryParser|ParseForm|parse_str|Scanln|Scanf|Sscanf|ReadJSON|DecodeJSON)$/u.test(
        expr.name,
      );
    if (!scans && !binds) {
      return;
    }
    for (const it of args) {
      const target = it.expr.kind === "unary" ? it.expr.operand : it.expr;
      const path = pathOf(target);
      if (path !== undefined && (it.expr.kind === "unary" || expr.name.startsWith("Bind"))) {
        const now = this.#env.get(path);
        if (now?.source !== "number") {
          this.#assign(path, {
            source: scans ? "stored" : "request",
            texts: [],
            element: of(scans ? "stored" : "request"),
          });
        }
      }
    }
    if (on !== undefined && isTainted(on.source)) {
      return;
    }
  }

  #remember(name: string, shape: FunctionShape, args: readonly Handed[]): void {
    if (this.#quiet > 0 || this.#before !== undefined) {
      return;
    }
    const own = this.#given.get(name) ?? new Map<string, Value>();
    const parameters = shape.parameters.filter(
      (it) => !it.marks.includes("receiver") && !/^(?:self|cls)$/u.test(it.name),
    );
    parameters.forEach((it, index) => {
      const given =
        args.find((one) => one.name !== undefined && one.name === it.name.replace(/^\$/u, ""))
          ?.value ??
        args.filter((one) => one.name === undefined)[index]?.value ??
        (it.initial === undefined ? undefined : this.evaluate(it.initial));
      if (given !== undefined) {
        const known = own.get(it.name);
        own.set(it.name, known === undefined ? given : this.#either(known, given));
      }
    });
    this.#given.set(name, own);
  }

  /** The value that a function of this file gives for these arguments. */
  #inline(shape: FunctionShape, args: readonly Handed[], _on: Value | undefined): Value {
    if (this.#depth >= DEEPEST_CALL) {
      const source = worst(...args.map((it) => it.value.source));
      return of(isTainted(source) ? source : "opaque");
    }
    const before = this.#env;
    const frame = this.#frame;
    this.#depth += 1;
    this.#quiet += 1;
    this.#frame = { returned: undefined };
    this.#env = new Map(before);
    const parameters = shape.parameters.filter(
      (it) => !it.marks.includes("receiver") && !/^(?:self|cls)$/u.test(it.name),
    );
    const positional = args.filter((it) => it.name === undefined);
    parameters.forEach((it, index) => {
      const given =
        args.find((one) => one.name !== undefined && one.name === it.name.replace(/^\$/u, "")) ??
        positional[index];
      const typed = this.#sourceOf(it.type);
      const value =
        given === undefined
          ? it.initial === undefined
            ? CONSTANT
            : this.evaluate(it.initial)
          : typed === "number" || typed === "allowed"
            ? of(typed)
            : given.value;
      this.#env.set(it.name, value);
    });
    this.#statements(shape.body);
    const inside = this.#env;
    const result = this.#frame.returned ?? CONSTANT;
    this.#env = before;
    this.#frame = frame;
    this.#depth -= 1;
    this.#quiet -= 1;
    // A helper that throws unless its argument is allowed makes it so.
    parameters.forEach((it, index) => {
      const path = positional[index] === undefined ? undefined : pathOf(positional[index].expr);
      const after = inside.get(it.name);
      if (
        path !== undefined &&
        after !== undefined &&
        this.#isNarrowing(after) &&
        !this.#isNarrowing(positional[index]?.value ?? CONSTANT)
      ) {
        this.#env.set(path, of("allowed"));
      }
    });
    return result;
  }

  /** Calls that make text of text; nothing where the call is another. */
  #text(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
    lambda: Value | undefined,
    owner: string,
  ): Value | undefined {
    const { name, receiver } = expr;
    const [first, second] = args;
    const range = { start: expr.start, end: expr.end };
    const holds = on !== undefined && on.texts.length > 0;

    if (
      /^(?:append|Append|AppendLine|AppendFormat|appendln|WriteString|write|Write|WriteByte|WriteRune|push|add|Add|unshift|extend|addAll|AddRange|insert|prepend|array_push|concat|AppendInterpolated|push_str|writelines|AppendJoin|Fprintf)$/u.test(
        name,
      )
    ) {
      const made = this.#appends(expr, on, args);
      if (made !== undefined) {
        return made;
      }
    }
    if (/^(?:join|Join|implode|joining)$/u.test(name)) {
      const made = this.#join(expr, on, args, range);
      if (made !== undefined) {
        return made;
      }
    }
    if (
      name === "collect" &&
      on?.items !== undefined &&
      expr.args[0]?.value.kind === "call" &&
      expr.args[0].value.name === "joining"
    ) {
      const separator = expr.args[0].value.args[0];
      return this.#joinItems(
        on,
        separator === undefined ? undefined : this.evaluate(separator.value),
        range,
      );
    }
    // Templates and their arguments.
    if (
      name === "format" &&
      holds &&
      (this.#language === "python" || this.#language === "csharp")
    ) {
      const composed =
        on.composed === true || (receiver?.kind === "call" && receiver.name === "SQL");
      return textValue(formatted(on, this.#given_(args), "braces"), { composed });
    }
    if (/^(?:formatted|format)$/u.test(name) && holds && this.#language === "java") {
      return textValue(formatted(on, this.#given_(args), "percent"));
    }
    if (
      /^(?:Sprintf|sprintf|vsprintf|format|Format|printf_s|formatted)$/u.test(name) &&
      first !== undefined
    ) {
      if (FORMATS_APART.test(owner)) {
        return first.value.texts.length > 0
          ? {
              ...textValue(
                formatted(
                  first.value,
                  this.#given_(args.slice(1)).map((it) => ({ ...it, value: of("quoted") })),
                  "percent",
                ),
              ),
            }
          : of("quoted");
      }
      if (
        receiver === undefined &&
        name === "format" &&
        (this.#language === "typescript" || this.#language === "javascript") &&
        this.#importsFormat()
      ) {
        return first.value.texts.length > 0
          ? textValue(
              formatted(
                first.value,
                this.#given_(args.slice(1)).map((it) => ({ ...it, value: of("quoted") })),
                "percent",
              ),
            )
          : of("quoted");
      }
      const template =
        first.value.texts.length > 0
          ? first
          : second !== undefined && second.value.texts.length > 0
            ? second
            : undefined;
      if (
        template !== undefined &&
        (receiver === undefined ||
          /^(?:fmt|String|string|util|Kernel|sprintf|MessageFormat)$/u.test(owner))
      ) {
        const rest = args.slice(args.indexOf(template) + 1);
        const style =
          this.#language === "csharp" || owner === "MessageFormat" ? "braces" : "percent";
        const spread =
          (rest.length === 1 && rest[0]?.spread === true) || name === "vsprintf"
            ? rest.flatMap((it) => this.#formatArguments(it.expr, it.value))
            : this.#given_(rest);
        return textValue(formatted(template.value, spread, style));
      }
    }
    if (
      /^(?:replace|replaceAll|Replace|ReplaceAll|str_replace|gsub|sub|preg_replace|ReplaceAllString|replaceFirst|subn|tr|delete|scan_only|preg_quote|strtr|bindParamText)$/u.test(
        name,
      )
    ) {
      return this.#replace(expr, on, args, owner);
    }
    if (
      /^(?:str_repeat|Repeat|repeat|nCopies|array_fill|fill|ljust|rjust|center|PadLeft|PadRight|cycle)$/u.test(
        name,
      )
    ) {
      const texts = [on, ...args.map((it) => it.value)].filter((it) => it !== undefined);
      const own = texts.find((it) => it.texts.length > 0);
      if (
        name === "array_fill" ||
        name === "nCopies" ||
        name === "fill" ||
        (name === "Repeat" && owner !== "strings" && own !== undefined)
      ) {
        return own === undefined
          ? { source: worst(...args.map((it) => it.value.source)), texts: [], items: [] }
          : this.#listOf([own]);
      }
      if (own !== undefined) {
        return own;
      }
    }
    if (
      /^(?:map|Select|collect|array_map|flatMap|mapTo|map!|flat_map|each_with_index|filter_map|Map|SelectMany|mapToObj|with_index|mapIndexed|fill_with|each_slice|zip_with)$/u.test(
        name,
      ) &&
      (this.#language !== "go" || owner === "lo") &&
      (lambda !== undefined ||
        name === "array_map" ||
        args.some(
          (it) =>
            it.expr.kind === "name" ||
            it.expr.kind === "member" ||
            it.expr.kind === "other" ||
            it.expr.kind === "unary",
        ))
    ) {
      const made = this.#mapped(expr, on, args, lambda);
      if (made !== undefined) {
        return made;
      }
    }
    if (
      /^(?:filter|Where|select|reject|grep|array_filter|Filter|filterNot|takeWhile|keep_if|find_all)$/u.test(
        name,
      ) &&
      lambda !== undefined &&
      !(this.#language === "ruby" && receiver !== undefined && /^[A-Z]/u.test(owner))
    ) {
      return this.#filtered(expr, on, args);
    }
    if (/^(?:keys|entries|Keys|KeySet|keySet|array_keys)$/u.test(name)) {
      const of_ = owner === "Object" || on === undefined ? first?.value : on;
      if (of_?.fields !== undefined && of_.fields.size > 0) {
        return { source: "constant", texts: [], element: CONSTANT, items: [CONSTANT] };
      }
      if (of_ !== undefined) {
        return { source: of_.source, texts: [], element: of(of_.source), items: [of(of_.source)] };
      }
    }
    if (
      /^(?:get|Get|fetch|getOrDefault|GetValueOrDefault|dig|at|valueOf|find|pop|shift|first|last|First|FirstOrDefault|GetValue|setdefault|TryGetValue|tryFrom|from|parse)$/u.test(
        name,
      )
    ) {
      const made = this.#lookedUp(expr, on, args, block_(lambda), owner);
      if (made !== undefined) {
        return made;
      }
    }
    if (/^TryParse/u.test(name) && NUMBER_TYPE.test(owner)) {
      const last = args.at(-1);
      const path = last === undefined ? undefined : pathOf(last.expr);
      if (path !== undefined) {
        this.#assign(path.replace(/^out\s+(?:var\s+|\w+\s+)?/u, ""), NUMBER);
      }
      return NUMBER;
    }
    if (this.#language === "go" && receiver === undefined && /^(?:make|new)$/u.test(name)) {
      return { source: "constant", texts: [], items: [] };
    }
    if (
      name === "filter_var" &&
      /VALIDATE_(?:INT|FLOAT|BOOL)/u.test(this.text.slice(expr.start, expr.end))
    ) {
      return NUMBER;
    }
    if (name === "SQL" && this.#language === "python" && first !== undefined) {
      if (first.value.texts.length > 0) {
        return { ...first.value, composed: true };
      }
      return first.value;
    }
    if (
      /^(?:match|exec|compile|MustCompile|Compile)$/u.test(name) &&
      first !== undefined &&
      on?.texts.length !== 1
    ) {
      const pattern = plainText(first.value) ?? first.value.pattern;
      if (/^(?:compile|MustCompile|Compile)$/u.test(name) && pattern !== undefined) {
        return { source: "constant", texts: [], pattern };
      }
    }
    if (this.#givesNumber(name, owner, args, on)) {
      return NUMBER;
    }
    if (
      QUOTES.test(name) &&
      !(name === "Literal" && on === undefined && this.#language !== "python")
    ) {
      return of("quoted");
    }
    if (ESCAPES.test(name)) {
      return of("escaped");
    }
    if (
      ESCAPES_WITH_QUOTES.test(name) &&
      (receiver === undefined ||
        !/^(?:re|Regex|CGI|html|_|lodash|shlex|validator|ERB::Util|ERB\.Util|Rack\.Utils|url|encodeURI)$/u.test(
          owner,
        ))
    ) {
      return this.#language === "ruby" || (this.#language === "php" && name === "escape")
        ? of("escaped")
        : of("quoted");
    }
    if (
      /^(?:squish|freeze|strip_heredoc|trim|strip|to_s|toString|dup|String|str|ToString|string)$/u.test(
        name,
      ) ||
      PASSES_TEXT.has(name)
    ) {
      const passed =
        on !== undefined &&
        !/^(?:Object|Array|String|Optional|Arrays|List|Set|Stream|Map|_|strings|lo|slices|fmt|bytes|inspect|textwrap|urllib\.parse|Text|Regex|StringUtils|Promise|z)$/u.test(
          owner,
        )
          ? on
          : (first?.value ?? on);
      if (
        passed !== undefined &&
        (args.length <= 1 || passed === on || owner !== "" || PASSES_MANY.test(name))
      ) {
        return /^(?:of|asList|Of|List|Set|Array|array)$/u.test(name) && args.length > 1
          ? this.#listOf(args.map((it) => it.value))
          : passed;
      }
      if (/^(?:of|asList|Of|List|Set|array)$/u.test(name)) {
        return this.#listOf(args.map((it) => it.value));
      }
    }
    return undefined;
  }

  #importsFormat(): boolean {
    return this.imports.some((it) => /pg-format|sqlstring|\w+sql2?$/u.test(it));
  }

  #given_(args: readonly Handed[]): readonly Given[] {
    return args.map((it) => ({
      name: it.name,
      value: it.value,
      range: { start: it.expr.start, end: it.expr.end },
    }));
  }

  #givesNumber(
    name: string,
    owner: string,
    args: readonly Handed[],
    on: Value | undefined,
  ): boolean {
    if (
      /^(?:parse|Parse|valueOf|from|of|ofEpochMilli|new|ParseExact|MustParse|fromString|FromString|TryParse|coerce|fromisoformat|strptime|today|now)$/u.test(
        name,
      )
    ) {
      return NUMBER_TYPE.test(owner.split(".").at(-1) ?? "") && owner !== "";
    }
    if (!GIVES_NUMBER.has(name)) {
      return /^(?:Math|math|uuid|Convert|random|secrets)$/u.test(owner) && !/^token/u.test(name);
    }
    if (
      /^(?:count|date|now|first|hash|getInt|size|length|rand|range|UUID|timestamp|time|uuid|digest)$/u.test(
        name,
      ) &&
      args.length === 0 &&
      on === undefined
    ) {
      return name !== "hash";
    }
    // `min(a, b)` of texts is a text.
    return !(
      name === "count" &&
      this.#language === "ruby" &&
      args.some((it) => it.value.texts.length > 0)
    );
  }

  /** `sb.append(x)`, `list.push(x)`. */
  #appends(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
  ): Value | undefined {
    const { name, receiver } = expr;
    const [first, second] = args;
    if (
      name === "Fprintf" ||
      (receiver === undefined && name === "append") ||
      name === "array_push"
    ) {
      if (first === undefined) {
        return undefined;
      }
      if (name === "Fprintf") {
        if (second === undefined || second.value.texts.length === 0) {
          return undefined;
        }
        const target = first.expr.kind === "unary" ? first.expr.operand : first.expr;
        const text = textValue(formatted(second.value, this.#given_(args.slice(2)), "percent"));
        return this.#append(target, this.evaluate(target), [{ value: text, expr: second.expr }]);
      }
      const made = this.#listOf([
        ...(first.value.items ?? (first.value.element === undefined ? [] : [first.value.element])),
        ...args.slice(1).flatMap((it) => (it.spread ? (it.value.items ?? [it.value]) : [it.value])),
      ]);
      const path = pathOf(first.expr);
      if (name === "array_push" && path !== undefined) {
        this.#env.set(path, made);
      }
      return made;
    }
    if (receiver === undefined || on === undefined || first === undefined) {
      return undefined;
    }
    if (on.items !== undefined && on.texts.length === 0) {
      const added = /^(?:extend|addAll|AddRange|concat)$/u.test(name)
        ? args.flatMap((it) => it.value.items ?? [it.value])
        : args
            .filter(
              (it, index) =>
                !(name === "insert" && index === 0 && args.length > 1) &&
                it.value.lambda === undefined,
            )
            .map((it) => it.value);
      const items =
        name === "unshift" || name === "prepend"
          ? [...added, ...on.items]
          : [...on.items, ...added];
      const made = { ...this.#listOf(items), madeBy: on.madeBy };
      const path = rootPath(receiver);
      if (path !== undefined && name !== "concat") {
        this.#env.set(path, made);
      }
      return made;
    }
    if (on.texts.length === 0) {
      // A parameter's builder, a query builder: what is appended may still be SQL.
      return undefined;
    }
    if (name === "AppendFormat" && first.value.texts.length > 0) {
      const text = textValue(formatted(first.value, this.#given_(args.slice(1)), "braces"));
      return this.#append(receiver, on, [{ value: text, expr: first.expr }]);
    }
    const pieces =
      (name === "insert" || name === "Insert") && second !== undefined ? [second] : args;
    const made = this.#append(
      receiver,
      on,
      pieces.map((it) => ({ value: it.value, expr: it.expr })),
    );
    return made;
  }

  #append(
    target: Expr,
    now: Value,
    pieces: readonly { readonly value: Value; readonly expr: Expr }[],
  ): Value {
    let made = now;
    if (now.items !== undefined && now.texts.length === 0) {
      made = this.#listOf([...now.items, ...pieces.map((it) => it.value)]);
    } else {
      for (const it of pieces) {
        made =
          made.texts.length === 0 && made.source === "constant"
            ? it.value
            : this.#plus(target, made, it.expr, it.value);
      }
    }
    const path = rootPath(target);
    if (path !== undefined) {
      this.#env.set(path, made);
    }
    return made;
  }

  #join(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
    range: Range,
  ): Value | undefined {
    const { receiver, name } = expr;
    const [first, second] = args;
    const owner = receiver === undefined ? "" : (pathOf(receiver) ?? "");
    if (/^(?:os\.path|path|Path|posixpath|File|filepath)$/u.test(owner) || name === "joining") {
      return undefined;
    }
    if (/^(?:strings|String|string|lo)$/u.test(owner) || receiver === undefined) {
      const list = this.#language === "go" ? first : args.length > 2 ? undefined : second;
      const separator = this.#language === "go" ? second : first;
      if (list === undefined && args.length > 2 && first !== undefined) {
        return this.#joinItems(
          this.#listOf(args.slice(1).map((it) => it.value)),
          first.value,
          range,
        );
      }
      // implode accepts its arguments either way round.
      return list === undefined
        ? first === undefined
          ? undefined
          : this.#joinItems(first.value, undefined, range)
        : list.value.texts.length > 0 && first?.value.items !== undefined
          ? this.#joinItems(first.value, list.value, range)
          : this.#joinItems(list.value, separator?.value, range);
    }
    if (on === undefined) {
      return undefined;
    }
    if (this.#language === "python") {
      return first === undefined
        ? undefined
        : { ...this.#joinItems(first.value, on, range), composed: on.composed };
    }
    if (/^(?:sql|Prisma|SQL)$/u.test(owner)) {
      return of("bound");
    }
    return this.#joinItems(on, first?.value, range);
  }

  #joinItems(list: Value, separator: Value | undefined, range: Range): Value {
    const between: readonly Built[] = [
      {
        parts: [
          {
            kind: "fixed",
            text:
              (separator === undefined ? undefined : plainText(separator)) ??
              (separator === undefined ? "" : ", "),
            range,
          },
        ],
      },
    ];
    const items = list.items ?? (list.element === undefined ? undefined : [list.element]);
    if (items === undefined || (list.texts.length > 0 && list.items === undefined)) {
      return list.texts.length > 0
        ? list
        : of(list.source === "constant" ? "constant" : list.source);
    }
    if (items.length === 0) {
      return isTainted(list.source) ? of(list.source) : textValue([{ parts: [] }]);
    }
    let made: readonly Built[] = [{ parts: [] }];
    items.forEach((it, index) => {
      const { madeAt } = it as Placed;
      const own = it.texts.length > 0 ? it.texts : standing(it, madeAt ?? range, madeAt ?? range);
      made = index === 0 ? own : joined(joined(made, between), own);
    });
    return textValue(made);
  }

  #mapped(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
    lambda: Value | undefined,
  ): Value | undefined {
    let over = on;
    const given = args.find((it) => it.value.lambda === undefined && it.value.texts.length === 0);
    const owner = expr.receiver === undefined ? "" : (pathOf(expr.receiver) ?? "");
    if (expr.receiver === undefined || owner === "lo" || owner === "slices") {
      over = (expr.name === "array_map" || expr.name === "map" ? args.at(-1) : given)?.value;
    }
    if (over === undefined) {
      return undefined;
    }
    const handler = args.find((it) => it !== undefined && it.value !== over);
    const named =
      handler === undefined ||
      (handler.value.lambda !== undefined && handler.expr.kind === "function")
        ? undefined
        : handler.expr;
    const handlerName =
      named === undefined
        ? undefined
        : this.text
            .slice(named.start, named.end)
            .replace(/^&:?|^:|^'|'$|^"|"$/gu, "")
            .split(/\.|::/u)
            .at(-1);
    let item: Value | undefined;
    if (named !== undefined && handlerName !== undefined) {
      const element = over.element ?? of(over.source);
      item =
        GIVES_NUMBER.has(handlerName) ||
        /^(?:Number|parseInt|int|intval|Integer|to_i|floatval|parseLong|valueOf|float|Parse)$/u.test(
          handlerName,
        )
          ? NUMBER
          : QUOTES.test(handlerName) || ESCAPES_WITH_QUOTES.test(handlerName)
            ? of("quoted")
            : ESCAPES.test(handlerName)
              ? of("escaped")
              : this.#functions.has(handlerName)
                ? this.#inline(
                    this.#shapeOf(handlerName),
                    [{ name: undefined, value: element, expr: named, spread: false }],
                    undefined,
                  )
                : PASSES_TEXT.has(handlerName)
                  ? element
                  : of(element.source);
    } else if (lambda?.element !== undefined) {
      item =
        expr.receiver === undefined || owner === "lo" ? this.#again(lambda, over) : lambda.element;
    }
    return item === undefined
      ? undefined
      : { source: item.source, texts: [], element: item, items: [item] };
  }

  /** The lambda's result for what is in the list; the first run did not know it. */
  #again(lambda: Value, over: Value): Value {
    this.#quiet += 1;
    const made =
      lambda.lambda === undefined
        ? CONSTANT
        : this.#lambda(lambda.lambda.shape, [over.element ?? of(over.source), NUMBER]);
    this.#quiet -= 1;
    return made;
  }

  /** `xs.filter((x) => ALLOWED.has(x))`: what remains is allowed. */
  #filtered(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
  ): Value | undefined {
    const shape =
      expr.block?.kind === "function"
        ? expr.block.shape
        : args.find((it) => it.value.lambda !== undefined)?.value.lambda?.shape;
    const over =
      on === undefined || expr.receiver === undefined
        ? args.find((it) => it.value.lambda === undefined)?.value
        : on;
    const parameter = shape?.parameters[0]?.name;
    const [only] = shape?.body ?? [];
    const test = only?.kind === "return" || only?.kind === "do" ? only.value : undefined;
    if (over === undefined || shape === undefined) {
      return undefined;
    }
    const narrowed =
      test === undefined || parameter === undefined
        ? undefined
        : facts(test, true, this).get(parameter);
    return narrowed === undefined
      ? over
      : { source: narrowed, texts: [], element: of(narrowed), items: [of(narrowed)] };
  }

  #lookedUp(
    _expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
    block: Value | undefined,
    owner: string,
  ): Value | undefined {
    const [first, second] = args;
    const { name } = _expr;
    if (/^(?:from|tryFrom|valueOf|Parse|parse)$/u.test(name)) {
      return this.#enums.has(owner) ||
        /(?:Enum|Sort|Order|Column|Direction|Status)\w*$/u.test(owner)
        ? of("allowed")
        : undefined;
    }
    if (name === "TryGetValue" && on !== undefined && second !== undefined) {
      const path = pathOf(second.expr);
      if (path !== undefined) {
        this.#assign(path, on.element ?? of(isTainted(on.source) ? on.source : "allowed"));
      }
      return NUMBER;
    }
    if (on === undefined || on.texts.length > 0) {
      return undefined;
    }
    const key = first === undefined ? undefined : literalText(first.expr);
    const own = key === undefined ? undefined : on.fields?.get(key);
    const fallback = second?.value ?? block;
    const isMap =
      on.fields !== undefined ||
      on.items !== undefined ||
      (on.source === "configured" &&
        /^(?:[A-Z][A-Z0-9_]*|.*(?:Map|map|COLUMNS|Columns|columns|allowed|Allowed|whitelist|Whitelist))$/u.test(
          owner.split(".").at(-1) ?? "",
        ));
    if (own === undefined && !isMap && !(on.element !== undefined && on.source === "constant")) {
      return undefined;
    }
    const made = own ?? on.element ?? of(on.source === "configured" ? "allowed" : on.source);
    return fallback === undefined ? made : this.#either(made, fallback);
  }

  #replace(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
    owner: string,
  ): Value | undefined {
    const { name } = expr;
    const inFront = expr.receiver === undefined || /^(?:strings|re|Regex|regexp)$/u.test(owner);
    let template: Value | undefined = on;
    let what = args[0];
    let by = args[1];
    if (name === "delete" || name === "tr") {
      if (on === undefined || args.length === 0 || this.#language !== "ruby") {
        return undefined;
      }
      const pattern = plainText(args[0]?.value ?? CONSTANT) ?? "";
      return on.texts.length > 0 ? on : /^\^[\w\-\\]+$/u.test(pattern) ? of("allowed") : on;
    }
    if (name === "preg_quote" || name === "strtr") {
      return args[0]?.value;
    }
    if (name === "str_replace" || name === "preg_replace") {
      template = args[2]?.value;
    } else if (owner === "re") {
      template = args[2]?.value;
    } else if (owner === "strings") {
      template = args[0]?.value;
      what = args[1];
      by = args[2];
    } else if (owner === "Regex") {
      template = args[0]?.value;
      what = args[1];
      by = args[2];
    } else if (name === "ReplaceAllString") {
      template = args[0]?.value;
      by = args[1];
    } else if (inFront) {
      return undefined;
    }
    if (template === undefined) {
      return undefined;
    }
    const pattern =
      what?.value.pattern ??
      (what === undefined ? undefined : plainText(what.value)) ??
      on?.pattern;
    const into = by === undefined ? undefined : plainText(by.value);
    if (template.texts.length > 0) {
      const literal =
        what === undefined || what.value.pattern !== undefined ? undefined : plainText(what.value);
      if (by === undefined || literal === undefined || by.value.lambda !== undefined) {
        return template;
      }
      return textValue(
        replaced(template, literal, {
          name: undefined,
          value: by.value,
          range: { start: by.expr.start, end: by.expr.end },
        }),
      );
    }
    // Everything but letters, digits and the like is taken out.
    if (
      pattern !== undefined &&
      /^[/#]?\(?\[\^[\w\\\-. ]*\]\)?[+*]?[/#]?[a-z]*$/u.test(pattern) &&
      into !== undefined &&
      !/['"`]/u.test(into)
    ) {
      return of("allowed");
    }
    // The quote of names or literals doubled.
    if (pattern !== undefined && into !== undefined) {
      const bare = pattern.replace(/^\/|\/[a-z]*$/gu, "");
      if (into === bare + bare && /^["`'\]]$/u.test(bare)) {
        return of("escaped");
      }
    }
    return isTainted(template.source) ? of(template.source) : template;
  }

  // ------------------------------------------------------------ what takes SQL

  #looksLikeSql(value: Value): boolean {
    return value.texts.some((it) => BEGINS_LIKE_SQL.test(knownText(it)));
  }

  #sink(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
    owner: string,
  ): Value | undefined {
    const { name } = expr;
    const strong = TAKES_STATEMENT.has(name);
    const fragmentSure =
      TAKES_FRAGMENT.has(name) ||
      (name === "sql" && owner === "Arel") ||
      (name === "identifier" && owner === "raw");
    const candidates = args
      .filter((it) => it.value.lambda === undefined)
      .slice(0, MOST_ARGUMENTS_BEFORE_SQL);
    const whole =
      candidates.find((it) => this.#looksLikeSql(it.value)) ??
      candidates.find(
        (it) =>
          it.name !== undefined &&
          /^(?:sql|query|statement|text)$/u.test(it.name) &&
          it.value.texts.length > 0,
      );
    const binding = BINDING_CALL.test(name) && whole !== undefined && whole.expr.kind === "string";
    if (
      whole !== undefined &&
      (strong || MAY_TAKE_STATEMENT.has(name) || fragmentSure || BINDING_CALL.test(name)) &&
      !ONLY_TELLS.test(name)
    ) {
      if (binding) {
        const made: Value = {
          ...whole.value,
          texts: whole.value.texts.map((it) => ({
            ...it,
            parts: it.parts.map(
              (part): Part => (part.kind === "hole" ? { ...part, source: "bound" } : part),
            ),
          })),
          source: "bound",
        };
        this.#take(made, "call", name, expr, whole.expr, false, true);
      } else if (whole.value.composed !== true || name === "$queryRawUnsafe") {
        this.#take(
          whole.value,
          "call",
          name,
          expr,
          whole.expr,
          false,
          args.length > args.indexOf(whole) + 1,
        );
      } else {
        this.#take(whole.value, "call", name, expr, whole.expr, false, true);
      }
      const passes = /^(?:text|raw|literal|sql|Raw|unsafe|lit|RawSQL|format)$/u.test(name);
      return passes
        ? { ...whole.value, composed: true }
        : { source: "stored", texts: [], element: of("stored") };
    }
    // A statement that begins with a hole, or is one.
    const [first] = candidates;
    if (first === undefined) {
      return READS_ROWS.test(name) && (on?.source === "stored" || ROW_OWNER.test(owner))
        ? { source: "stored", texts: [], element: of("stored") }
        : undefined;
    }
    const executes =
      strong &&
      (/(?:db|conn\w*|cur(?:sor)?|pool|client|pdo|mysqli|stmt|statement|jdbc\w*|template|session|em|entityManager|knex|sequelize|prisma|tx|trx|connection|database|store|repo\w*|ctx|context|engine|wpdb|DB)$/iu.test(
        owner,
      ) ||
        /^(?:mysqli_|pg_|sqlsrv_|mysql_)/u.test(name) ||
        /Unsafe$|Raw(?:Async)?$|^createNativeQuery$|^executeQuery$|^executeUpdate$|^executescript$|^find_by_sql$/u.test(
          name,
        ));
    const mysqliSecond = /^(?:mysqli_|pg_|sqlsrv_|mysql_)/u.test(name)
      ? (candidates[1] ?? first)
      : first;
    const on_ =
      /Context$/u.test(name) && candidates[1] !== undefined ? candidates[1] : mysqliSecond;
    if (
      executes &&
      !ONLY_TELLS.test(name) &&
      (on_.value.texts.length > 0
        ? on_.value.texts.some(
            (it) => it.parts[0]?.kind === "hole" || it.parts[0]?.kind === "fixed",
          )
        : on_.value.source === "request" &&
          on_.value.items === undefined &&
          on_.value.fields === undefined)
    ) {
      this.#take(on_.value, "call", name, expr, on_.expr, false, args.length > 1);
      return { source: "stored", texts: [], element: of("stored") };
    }
    if (fragmentSure) {
      const at = candidates.find((it) => it.value.texts.length > 0) ?? first;
      if (
        on !== undefined &&
        /^(?:String|path|fs|console|JSON|yaml|re|logger|html|Html)$/u.test(owner)
      ) {
        return undefined;
      }
      if (name === "extra" || name === "Expr") {
        for (const it of args) {
          for (const item of it.value.items ??
            (it.value.fields === undefined ? [it.value] : [...it.value.fields.values()])) {
            if (item.texts.length > 0) {
              this.#take(item, "call", name, expr, it.expr, true, false);
            }
          }
        }
        return of("opaque");
      }
      if (at.value.texts.length > 0 || isTainted(at.value.source)) {
        this.#take(at.value, "call", name, expr, at.expr, true, args.length > 1);
        return { ...at.value, composed: true };
      }
      return { ...at.value, composed: true };
    }
    const family = FAMILY[this.#language];
    if (
      family !== undefined &&
      MAY_TAKE_FRAGMENT[family]?.has(name) === true &&
      (expr.receiver !== undefined || (this.#language === "ruby" && SCOPES.test(name)))
    ) {
      return this.#mayTake(expr, on, args, owner);
    }
    if (strong && on_.value.texts.length > 0 && on?.source !== "request") {
      // A composed fragment, HQL, a name of a stored query: nothing to say, but rows come back.
      return { source: "stored", texts: [], element: of("stored") };
    }
    if (
      strong &&
      expr.receiver !== undefined &&
      /(?:db|conn\w*|cur(?:sor)?|pool|client|pdo|mysqli|stmt|jdbc\w*|session|em|entityManager|knex|tx|connection|database|repo\w*|store|statement)$/iu.test(
        owner,
      )
    ) {
      return { source: "stored", texts: [], element: of("stored") };
    }
    if (READS_ROWS.test(name) && (on?.source === "stored" || ROW_OWNER.test(owner))) {
      return { source: "stored", texts: [], element: of("stored") };
    }
    return undefined;
  }

  #mayTake(
    expr: Extract<Expr, { kind: "call" }>,
    on: Value | undefined,
    args: readonly Handed[],
    owner: string,
  ): Value | undefined {
    const { name } = expr;
    const rubyModel = this.#language === "ruby";
    for (const it of args.slice(0, rubyModel ? undefined : 2)) {
      if (it.name !== undefined || it.value.lambda !== undefined) {
        continue;
      }
      const list = it.value.items?.[0];
      const value =
        it.value.texts.length === 0 && list !== undefined && list.texts.length > 0
          ? list
          : it.value;
      if (value.texts.length > 0) {
        const text = value.texts.map((one) => knownText(one)).join("\n");
        const isSql =
          rubyModel || this.#language === "go"
            ? value.texts.some(
                (one) =>
                  one.parts.some((part) => part.kind === "hole") || /\s/u.test(knownText(one)),
              )
            : /\s(?:=|<>|!=|<|>|<=|>=|like|ilike|in|is|between|and|or|asc|desc)\b|[=<>]|\b(?:asc|desc)\b|\uFFFC\s+\uFFFC/iu.test(
                text,
              );
        if (isSql) {
          this.#take(value, "call", name, expr, it.expr, true, args.length > 1);
        }
      } else if (
        isTainted(it.value.source) &&
        it.value.fields === undefined &&
        this.#plainTaken(name, it, owner)
      ) {
        this.#take(
          {
            ...it.value,
            texts: standing(
              it.value,
              { start: it.expr.start, end: it.expr.end },
              { start: it.expr.start, end: it.expr.end },
            ),
          },
          "call",
          name,
          expr,
          it.expr,
          true,
          args.length > 1,
        );
      }
      break;
    }
    return {
      source: on?.source === "stored" ? "stored" : "stored",
      texts: [],
      element: of("stored"),
    };
  }

  /** Is a bare variable handed to this call taken for SQL? */
  #plainTaken(name: string, it: Handed, owner: string): boolean {
    if (this.#language === "ruby") {
      return (
        it.expr.kind !== "map" &&
        /^(?:order|reorder|group|having|joins|from|pluck|in_order_of|where|select|lock|calculate|sum)$/u.test(
          name,
        ) &&
        (name !== "where" || it.value.source === "request") &&
        (/^[A-Z@]/u.test(owner) || owner === "" || /s$|scope|rel/u.test(owner)) &&
        (name !== "select" || it.value.source === "request") &&
        !(it.value.source === "unknown" && name === "where")
      );
    }
    if (this.#language === "go") {
      return (
        /^(?:Order|Having|Group|Joins|Where|Table|Select)$/u.test(name) &&
        (it.value.source === "request" ||
          (it.value.source === "parameter" && /^(?:Order|Group|Having|Joins)$/u.test(name))) &&
        /db|tx|query|q$|^$/iu.test(owner)
      );
    }
    return false;
  }

  /** Texts that are statements by their look, wherever they go. */
  #shape(value: Value, expr: Expr): void {
    if (
      value.texts.some((it) => IS_SQL.test(knownText(it))) &&
      !isName(expr) &&
      expr.kind !== "call"
    ) {
      this.#take(value, "shape", "", expr, expr, false, false);
    }
  }

  #take(
    value: Value,
    how: How,
    via: string,
    call: Range,
    argument: Range,
    fragment: boolean,
    binds: boolean,
  ): void {
    if (this.#quiet > 0 || this.#before === undefined) {
      return;
    }
    this.taken.push({
      value:
        value.texts.length > 0
          ? value
          : {
              ...value,
              texts: standing(
                value,
                { start: argument.start, end: argument.end },
                { start: argument.start, end: argument.end },
              ),
            },
      how,
      via,
      call: { start: call.start, end: call.end },
      argument: { start: argument.start, end: argument.end },
      fragment,
      binds,
      loop: this.#loops.at(-1),
    });
  }
}

/** A value with the place that its text comes from. */
interface Placed extends Value {
  readonly madeAt?: Range | undefined;
}

interface Handed {
  readonly name: string | undefined;
  readonly value: Value;
  readonly expr: Expr;
  readonly spread: boolean;
}

/** Said without a receiver, within the model itself. */
const SCOPES = /^(?:where|order|reorder|having|joins|group|from|pluck)$/u;
/** Give the rows of what was asked before. */
const READS_ROWS =
  /^(?:fetch\w*|find\w*|all|rows|Query\w*|each_row|get_result|getResultList|ToList\w*|scalars)$/u;
const ROW_OWNER = /(?:cur(?:sor)?|prisma\.\w+|repo\w*|Model|stmt|objects)$/iu;
const EMPTY_SHAPE: FunctionShape = { name: "", parameters: [], body: [], decorators: [] };
const LONGEST_HEAD = 200;
const MOST_ARGUMENTS_BEFORE_SQL = 4;
const FORMATS_APART =
  /^(?:pgformat|pgFormat|format|\w+sql2?|SqlString|sqlstring|pg_format|pgp\.as|connection|conn|pool|db)$/u;
const PASSES_MANY =
  /^(?:slice|substring|substr|Substring|concat|TrimPrefix|TrimSuffix|trim|rtrim|ltrim|toString|ToString|Trim|encode|decode)$/u;
const ITERATES =
  /^(?:map|forEach|filter|each|select|reject|find|some|every|flatMap|reduce|Select|Where|ForEach|Any|All|collect|collect_concat|each_with_index|each_with_object|flat_map|filter_map|sort_by|group_by|map!|inject|any\?|all\?|mapToObj|anyMatch|allMatch|peek|find_each|find_in_batches|in_batches|each_slice|sum|partition|each_pair|each_key|toSorted|sort)$/u;

const FAMILY: Readonly<Record<HostLanguage, string>> = {
  typescript: "js",
  typescriptreact: "js",
  javascript: "js",
  javascriptreact: "js",
  python: "python",
  go: "go",
  java: "java",
  php: "php",
  csharp: "csharp",
  ruby: "ruby",
};

/** `${column}` in an annotation is pasted into the text by the mapper; `#{id}` is bound. */
function withRawHoles(value: Value): Value {
  const texts = value.texts.map((built) => ({
    ...built,
    parts: built.parts.flatMap((part): readonly Part[] => {
      if (part.kind !== "text" || !part.segment.text.includes("${")) {
        return [part];
      }
      const { segment } = part;
      const exact = segment.text.length === segment.end - segment.start;
      let at = 0;
      const made: Part[] = [];
      const textTo = (end: number) => {
        if (end > at) {
          const range = exact
            ? { start: segment.start + at, end: segment.start + end }
            : { start: segment.start, end: segment.end };
          made.push({ ...part, segment: { text: segment.text.slice(at, end), ...range } });
        }
      };
      for (const it of segment.text.matchAll(/\$\{[^}]*\}/gu)) {
        textTo(it.index);
        at = it.index + it[0].length;
        const range = exact
          ? { start: segment.start + it.index, end: segment.start + at }
          : { start: segment.start, end: segment.end };
        made.push({ kind: "hole", range, origin: range, source: "parameter" });
      }
      textTo(segment.text.length);
      return made;
    }),
  }));
  return textValue(texts);
}

function block_(lambda: Value | undefined): Value | undefined {
  return lambda?.element;
}

/** `sb` of `sb.append("a").append("b")`. */
function rootPath(expr: Expr): string | undefined {
  if (
    expr.kind === "call" &&
    expr.receiver !== undefined &&
    /^(?:append|Append|AppendLine|push|add|Add|concat|insert|prepend)$/u.test(expr.name)
  ) {
    return rootPath(expr.receiver);
  }
  if (expr.kind === "binary" && expr.operator === "<<") {
    return rootPath(expr.left);
  }
  return pathOf(expr);
}

/** `{ id: number; name: string }`, and a struct's lines. */
function fieldTypes(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const it of text.matchAll(
    /(?:^|[{;,\n])\s*(?:readonly\s+)?(\w+)\??\s*(?::\s*|[ \t]+)([^;,\n}`]+)/gu,
  )) {
    found.set(it[1] ?? "", (it[2] ?? "").trim());
  }
  return found;
}
