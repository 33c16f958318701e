/**
 * Moments moved and cut: `d + INTERVAL 1 MONTH`, `date(d, '+1 month')`, `date_trunc('month', d)`.
 * Each spelling is read into a list of steps and written in the way the other engine does it.
 */
import type {
  Binary,
  Call,
  ColumnReference,
  Expression,
  IntervalLiteral,
  Literal,
} from "../../../sql/ast.ts";
import { asMoment, castTo, type Temporal, temporal } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";

export type Unit =
  | "MICROSECOND"
  | "SECOND"
  | "MINUTE"
  | "HOUR"
  | "DAY"
  | "WEEK"
  | "MONTH"
  | "QUARTER"
  | "YEAR";

type Step =
  | {
      readonly tag: "add";
      readonly amount: string;
      readonly unit: Unit;
      readonly negative: boolean;
    }
  | { readonly tag: "cut"; readonly unit: Unit };

interface Moved {
  readonly base: Expression;
  /** What the base is taken for before the first step. */
  readonly from: Temporal | undefined;
  readonly steps: readonly Step[];
  readonly result: Temporal;
}

const UNITS: Readonly<Record<string, Unit>> = {
  microsecond: "MICROSECOND",
  second: "SECOND",
  sec: "SECOND",
  minute: "MINUTE",
  min: "MINUTE",
  hour: "HOUR",
  day: "DAY",
  week: "WEEK",
  month: "MONTH",
  mon: "MONTH",
  quarter: "QUARTER",
  year: "YEAR",
};

export function unitNamed(name: string): Unit | undefined {
  const lower = name.toLowerCase();
  return UNITS[lower] ?? UNITS[lower.replace(/s$/u, "")];
}

const BELOW_DAY: ReadonlySet<Unit> = new Set(["MICROSECOND", "SECOND", "MINUTE", "HOUR"]);

/** The steps in one construct that moves a moment, in any engine's spelling. */
function read(node: Expression, t: Translator): Moved | undefined {
  switch (node.kind) {
    case "binary":
      return readBinary(node, t);
    case "call":
      return t.reads("dates") === "modifiers" ? readModifiers(node, t) : readCall(node, t);
    default:
      return undefined;
  }
}

function readBinary(node: Binary, t: Translator): Moved | undefined {
  if (node.op !== "+" && node.op !== "-") {
    return undefined;
  }
  const negative = node.op === "-";
  const steps = intervalSteps(node.right, negative, t);
  if (steps !== undefined) {
    return moved(node.left, steps, t);
  }
  if (!negative) {
    const other = intervalSteps(node.left, false, t);
    if (other !== undefined) {
      return moved(node.right, other, t);
    }
  }
  // A date and a number of days.
  const isDay =
    (t.reads("dates") === "interval-literals" && temporal(node.left, t) === "date") ||
    (t.from.can("date-plus-number") && temporal(node.left, t) !== undefined);
  if (isDay && node.left.kind !== "literal") {
    const { kind } = t.type(node.right);
    if (kind === "integer") {
      return {
        base: node.left,
        from: temporal(node.left, t),
        steps: [{ tag: "add", amount: t.text(node.right), unit: "DAY", negative }],
        result: temporal(node.left, t) ?? "date",
      };
    }
  }
  return undefined;
}

function moved(base: Expression, steps: readonly Step[], t: Translator): Moved {
  const inner = read(base, t);
  const from = inner?.result ?? temporal(base, t);
  const small = steps.some((it) => it.tag === "add" && BELOW_DAY.has(it.unit));
  const widens = t.reads("dates") === "interval-literals" && from === "date";
  const result: Temporal =
    from === "time" ? "time" : from === "date" && !small && !widens ? "date" : "timestamp";
  return inner === undefined
    ? { base, from, steps, result }
    : { ...inner, steps: [...inner.steps, ...steps], result };
}

/** What an interval adds; `undefined` where the expression is none that is understood. */
function intervalSteps(
  node: Expression,
  negative: boolean,
  t: Translator,
): readonly Step[] | undefined {
  switch (node.kind) {
    case "interval":
      return literalSteps(node, negative, t);
    case "typed-literal":
      return node.type.name === "interval" ? textSteps(node.value.value, negative) : undefined;
    case "cast": {
      if (node.type.name !== "interval") {
        return undefined;
      }
      if (node.operand.kind === "literal") {
        return textSteps(node.operand.value, negative);
      }
      return composedSteps(node.operand, negative, t);
    }
    case "binary": {
      if (node.op === "*") {
        const [interval, factor] =
          intervalSteps(node.left, negative, t) === undefined
            ? [node.right, node.left]
            : [node.left, node.right];
        const one = intervalSteps(interval, negative, t);
        return one?.map((it) =>
          it.tag === "add"
            ? {
                ...it,
                amount: it.amount === "1" ? t.text(factor) : `${t.operand(factor)} * ${it.amount}`,
              }
            : it,
        );
      }
      return undefined;
    }
    case "call": {
      if (callName(node) !== "make_interval") {
        return undefined;
      }
      const steps: Step[] = [];
      for (const [index, it] of node.args.entries()) {
        const name =
          it.kind === "named-argument"
            ? it.name.text
            : ["years", "months", "weeks", "days", "hours", "mins", "secs"][index];
        const unit = unitNamed(name ?? "");
        const value = it.kind === "named-argument" ? it.value : it;
        if (unit === undefined) {
          return undefined;
        }
        if (!(value.kind === "literal" && value.value === "0")) {
          steps.push({ tag: "add", amount: t.text(value), unit, negative });
        }
      }
      return steps;
    }
    default:
      return undefined;
  }
}

/** A number of days with a fraction is rounded where intervals are a number and a unit. */
function rounds(value: Expression, unit: Unit, t: Translator): boolean {
  return (
    t.reads("dates") === "unit-words" &&
    unit !== "SECOND" &&
    /^(?:decimal|float)$/u.test(t.type(value).kind)
  );
}

function literalSteps(
  node: IntervalLiteral,
  negative: boolean,
  t: Translator,
): readonly Step[] | undefined {
  const { unit: unitName } = node;
  if (unitName === undefined) {
    return node.value.kind === "literal" ? textSteps(node.value.value, negative) : undefined;
  }
  const unit = unitNamed(unitName);
  if (unit !== undefined) {
    const { value } = node;
    const amount =
      value.kind === "literal" && value.type === "string" && /^-?\d+$/u.test(value.value)
        ? value.value
        : rounds(value, unit, t)
          ? `ROUND(${t.text(value)})`
          : t.text(value);
    return amount.startsWith("-") && /^-\d+$/u.test(amount)
      ? [{ tag: "add", amount: amount.slice(1), unit, negative: !negative }]
      : [{ tag: "add", amount, unit, negative }];
  }
  const units = unitName.split("_").map(unitNamed);
  const [large, small] = units;
  if (
    units.length !== 2 ||
    large === undefined ||
    small === undefined ||
    node.value.kind !== "literal"
  ) {
    return undefined;
  }
  const chain: readonly Unit[] = [
    "YEAR",
    "MONTH",
    "DAY",
    "HOUR",
    "MINUTE",
    "SECOND",
    "MICROSECOND",
  ];
  const span = chain.slice(chain.indexOf(large), chain.indexOf(small) + 1);
  const numbers = node.value.value.match(/\d+/gu) ?? [];
  const used = span.slice(span.length - numbers.length);
  const sign = node.value.value.trim().startsWith("-") !== negative;
  return together(
    numbers.map((amount, index) => ({
      tag: "add",
      amount: String(Number(amount)),
      unit: used[index] ?? small,
      negative: sign,
    })),
  );
}

/** `1 day 2 hours`, `1 month - 1 day`, `02:30:00`. */
function textSteps(text: string, negative: boolean): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const part = /^([+-]?\s*)(\d+(?:\.\d+)?)\s*([a-z]+)\s*,?\s*/iu.exec(rest);
    if (part !== null) {
      const unit = unitNamed(part[3] ?? "");
      if (unit === undefined) {
        return undefined;
      }
      steps.push({
        tag: "add",
        amount: part[2] ?? "0",
        unit,
        negative: (part[1] ?? "").includes("-") !== negative,
      });
      rest = rest.slice(part[0].length);
      continue;
    }
    const clock = /^([+-]?)(\d+):(\d+)(?::(\d+))?\s*$/u.exec(rest);
    if (clock === null) {
      return undefined;
    }
    const sign = (clock[1] === "-") !== negative;
    for (const [index, unit] of (["HOUR", "MINUTE", "SECOND"] as const).entries()) {
      const amount = Number(clock[index + 2] ?? 0);
      if (amount !== 0) {
        steps.push({ tag: "add", amount: String(amount), unit, negative: sign });
      }
    }
    rest = "";
  }
  return steps.length === 0 ? undefined : together(steps);
}

/** Years and months of one interval are added at once: the day is cut to the month's length only then. */
function together(steps: readonly Step[]): readonly Step[] {
  const months = steps.filter(
    (it) => it.tag === "add" && (it.unit === "YEAR" || it.unit === "MONTH"),
  );
  if (months.length < 2 || steps.some((it) => it.tag === "add" && !/^\d+$/u.test(it.amount))) {
    return steps;
  }
  let total = 0;
  for (const it of months) {
    if (it.tag === "add") {
      total += (it.negative ? -1 : 1) * Number(it.amount) * (it.unit === "YEAR" ? 12 : 1);
    }
  }
  return [
    { tag: "add", amount: String(Math.abs(total)), unit: "MONTH", negative: total < 0 },
    ...steps.filter((it) => !months.includes(it)),
  ];
}

/** `(n || ' days')`. */
function composedSteps(
  node: Expression,
  negative: boolean,
  t: Translator,
): readonly Step[] | undefined {
  if (node.kind !== "binary" || node.op !== "||" || node.right.kind !== "literal") {
    return undefined;
  }
  const unit = unitNamed(node.right.value.trim());
  if (unit === undefined) {
    return undefined;
  }
  const { left } = node;
  if (
    left.kind === "binary" &&
    left.op === "||" &&
    left.left.kind === "literal" &&
    /^[+-]$/u.test(left.left.value)
  ) {
    return [
      {
        tag: "add",
        amount: t.text(left.right),
        unit,
        negative: (left.left.value === "-") !== negative,
      },
    ];
  }
  return [{ tag: "add", amount: t.text(left), unit, negative }];
}

function readCall(node: Call, t: Translator): Moved | undefined {
  const [first, second, third] = node.args;
  const name = callName(node);
  switch (name) {
    case "date_add":
    case "adddate":
    case "datetime_add":
    case "timestamp_add":
    case "date_sub":
    case "datetime_sub":
    case "timestamp_sub":
    case "subdate": {
      if (first === undefined || second === undefined) {
        return undefined;
      }
      const negative = name.endsWith("sub") || name.startsWith("sub");
      const steps =
        second.kind === "interval"
          ? intervalSteps(second, negative, t)
          : [{ tag: "add" as const, amount: t.text(second), unit: "DAY" as const, negative }];
      return steps === undefined ? undefined : moved(first, steps, t);
    }
    case "add_months":
      return first === undefined || second === undefined
        ? undefined
        : moved(first, signed(second, "MONTH", t), t);
    case "dateadd":
    case "datetimeadd":
    case "timestampadd": {
      const unit = unitWord(first);
      return unit === undefined || second === undefined || third === undefined
        ? undefined
        : moved(third, signed(second, unit, t), t);
    }
    case "date_trunc":
    case "datetrunc":
    case "datetime_trunc":
    case "timestamp_trunc": {
      const early = first?.kind === "column" && isKnown(first, t) ? undefined : unitWord(first);
      const unit = early ?? unitWord(second);
      const value = early === undefined ? first : second;
      return unit === undefined || value === undefined ? undefined : cut(value, unit, t);
    }
    case "trunc": {
      if (
        first === undefined ||
        temporal(first, t) === undefined ||
        !t.from.can("date-plus-number")
      ) {
        return undefined;
      }
      const unit = second === undefined ? "DAY" : TRUNC_UNITS[stringOf(second).toUpperCase()];
      return unit === undefined ? undefined : cut(first, unit, t);
    }
    default:
      return undefined;
  }
}

function cut(value: Expression, unit: Unit, t: Translator): Moved {
  const inner = read(value, t);
  const from = inner?.from ?? temporal(value, t);
  // Where a cut date stays a date; elsewhere it becomes a moment.
  const result = from === "date" && t.from.can("cut-keeps-date") ? "date" : "timestamp";
  return inner === undefined
    ? { base: value, from, steps: [{ tag: "cut", unit }], result }
    : { ...inner, steps: [...inner.steps, { tag: "cut", unit }], result };
}

/** A number of units, which may be negative. */
function signed(amount: Expression, unit: Unit, t: Translator): readonly Step[] {
  return amount.kind === "unary" && amount.op === "-"
    ? [{ tag: "add", amount: t.text(amount.operand), unit, negative: true }]
    : [{ tag: "add", amount: t.text(amount), unit, negative: false }];
}

/** Is the word the name of a column, and so no unit? */
function isKnown(node: ColumnReference, t: Translator): boolean {
  return t.analysis.resolve(node).tag === "column";
}

/** A unit given as a word or as a text. */
function unitWord(node: Expression | undefined): Unit | undefined {
  switch (node?.kind) {
    case "column":
      return node.parts.length === 1
        ? (UNIT_CODES[node.parts[0]?.text.toLowerCase() ?? ""] ??
            unitNamed(node.parts[0]?.text ?? ""))
        : undefined;
    case "literal":
      return node.type === "string" ? unitNamed(node.value) : undefined;
    default:
      return undefined;
  }
}

function stringOf(node: Expression): string {
  return node.kind === "literal" && node.type === "string" ? node.value : "";
}

/** Abbreviations of units as arguments of functions. */
const UNIT_CODES: Readonly<Record<string, Unit>> = {
  yy: "YEAR",
  yyyy: "YEAR",
  qq: "QUARTER",
  q: "QUARTER",
  mm: "MONTH",
  m: "MONTH",
  dd: "DAY",
  d: "DAY",
  wk: "WEEK",
  ww: "WEEK",
  hh: "HOUR",
  mi: "MINUTE",
  n: "MINUTE",
  ss: "SECOND",
  s: "SECOND",
  mcs: "MICROSECOND",
  isoweek: "WEEK",
  iso_week: "WEEK",
};

/** Formats that say to which unit `TRUNC` cuts. */
const TRUNC_UNITS: Readonly<Record<string, Unit>> = {
  YEAR: "YEAR",
  YYYY: "YEAR",
  YY: "YEAR",
  Y: "YEAR",
  Q: "QUARTER",
  MONTH: "MONTH",
  MON: "MONTH",
  MM: "MONTH",
  IW: "WEEK",
  DD: "DAY",
  DDD: "DAY",
  J: "DAY",
  HH: "HOUR",
  HH12: "HOUR",
  HH24: "HOUR",
  MI: "MINUTE",
};

/** `date(x, '+1 day', 'start of month')`. */
function readModifiers(node: Call, t: Translator): Moved | undefined {
  const name = callName(node);
  if (name !== "date" && name !== "datetime" && name !== "time") {
    return undefined;
  }
  const [base, ...modifiers] = node.args;
  if (base === undefined) {
    return undefined;
  }
  const steps: Step[] = [];
  for (const it of modifiers) {
    const own = it.kind === "literal" ? modifierSteps(it) : composedSteps(it, false, t);
    if (own === undefined) {
      return undefined;
    }
    steps.push(...own);
  }
  const inner = read(base, t);
  const result = name === "date" ? "date" : name === "time" ? "time" : "timestamp";
  if (inner !== undefined && inner.result !== "time") {
    return {
      ...inner,
      steps: [
        ...inner.steps,
        ...(inner.result === "date" && result !== "date"
          ? [{ tag: "cut" as const, unit: "DAY" as const }]
          : []),
        ...steps,
      ],
      result,
    };
  }
  return { base, from: temporal(base, t), steps, result };
}

function modifierSteps(node: Literal): readonly Step[] | undefined {
  const text = node.value.trim().toLowerCase();
  const start = /^start of (day|month|year)$/u.exec(text);
  if (start !== null) {
    const unit = unitNamed(start[1] ?? "");
    return unit === undefined ? undefined : [{ tag: "cut", unit }];
  }
  return /^[+-]?\d+(?:\.\d+)? [a-z]+$/u.test(text) ? textSteps(text, false) : undefined;
}

// ---------------------------------------------------------------- writing

function write(it: Moved, node: Expression, t: Translator): string | undefined {
  switch (t.writes("dates")) {
    case "unit-words":
      return t.below(node, () => writeUnits(it, t));
    case "interval-literals":
      return t.below(node, () => writeIntervals(it, t));
    case "modifiers":
      return t.below(node, () => writeModifiers(it, t));
    case "templates":
      return t.below(node, () => writeTemplates(it, t));
    default:
      return undefined;
  }
}

const isMonthly = (step: Step) =>
  step.tag === "add" && (step.unit === "MONTH" || step.unit === "YEAR" || step.unit === "QUARTER");

/** Does the source let the days that a month lacks run over into the next? */
function overflows(it: Moved, index: number, t: Translator): boolean {
  const before = it.steps.slice(0, index);
  const startsMonth =
    before.some((step) => step.tag === "cut" && (step.unit === "MONTH" || step.unit === "YEAR")) &&
    before.every((step) => step.tag === "cut" || isMonthly(step));
  return (
    t.reads("monthOverflow") === "overflows" &&
    t.writes("monthOverflow") === "clamps" &&
    !startsMonth
  );
}

function writeUnits(it: Moved, t: Translator): string {
  let text = isNow(it.base, t) ?? t.text(it.base);
  let kind = it.from;
  for (const [index, step] of it.steps.entries()) {
    if (step.tag === "cut") {
      text = cutUnits(text, step.unit);
      continue;
    }
    const verb = step.negative ? "DATE_SUB" : "DATE_ADD";
    if (isMonthly(step) && overflows(it, index, t)) {
      text = `DATE_ADD(${verb}(DATE_FORMAT(${text}, '%Y-%m-01${kind === "date" || it.result === "date" ? "" : " %H:%i:%s"}'), INTERVAL ${step.amount} ${step.unit}), INTERVAL DAY(${text}) - 1 DAY)`;
      continue;
    }
    text =
      kind === "time"
        ? `${step.negative ? "SUBTIME" : "ADDTIME"}(${text}, MAKETIME(${step.unit === "HOUR" ? step.amount : "0"}, ${step.unit === "MINUTE" ? step.amount : "0"}, ${step.unit === "SECOND" ? step.amount : "0"}))`
        : `${verb}(${text}, INTERVAL ${step.amount} ${step.unit})`;
    kind = kind === "date" && BELOW_DAY.has(step.unit) ? "timestamp" : kind;
  }
  if (
    it.result === "date" &&
    (kind !== "date" || t.reads("dates") === "modifiers") &&
    t.reads("dates") === "modifiers"
  ) {
    return kind === "date" && it.base.kind !== "literal" ? text : `DATE(${text})`;
  }
  if (it.result === "timestamp" && t.reads("dates") === "modifiers" && kind !== "timestamp") {
    return `CAST(${text} AS DATETIME)`;
  }
  if (it.result === "time" && t.reads("dates") === "modifiers" && kind !== "time") {
    return `TIME(${text})`;
  }
  return text;
}

/** By the templates of the engine's pack; the exactest that is there. */
function writeTemplates(it: Moved, t: Translator): string | undefined {
  const moves = t.writes("moves") ?? {};
  const isDate = it.from === "date";
  let text = isNow(it.base, t) ?? asMoment(it.base, t);
  let kind = isDate ? "date" : "timestamp";
  for (const [index, step] of it.steps.entries()) {
    const unit = step.unit.toLowerCase();
    if (kind === "date" && BELOW_DAY.has(step.unit) && moves["add date"] !== undefined) {
      text = castTo(text, "timestamp", t);
      kind = "timestamp";
    }
    const found = (verb: string) =>
      moves[`${verb} ${unit} ${kind}`] ??
      moves[`${verb} ${unit}`] ??
      moves[`${verb} ${kind}`] ??
      moves[verb];
    const negated = step.tag === "add" && step.negative ? found("subtract") : undefined;
    const template = negated ?? found(step.tag);
    if (template === undefined || (step.tag === "add" && overflows(it, index, t))) {
      return undefined;
    }
    const amount = step.tag === "cut" ? "" : operand(step.amount);
    const signedAmount =
      step.tag === "add" && step.negative && negated === undefined ? `-${amount}` : amount;
    text = template
      .replaceAll("$UNIT", step.unit)
      .replaceAll("$unit", unit)
      .replaceAll("$n", () => signedAmount)
      .replaceAll("$x", () => (/^\$x /u.test(template) ? operand(text) : text));
    kind = isDate && BELOW_DAY.has(step.unit) ? "timestamp" : kind;
  }
  const cuts = it.steps.some((step) => step.tag === "cut");
  if (it.result === "date" && (kind !== "date" || cuts) && !t.to.can("cut-keeps-date")) {
    return castTo(text, "date", t);
  }
  return it.result === "timestamp" && cuts && isDate && t.to.can("cut-keeps-date")
    ? castTo(text, "timestamp", t)
    : text;
}

function cutUnits(text: string, unit: Unit): string {
  switch (unit) {
    case "YEAR":
      return `DATE_FORMAT(${text}, '%Y-01-01')`;
    case "QUARTER":
      return `(MAKEDATE(YEAR(${text}), 1) + INTERVAL QUARTER(${text}) * 3 - 3 MONTH)`;
    case "MONTH":
      return `DATE_FORMAT(${text}, '%Y-%m-01')`;
    case "WEEK":
      return `DATE_SUB(DATE(${text}), INTERVAL WEEKDAY(${text}) DAY)`;
    case "DAY":
      return `DATE(${text})`;
    case "HOUR":
      return `DATE_FORMAT(${text}, '%Y-%m-%d %H:00:00')`;
    case "MINUTE":
      return `DATE_FORMAT(${text}, '%Y-%m-%d %H:%i:00')`;
    default:
      return `DATE_FORMAT(${text}, '%Y-%m-%d %H:%i:%s')`;
  }
}

function writeIntervals(it: Moved, t: Translator): string {
  const small = it.steps.some(
    (step) =>
      (step.tag === "add" && BELOW_DAY.has(step.unit)) ||
      (step.tag === "cut" && BELOW_DAY.has(step.unit)),
  );
  const now = isNow(it.base, t);
  const asDateBase = it.from === "date" && !small;
  let text =
    now ??
    (it.from === "date" || it.from === "time" ? asMoment(it.base, t) : `${asMoment(it.base, t)}`);
  text = operand(text);
  // Whole days on a date stay a date.
  const onlyDays = it.steps.every(
    (step) => step.tag === "add" && (step.unit === "DAY" || step.unit === "WEEK"),
  );
  if (asDateBase && it.result === "date" && onlyDays && it.steps.length > 0) {
    for (const step of it.steps) {
      if (step.tag === "add") {
        text = `${text} ${step.negative ? "-" : "+"} ${step.unit === "WEEK" ? (/^\d+$/u.test(step.amount) ? String(Number(step.amount) * 7) : `${operand(step.amount)} * 7`) : operand(step.amount)}`;
      }
    }
    return text;
  }
  for (const [index, step] of it.steps.entries()) {
    if (step.tag === "cut") {
      text = `date_trunc('${step.unit.toLowerCase()}', ${text})`;
      continue;
    }
    const interval = /^\d+(?:\.\d+)?$/u.test(step.amount)
      ? `INTERVAL '${step.unit === "QUARTER" ? Number(step.amount) * 3 : step.amount} ${step.unit === "QUARTER" ? "month" : step.unit.toLowerCase()}'`
      : `${operand(step.amount)} * INTERVAL '${step.unit === "QUARTER" ? "3 month" : `1 ${step.unit.toLowerCase()}`}'`;
    if (isMonthly(step) && overflows(it, index, t)) {
      text = `date_trunc('month', ${text}) ${step.negative ? "-" : "+"} ${interval} + (EXTRACT(DAY FROM ${text}) - 1) * INTERVAL '1 day'${it.result === "timestamp" ? ` + (${text} - date_trunc('day', ${text}))` : ""}`;
      text = `(${text})`;
    } else {
      text = `${text} ${step.negative ? "-" : "+"} ${interval}`;
    }
    if (index < it.steps.length - 1 && it.steps[index + 1]?.tag === "add") {
    }
  }
  const isPlain = it.steps.length === 0;
  if (it.result === "date") {
    return isPlain && it.from === "date"
      ? text
      : isPlain && it.base.kind === "literal"
        ? `DATE ${text.replace(/^TIMESTAMP /u, "").replace(/^DATE /u, "")}`
        : `${operand(text)}::date`;
  }
  if (it.result === "time" && it.from !== "time") {
    return `${operand(text)}::time`;
  }
  if (
    it.result === "timestamp" &&
    it.from === "date" &&
    (isPlain || t.reads("dates") === "modifiers")
  ) {
    return `${operand(text)}::timestamp`;
  }
  return text;
}

function writeModifiers(it: Moved, t: Translator): string | undefined {
  const name = it.result === "date" ? "date" : it.result === "time" ? "time" : "datetime";
  let base = isNow(it.base, t) ?? t.text(it.base);
  if (it.steps.some((step) => step.tag === "add" && step.unit === "MICROSECOND")) {
    return undefined;
  }
  const modifiers: string[] = [];
  const clamps = t.reads("monthOverflow") === "clamps";
  for (const step of it.steps) {
    if (step.tag === "cut") {
      if (step.unit === "YEAR" || step.unit === "MONTH" || step.unit === "DAY") {
        modifiers.push(`'start of ${step.unit.toLowerCase()}'`);
        continue;
      }
      const inner = modifiers.length === 0 ? base : `datetime(${[base, ...modifiers].join(", ")})`;
      modifiers.length = 0;
      switch (step.unit) {
        case "WEEK":
          base = inner;
          modifiers.push("'start of day'", "'-6 days'", "'weekday 1'");
          break;
        case "QUARTER":
          base = inner;
          modifiers.push(
            "'start of month'",
            `(-((strftime('%m', ${inner}) - 1) % 3)) || ' months'`,
          );
          break;
        default:
          base = `strftime('%Y-%m-%d ${step.unit === "HOUR" ? "%H:00:00" : step.unit === "MINUTE" ? "%H:%M:00" : "%H:%M:%S"}', ${inner})`;
      }
      continue;
    }
    const factor = step.unit === "WEEK" ? 7 : step.unit === "QUARTER" ? 3 : 1;
    const unit =
      step.unit === "WEEK"
        ? "days"
        : step.unit === "QUARTER"
          ? "months"
          : `${step.unit.toLowerCase()}s`;
    const isNumber = /^\d+(?:\.\d+)?$/u.test(step.amount);
    if (isNumber) {
      modifiers.push(`'${step.negative ? "-" : "+"}${Number(step.amount) * factor} ${unit}'`);
    } else {
      const amount = factor === 1 ? operand(step.amount) : `(${operand(step.amount)} * ${factor})`;
      modifiers.push(`${step.negative ? `(-${amount})` : amount} || ' ${unit}'`);
    }
    if (isMonthly(step) && clamps) {
      modifiers.push("'floor'");
    }
  }
  return `${name}(${[base, ...modifiers].join(", ")})`;
}

/** `'now'` as the word for this moment. */
function isNow(node: Expression, t: Translator): string | undefined {
  if (
    node.kind === "literal" &&
    node.type === "string" &&
    node.value.toLowerCase() === "now" &&
    t.reads("dates") === "modifiers"
  ) {
    return t.common("utc_now", [], node);
  }
  return undefined;
}

const SECONDS: Readonly<Record<string, number>> = {
  SECOND: 1,
  MINUTE: 60,
  HOUR: 3600,
  DAY: 86400,
  WEEK: 604800,
};

/** `a - b > INTERVAL '1 day'`, where the distance of moments is a number of seconds. */
function distance(node: Binary, t: Translator): string | undefined {
  if (
    !/^(?:<|>|<=|>=|=|<>)$/u.test(node.op) ||
    t.reads("dates") !== "interval-literals" ||
    t.writes("dates") === "interval-literals"
  ) {
    return undefined;
  }
  const flips = intervalSteps(node.left, false, t) !== undefined;
  const [moments_, interval] = flips ? [node.right, node.left] : [node.left, node.right];
  const steps = intervalSteps(interval, false, t);
  const pair =
    moments_.kind === "binary" && moments_.op === "-"
      ? [moments_.left, moments_.right]
      : moments_.kind === "call" && callName(moments_) === "age"
        ? moments_.args
        : [];
  const [a, b] = pair;
  if (
    steps === undefined ||
    a === undefined ||
    b === undefined ||
    temporal(a, t) !== "timestamp" ||
    temporal(b, t) !== "timestamp"
  ) {
    return undefined;
  }
  let total = 0;
  for (const it of steps) {
    const seconds = it.tag === "add" ? SECONDS[it.unit] : undefined;
    if (it.tag !== "add" || seconds === undefined || !/^\d+(?:\.\d+)?$/u.test(it.amount)) {
      return t.refuse("This interval has no fixed length.", interval);
    }
    total += (it.negative ? -1 : 1) * Number(it.amount) * seconds;
  }
  const seconds = t.common("seconds_diff", [[a], [b]], node);
  return seconds === undefined
    ? undefined
    : flips
      ? `${total} ${node.op} ${seconds}`
      : `${seconds} ${node.op} ${total}`;
}

/** Do both engines move moments with the same words? */
function movesAlike(t: Translator): boolean {
  return (
    t.reads("dates") === t.writes("dates") &&
    JSON.stringify(t.reads("moves")) === JSON.stringify(t.writes("moves"))
  );
}

/** The distance of two moments is an interval, a number of days or of nothing: only rules know which. */
function refuseDistance(node: Binary | Call, t: Translator): void {
  if (
    node.kind !== "binary" ||
    node.op !== "-" ||
    t.reads("dates") === t.writes("dates") ||
    node.left.kind === "literal" ||
    temporal(node.left, t) === undefined ||
    node.right.kind === "interval" ||
    temporal(node.right, t) === undefined ||
    (t.reads("dates") === "interval-literals" &&
      temporal(node.left, t) === "date" &&
      temporal(node.right, t) === "date")
  ) {
    return;
  }
  t.refuse("The distance of two moments is another thing here.", node);
}

function construct(node: Binary | Call, t: Translator): string | undefined {
  if (t.reads("dates") === undefined || t.writes("dates") === undefined || movesAlike(t)) {
    return undefined;
  }
  const apart = node.kind === "binary" ? distance(node, t) : undefined;
  if (apart !== undefined) {
    return apart;
  }
  refuseDistance(node, t);
  const found = read(node, t);
  if (found === undefined) {
    return undefined;
  }
  return write(found, node, t) ?? t.refuse("This way of moving a moment has no equal here.", node);
}

export const moments: Construct = {
  binary: construct,
  call: construct,
  interval(node, t) {
    if (movesAlike(t)) {
      return undefined;
    }
    if (t.to.can("interval-literal") && t.writes("dates") !== "templates") {
      return t.reads("dates") !== "interval-literals" && node.unit !== undefined
        ? `(${t.below(node, () => t.operand(node.value))} * INTERVAL '1 ${node.unit.toLowerCase()}')`
        : undefined;
    }
    return t.refuse("An interval by itself has no equal here.", node);
  },
};
