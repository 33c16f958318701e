/**
 * What a session and the child process that holds an in-process engine say to each other. One request
 * at a time, each answered once, so back-pressure is asking for the next page.
 */
import type { SqlReason } from "../packs/pack.ts";
import type { Notice, Parameter, ResultColumn, Row } from "./session.ts";

export type ChildRequest = { readonly id: number } & (
  | {
      readonly op: "open";
      readonly path: string;
      readonly readOnly: boolean;
      readonly busyTimeoutMs: number;
      readonly options: Readonly<Record<string, string>>;
    }
  /** Runs a statement and answers the first `count` rows; the rest stays open for `fetch`. */
  | {
      readonly op: "run";
      readonly sql: string;
      readonly params: readonly Parameter[];
      readonly count: number;
    }
  | { readonly op: "fetch"; readonly count: number }
  /** Ends the open result, if there is one. */
  | { readonly op: "end" }
  | { readonly op: "close" }
);

export type ChildAnswer = { readonly id: number } & (
  | {
      readonly ok: true;
      readonly version?: string | undefined;
      readonly columns?: readonly ResultColumn[] | undefined;
      readonly rows?: readonly Row[] | undefined;
      readonly done: boolean;
      readonly affected?: number | undefined;
      readonly inTransaction: boolean;
      readonly notices?: readonly Notice[] | undefined;
    }
  | { readonly ok: false; readonly failure: ChildFailure; readonly inTransaction: boolean }
);

export interface ChildFailure {
  /** The engine's code, or one of `NO_FILE`, `NOT_A_DATABASE`, `READ_ONLY`, `DRIVER`. */
  readonly code: string;
  readonly message: string;
  /** What the code alone does not say. */
  readonly reason?: SqlReason | undefined;
  readonly position?: number | undefined;
}
