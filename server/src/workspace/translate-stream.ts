/**
 * Translation of a text of any length in pieces: a dump of gigabytes is never held as a whole. A piece
 * ends with a statement; what it defines is known to the next. Statements that cannot be translated
 * stay in their place as comments that say why.
 */
import type { Catalog } from "../catalog/model.ts";
import type { Dialect } from "../sql/dialect.ts";
import { script } from "../sql/script.ts";
import { type TranslateResult, translate } from "../wirevm/translate/translate.ts";

/** One piece; offsets are those of `sql`. */
export interface TranslatedPiece extends TranslateResult {
  readonly sql: string;
  /** The line of the whole text, from 0, that the piece begins in. */
  readonly firstLine: number;
  readonly statements: number;
}

export interface StreamRequest {
  readonly from: Dialect;
  readonly to: Dialect;
  readonly catalog?: Catalog | undefined;
}

/** Characters that are collected before they are cut after a statement. */
const PIECE_CHARACTERS = 256 * 1024;

export async function* translatedPieces(
  chunks: AsyncIterable<Buffer | string>,
  { from, to, catalog }: StreamRequest,
): AsyncGenerator<TranslatedPiece> {
  const decoder = new TextDecoder();
  let known = catalog;
  let firstLine = 0;
  let rest = "";
  let wanted = PIECE_CHARACTERS;
  const piece = (sql: string): TranslatedPiece => {
    const done = translate({ sql, from, to, catalog: known, undone: "commented" });
    known = done.catalog;
    const result = { ...done, sql, firstLine, statements: script(sql, from).statements.length };
    firstLine += sql.split("\n").length - 1;
    return result;
  };
  for await (const chunk of chunks) {
    rest += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (rest.length < wanted) {
      continue;
    }
    const cut = lastStatement(rest, from);
    if (cut === 0) {
      // One statement is longer than a piece: it is looked for again when there is twice as much.
      wanted = rest.length * 2;
      continue;
    }
    wanted = PIECE_CHARACTERS;
    yield piece(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  rest += decoder.decode();
  if (rest !== "") {
    yield piece(rest);
  }
}

/** Where the last statement begins, which may go on; 0 where there is nothing before it to be cut off. */
function lastStatement(text: string, dialect: Dialect): number {
  const { starts } = script(text, dialect);
  const cut = starts.at(-1) ?? 0;
  const delimiter = [...text.slice(0, cut).matchAll(/^[ \t]*delimiter[ \t]+(\S+)/gimu)].at(-1)?.[1];
  // A piece must not begin where another sign than the usual one ends statements.
  return delimiter === undefined || delimiter === ";" ? cut : 0;
}
