/** The comment in a file that decides for it: `-- sqlx: dialect=NAME connection=NAME`. */

export interface Header {
  readonly dialect?: string | undefined;
  readonly connection?: string | undefined;
}

/** A header that is further down than this is text about something else. */
const LINES_LOOKED_AT = 30;
const HEADER = /^\s*(?:--|#|\/\/|\/\*+)\s*sqlx:\s*(.+)$/iu;
const SETTING = /\b(dialect|connection)\s*=\s*("[^"]*"|[^\s"*]+)/giu;

export function header(text: string): Header {
  let found: Header = {};
  let at = 0;
  for (let line = 0; line < LINES_LOOKED_AT && at <= text.length; line += 1) {
    const next = text.indexOf("\n", at);
    const end = next === -1 ? text.length : next;
    const settings = HEADER.exec(text.slice(at, end))?.[1];
    for (const [, key, value] of settings?.matchAll(SETTING) ?? []) {
      found = { ...found, [(key ?? "").toLowerCase()]: (value ?? "").replace(/^"|"$/gu, "") };
    }
    at = end + 1;
  }
  return found;
}
