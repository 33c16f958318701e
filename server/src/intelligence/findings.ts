/**
 * The runner: every statement is walked once for all rules. Findings of a statement are memoised by
 * its identity, the catalog's and the rule set's, so a keystroke costs one statement.
 */
import { analyze } from "../analysis/analyze.ts";
import type { View } from "../analysis/view.ts";
import { memo2 } from "../base/memo.ts";
import type { Severity } from "../base/severity.ts";
import type { Edit, Range } from "../base/text.ts";
import { type CatalogIndex, catalogIndex } from "../catalog/lookup.ts";
import type { Catalog } from "../catalog/model.ts";
import type { Node, NodeKind } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { parse } from "../sql/parse.ts";
import type { Statement } from "../sql/script.ts";
import { children } from "../sql/walk.ts";
import type { Finding, Fix, Report, Rule, RuleContext } from "./rule.ts";
import { matches, suppressions } from "./suppressions.ts";

/** Rules with the severities a project gave them; make one per configuration and keep it. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly severity: ReadonlyMap<string, Severity>;
}

/** `{ "perf/select-star": "off", "security/*": "error" }`: the most exact key wins. */
export function ruleSet(
  rules: readonly Rule[],
  settings: Readonly<Record<string, Severity | "off">> = {},
): RuleSet {
  const severity = new Map<string, Severity>();
  const keys = Object.keys(settings).sort((a, b) => a.length - b.length);
  for (const rule of rules) {
    let chosen: Severity | "off" = rule.optIn === true ? "off" : rule.severity;
    for (const key of keys) {
      if (matches(key, rule.id)) {
        chosen = settings[key] ?? chosen;
      }
    }
    if (chosen !== "off") {
      severity.set(rule.id, chosen);
    }
  }
  return { rules: rules.filter((it) => severity.has(it.id)), severity };
}

/** All findings of a view in text order, suppressed ones left out. */
export function findings(view: View, set: RuleSet): readonly Finding[] {
  const { script } = view;
  const silenced = suppressions(script.text);
  const found: Finding[] = [];
  script.statements.forEach((statement, index) => {
    const start = script.starts[index] ?? 0;
    for (const it of findingsOf(statement, view, set)) {
      found.push(start === 0 ? it : shifted(it, start));
    }
  });
  for (const rule of set.rules.filter((it) => applies(it, view.dialect, view.catalog))) {
    rule.visitScript?.({
      script,
      dialect: view.dialect,
      catalog: view.catalog,
      roots: script.statements.map((it) => parse(it).root),
      report: (report) => found.push(finding(rule, set, report)),
    });
  }
  return found
    .filter((it) => !silenced.silences(it.rule, it.range))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Without the findings that a more exact rule makes at the same place: what people are shown. */
export function uncovered(all: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  const covers = new Map(
    rules.flatMap((it) => (it.covers === undefined ? [] : [[it.id as string, it.covers] as const])),
  );
  const hidden = all.flatMap((it) =>
    (covers.get(it.rule) ?? []).map((rule) => ({ rule, range: it.range })),
  );
  return hidden.length === 0
    ? all
    : all.filter(
        (it) =>
          !hidden.some(
            (one) =>
              one.rule === it.rule &&
              one.range.start < it.range.end &&
              it.range.start < one.range.end,
          ),
      );
}

const NO_CATALOG: Catalog = {
  engine: "",
  schemas: [],
  searchPath: [],
  roles: [],
  extensions: [],
  notes: [],
};

/** Findings of one statement, offsets relative to it. */
export function findingsOf(statement: Statement, view: View, set: RuleSet): readonly Finding[] {
  return perCatalog(statement, view.catalog ?? NO_CATALOG)(set);
}

const perCatalog = memo2((statement: Statement, catalog: Catalog) => {
  const cache = new WeakMap<RuleSet, readonly Finding[]>();
  return (set: RuleSet) => {
    const hit = cache.get(set);
    if (hit !== undefined) {
      return hit;
    }
    const found = compute(statement, catalog === NO_CATALOG ? undefined : catalog, set);
    cache.set(set, found);
    return found;
  };
});

interface Subscriber {
  readonly rule: Rule;
  readonly visit: (node: Node, context: RuleContext) => void;
}

function compute(
  statement: Statement,
  catalog: Catalog | undefined,
  set: RuleSet,
): readonly Finding[] {
  const { root, problems } = parse(statement);
  if (root.kind === "empty") {
    return [];
  }
  const { dialect, text } = statement;
  const index: CatalogIndex | undefined =
    catalog === undefined ? undefined : catalogIndex(catalog, dialect);
  const analysis = analyze(statement, catalog);
  const found: Finding[] = [];
  const ancestors: Node[] = [];
  let current: Rule | undefined;
  const context: RuleContext = {
    statement,
    root,
    dialect,
    catalog,
    index,
    analysis,
    ancestors,
    text: (range: Range) => text.slice(range.start, range.end),
    report: (report: Report) => {
      if (current !== undefined) {
        found.push(finding(current, set, report));
      }
    },
  };
  const table = subscribers(set, statement, catalog);
  // Depth first with an explicit stack: chains of operators may be thousands of levels deep.
  const stack: (Node | undefined)[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (node === undefined) {
      ancestors.pop();
      continue;
    }
    for (const { rule, visit } of table.get(node.kind) ?? []) {
      current = rule;
      visit(node, context);
    }
    ancestors.push(node);
    stack.push(undefined);
    const inside = children(node);
    for (let i = inside.length - 1; i >= 0; i -= 1) {
      stack.push(inside[i]);
    }
  }
  // A statement that does not parse is half written: what its fragments seem to say is not held against it.
  return problems.some((it) => it.code !== "unavailable")
    ? found.filter((it) => it.severity === "error" && TRUSTED_ON_BROKEN.has(it.rule))
    : found;
}

/** Rules whose trigger is whole even where the statement around it is not. */
const TRUSTED_ON_BROKEN: ReadonlySet<string> = new Set();

function subscribers(
  set: RuleSet,
  statement: Statement,
  catalog: Catalog | undefined,
): ReadonlyMap<NodeKind, readonly Subscriber[]> {
  const table = new Map<NodeKind, Subscriber[]>();
  for (const rule of set.rules) {
    if (rule.visit === undefined || !applies(rule, statement.dialect, catalog)) {
      continue;
    }
    for (const [kind, visit] of Object.entries(rule.visit)) {
      const list = table.get(kind as NodeKind) ?? [];
      list.push({ rule, visit: visit as Subscriber["visit"] });
      table.set(kind as NodeKind, list);
    }
  }
  return table;
}

function applies(rule: Rule, dialect: Dialect, catalog: Catalog | undefined): boolean {
  if (rule.needs.length > 0 && catalog === undefined) {
    return false;
  }
  return (rule.capabilities ?? []).every((it) =>
    it.startsWith("!") ? !dialect.can(it.slice(1)) : dialect.can(it),
  );
}

function finding(rule: Rule, set: RuleSet, report: Report): Finding {
  const usual = set.severity.get(rule.id) ?? rule.severity;
  return {
    rule: rule.id,
    severity: report.severity !== undefined && usual === rule.severity ? report.severity : usual,
    range: { start: report.range.start, end: report.range.end },
    message: report.message,
    fixes: report.fixes ?? [],
  };
}

function shifted(it: Finding, by: number): Finding {
  return {
    ...it,
    range: moved(it.range, by),
    fixes: it.fixes.map((fix: Fix) => ({
      ...fix,
      edits: fix.edits.map((edit: Edit) => ({ ...edit, range: moved(edit.range, by) })),
    })),
  };
}

function moved(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}
