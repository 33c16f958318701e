/** The comment that decides for one file: `-- sqlx: dialect=mysql connection=shop`. Pure. */

const HEADER = /^(\s*--\s*sqlx:)(.*)$/iu;

/** Where the header is, or belongs, and what it shall be. */
export interface HeaderEdit {
  readonly line: number;
  /** Whether the line is replaced or put before what is there. */
  readonly how: "replace" | "insert";
  readonly text: string;
}

/** The edit that sets one key of the header; the other keys stay. */
export function headerEdit(
  lines: readonly string[],
  key: "dialect" | "connection",
  value: string,
): HeaderEdit {
  const line = lines.findIndex((it) => HEADER.test(it));
  const found = line === -1 ? null : HEADER.exec(lines[line] ?? "");
  const pair = `${key}=${/\s/u.test(value) ? JSON.stringify(value) : value}`;
  if (found === null) {
    return { line: 0, how: "insert", text: `-- sqlx: ${pair}` };
  }
  const [, start = "", rest = ""] = found;
  const others = (rest.match(/[\w.-]+=(?:"[^"]*"|\S+)/gu) ?? []).filter(
    (it) => !it.toLowerCase().startsWith(`${key}=`),
  );
  return { line, how: "replace", text: `${start} ${[...others, pair].join(" ")}` };
}
