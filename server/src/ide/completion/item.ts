/** What completion answers: plain data, best first. */
import type { Edit, Range } from "../../base/text.ts";

export type ItemKind =
  | "column"
  | "table"
  | "view"
  | "cte"
  | "alias"
  | "schema"
  | "function"
  | "keyword"
  | "type"
  | "value"
  | "join"
  | "condition"
  | "columns"
  | "variable"
  | "role"
  | "index"
  | "setting"
  | "name"
  | "snippet";

export interface CompletionItem {
  readonly label: string;
  readonly kind: ItemKind;
  /** One line beside the label: a type, a target, a signature. */
  readonly detail: string;
  /** Where it comes from, after the detail: the relation of a column. */
  readonly from?: string | undefined;
  readonly insertText: string;
  /** `insertText` has tab stops. */
  readonly snippet?: boolean | undefined;
  /** Offsets of the script. */
  readonly replace: Range;
  /** What the typed letters are compared with where it is not the label. */
  readonly filterText?: string | undefined;
  readonly additionalEdits?: readonly Edit[] | undefined;
  /** Documentation in Markdown, where it is at hand. */
  readonly documentation?: string | undefined;
}

/** A candidate before ranking. `weight` says how likely it is here, apart from the letters typed. */
export interface Candidate extends Omit<CompletionItem, "replace"> {
  readonly weight: number;
}

/** How likely each sort of candidate is where it can stand; the letters typed count more. */
export const Weight = {
  /** What a pack says follows these words. */
  Continuation: 300,
  Value: 290,
  Condition: 285,
  ColumnList: 280,
  RelatedTable: 262,
  Join: 258,
  Column: 250,
  Cte: 240,
  Table: 225,
  SelectAlias: 232,
  OuterColumn: 205,
  Qualifier: 190,
  Variable: 195,
  Type: 200,
  /** A continuation where columns are what is wanted. */
  Hint: 202,
  LeadingKeyword: 170,
  Name: 200,
  View: 220,
  Schema: 140,
  Function: 120,
  Keyword: 100,
  SystemTable: 40,
  Snippet: 30,
} as const;
