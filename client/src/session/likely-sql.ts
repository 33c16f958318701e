/** Whether a file of another language may hold SQL. Pure; decides only whether the server starts. */

/** Beyond this a host file is generated or data; it is not searched for SQL. */
const MAX_SEARCHED_CHARACTERS = 400_000;
/** The start of a statement inside quotes, or a mark that says SQL follows. */
const LIKELY_SQL =
  /["'`](?:\s|\\n)*(?:select|insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|create\s+(?:table|view|index|or\s+replace)|alter\s+table|with\s+\w+\s+as)\b|\bsql\s*`|\/\*\s*sql\s*\*\/|<<[-~]?['"]?SQL\b|"""\s*--\s*sql/iu;

/** A cheap look that decides whether to start the server at all; the server looks properly. */
export function hasLikelySql(text: string): boolean {
  return text.length <= MAX_SEARCHED_CHARACTERS && LIKELY_SQL.test(text);
}
