/**
 * What all host languages have in common, as far as text that becomes SQL is concerned: expressions
 * that build text, and statements that carry it about. One analysis serves every language, because
 * `lower.ts` turns each grammar's tree into this.
 */
import type { Range } from "../base/text.ts";

/** A stretch of a literal: its decoded text, and where each part of it is written. */
export interface TextPiece {
  readonly kind: "text";
  readonly segments: readonly TextSegment[];
}

/** Decoded text and the range it is written in; equal lengths mean that it is written as it is. */
export interface TextSegment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** `${…}`, `#{…}`, `{…}`: an expression within a literal; the range includes its marks. */
export interface HolePiece {
  readonly kind: "hole";
  readonly range: Range;
  readonly value: Expr;
  /** A conversion to a number that the hole itself asks for: `{id:d}`. */
  readonly numeric: boolean;
}

export type StringPiece = TextPiece | HolePiece;

/** How a literal is written, which says what an edit inside must escape. */
export type StringStyle =
  | "javascript"
  | "template"
  | "python"
  | "python-format"
  | "go"
  | "java"
  | "java-block"
  | "php-single"
  | "php-double"
  | "php-heredoc"
  | "csharp"
  | "csharp-format"
  | "csharp-verbatim"
  | "csharp-verbatim-format"
  | "ruby-single"
  | "ruby-double"
  | "raw";

interface Located extends Range {}

export interface Argument {
  readonly name: string | undefined;
  readonly value: Expr;
  readonly spread: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly type: string | undefined;
  readonly initial: Expr | undefined;
  /** Names of annotations and attributes on it. */
  readonly marks: readonly string[];
}

export interface FunctionShape {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
}

export type Expr = Located &
  (
    | {
        readonly kind: "string";
        readonly pieces: readonly StringPiece[];
        readonly style: StringStyle;
        /** Between the quotes. */
        readonly inside: Range;
        /** `/* sql *\/` before it, the word after `<<`. */
        readonly note: string | undefined;
      }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "member"; readonly object: Expr; readonly name: string }
    | { readonly kind: "index"; readonly object: Expr; readonly index: Expr | undefined }
    | {
        readonly kind: "call";
        readonly receiver: Expr | undefined;
        readonly name: string;
        readonly args: readonly Argument[];
        readonly block: Expr | undefined;
      }
    | {
        readonly kind: "new";
        readonly type: string;
        readonly args: readonly Argument[];
        readonly entries: readonly { readonly name: string; readonly value: Expr }[];
        readonly items: readonly Expr[];
      }
    | { readonly kind: "tagged"; readonly tag: Expr; readonly literal: Expr }
    | {
        readonly kind: "binary";
        readonly operator: string;
        readonly left: Expr;
        readonly right: Expr;
      }
    | { readonly kind: "unary"; readonly operator: string; readonly operand: Expr }
    | { readonly kind: "choice"; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
    | {
        readonly kind: "match";
        readonly subject: Expr | undefined;
        readonly arms: readonly {
          readonly labels: readonly Expr[];
          readonly body: readonly Stmt[];
        }[];
      }
    | { readonly kind: "list"; readonly items: readonly Expr[] }
    | {
        readonly kind: "map";
        readonly entries: readonly { readonly key: Expr; readonly value: Expr }[];
      }
    | {
        readonly kind: "comprehension";
        readonly item: Expr;
        readonly variables: readonly string[];
        readonly over: Expr;
        readonly tests: readonly Expr[];
      }
    | { readonly kind: "number" }
    | { readonly kind: "constant" }
    | { readonly kind: "pattern"; readonly text: string }
    | { readonly kind: "cast"; readonly type: string; readonly value: Expr }
    | { readonly kind: "function"; readonly shape: FunctionShape }
    | {
        readonly kind: "assign";
        readonly target: Expr;
        readonly operator: string;
        readonly value: Expr;
      }
    | { readonly kind: "throw" }
    | { readonly kind: "other"; readonly inside: readonly Expr[] }
  );

export type Stmt = Located &
  (
    | {
        readonly kind: "let";
        readonly targets: readonly Target[];
        readonly value: Expr | undefined;
        readonly type: string | undefined;
      }
    | { readonly kind: "do"; readonly value: Expr }
    | {
        readonly kind: "if";
        readonly test: Expr;
        readonly yes: readonly Stmt[];
        readonly no: readonly Stmt[];
      }
    | {
        readonly kind: "loop";
        readonly variables: readonly string[];
        readonly over: Expr | undefined;
        readonly test: Expr | undefined;
        readonly before: readonly Stmt[];
        readonly body: readonly Stmt[];
        /** Counts with numbers: `for (i = 0; …)`. */
        readonly counts: boolean;
      }
    | {
        readonly kind: "switch";
        readonly subject: Expr | undefined;
        readonly cases: readonly {
          readonly labels: readonly Expr[];
          readonly fallback: boolean;
          readonly body: readonly Stmt[];
        }[];
      }
    | { readonly kind: "return"; readonly value: Expr | undefined }
    | { readonly kind: "leave"; readonly by: "throw" | "break" }
    | { readonly kind: "function"; readonly shape: FunctionShape }
    | {
        readonly kind: "class";
        readonly name: string;
        readonly enumeration: boolean;
        readonly body: readonly Stmt[];
      }
    | { readonly kind: "type"; readonly name: string; readonly text: string }
    | { readonly kind: "imports"; readonly path: string; readonly names: readonly string[] }
    | {
        readonly kind: "block";
        readonly body: readonly Stmt[];
        /** Runs or not: `try`. */
        readonly handlers: readonly (readonly Stmt[])[];
      }
  );

/** What is assigned to: a name, a path such as `this.table`, or the name a part is taken by. */
export interface Target {
  readonly path: string;
  /** Destructured: the value is a part of what is assigned. */
  readonly part: string | undefined;
}
