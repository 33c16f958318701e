/** The words of the grid page, translated by the panel and handed over in the page. */

/** `{0}`, `{1}` are filled in by `filled`. */
export interface GridWords {
  readonly empty: string;
  readonly running: string;
  readonly cancel: string;
  readonly cancelling: string;
  readonly rows: string;
  readonly oneRow: string;
  readonly noRows: string;
  readonly moreRows: string;
  readonly atLeast: string;
  readonly loading: string;
  readonly changed: string;
  readonly oneChanged: string;
  readonly done: string;
  readonly failed: string;
  readonly cancelled: string;
  readonly elapsed: string;
  readonly sortedLoaded: string;
  readonly export: string;
  readonly copy: string;
  readonly copyAll: string;
  readonly pin: string;
  readonly unpin: string;
  readonly close: string;
  readonly results: string;
  readonly result: string;
  readonly grid: string;
  readonly rowNumber: string;
  readonly isNull: string;
  readonly emptyText: string;
  readonly bytes: string;
  readonly viewer: string;
  readonly openInEditor: string;
  readonly showStatement: string;
  readonly notices: string;
  readonly sortHint: string;
  readonly code: string;
}

/** Puts values in the places of a sentence. */
export function filled(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/gu, (place, index: string) =>
    String(values[Number(index)] ?? place),
  );
}

/** Milliseconds as people say them. */
export function duration(ms: number): string {
  if (ms < 1000) {
    return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
  }
  if (ms < 60_000) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
