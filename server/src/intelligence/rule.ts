/**
 * Rules: findings in SQL text. A rule is one file in `rules/<group>/` that carries its metadata, its
 * pure behaviour and its own examples; a generic test runs the examples, a generator writes the list,
 * the reference page and the settings. The runner (`findings.ts`) walks each statement once for all
 * rules. A rule reaches no settings, clock, disk or connection.
 */
import type { Analysis } from "../analysis/analyze.ts";
import type { Severity } from "../base/severity.ts";
import type { Edit, Range } from "../base/text.ts";
import type { CatalogIndex } from "../catalog/lookup.ts";
import type { Catalog } from "../catalog/model.ts";
import type { Node, NodeKind, NodeOf, StatementNode } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { Script, Statement } from "../sql/script.ts";

export type RuleGroup = "perf" | "correctness" | "security" | "schema" | "style" | "migration";

/** A change that mends a finding. Offsets are relative to the statement, as in the tree. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Same result for every input: may be applied without asking (fix on save, `--fix`). */
  readonly safe: boolean;
}

/** What a rule found. Messages say what is wrong here, in the present tense, without blame. */
export interface Report {
  readonly range: Range;
  readonly message: string;
  readonly fixes?: readonly Fix[] | undefined;
  /** Where this place deserves less than the rule's usual severity. */
  readonly severity?: Severity | undefined;
}

/** A report with its rule; offsets are those of the script. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

export interface RuleContext {
  readonly statement: Statement;
  readonly root: StatementNode;
  readonly dialect: Dialect;
  /** Empty where `needs` does not include `catalog` and none is known: ask `hasCatalog`. */
  readonly catalog: Catalog | undefined;
  readonly index: CatalogIndex | undefined;
  readonly analysis: Analysis;
  /** Nodes from the root to the parent of the node being visited. */
  readonly ancestors: readonly Node[];
  text(range: Range): string;
  report(report: Report): void;
}

/** What a rule about neighbouring statements sees; its reports have offsets of the script. */
export interface ScriptContext {
  readonly script: Script;
  readonly dialect: Dialect;
  readonly catalog: Catalog | undefined;
  /** The roots of all statements, in order. */
  readonly roots: readonly StatementNode[];
  report(report: Report): void;
}

export type Visitor = {
  readonly [K in NodeKind]?: (node: NodeOf<K>, context: RuleContext) => void;
};

export interface Rule {
  /** `<group>/<slug>`; for ever: a rule is deprecated, never renamed. */
  readonly id: `${RuleGroup}/${string}`;
  readonly severity: Severity;
  /** The runner skips the rule where one of these is not there. */
  readonly needs: readonly ("catalog" | "statistics")[];
  /** Applies only where the dialect has all of these capabilities; `!x` where it has not. */
  readonly capabilities?: readonly string[];
  /** One line: what is flagged. */
  readonly summary: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do instead. */
  readonly advice: string;
  /** Where the rule is known from: a manual's page, a CWE number. */
  readonly sources?: readonly string[];
  /** Rules that say the same about the same place: people are shown this one only. */
  readonly covers?: readonly string[];
  /** Off until somebody switches it on. */
  readonly optIn?: boolean;
  readonly examples: readonly RuleExample[];
  readonly visit?: Visitor;
  /** For what one statement cannot tell: many one-row inserts in a row, a transaction left open. */
  readonly visitScript?: (context: ScriptContext) => void;
}

/**
 * An example is a test. In `bad`, a line of `^^^ message` labels the range above it (the message may
 * be left out: then any will do). `fixed` is the text after the first fix, and must be silent.
 */
export interface RuleExample {
  readonly dialect?: string;
  /** DDL text from which the catalog is built; statistics as in `lint --jsonl`. */
  readonly schema?: string;
  readonly statistics?: Readonly<
    Record<
      string,
      {
        readonly rows: number;
        readonly columns?: Readonly<
          Record<string, { readonly distinct?: number; readonly nullFraction?: number }>
        >;
      }
    >
  >;
  readonly bad?: string;
  readonly fixed?: string;
  readonly good?: string;
}
