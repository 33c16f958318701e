/** Our own requests, typed by the contract that client and server share. */
import type { CancellationToken } from "vscode-languageserver";
import type { AnswerOf, ParamsOf, RequestMethod } from "../protocol/messages.ts";
import type { Door } from "./door.ts";

/** Answers one of our requests; a bug of ours becomes the answer that `failed` makes of it. */
export function onOwn<M extends RequestMethod>(
  door: Door,
  method: M,
  failed: AnswerOf<M>,
  run: (params: ParamsOf<M>) => AnswerOf<M> | Promise<AnswerOf<M>>,
): void {
  const handler = (params: ParamsOf<M>, token: CancellationToken): Promise<unknown> =>
    door.answer<AnswerOf<M>>(method, token, failed, () => run(params));
  door.connection.onRequest(method, handler);
}

/** What a request says when we have a bug: nothing was lost, the log has it. */
export const BUG = {
  ok: false,
  error: {
    tag: "bug",
    message:
      "This went wrong inside SQLx OS; the output channel has the details. Nothing was changed.",
  },
} as const;
