/**
 * What is known to differ between engines and cannot be carried over in full, by the code of the note
 * that says so. `docs/translation.md` is made from this; a test demands that no note has a code that
 * is not here.
 */
export interface Difference {
  readonly code: string;
  readonly level: "info" | "warning";
  /** What differs. */
  readonly what: string;
  /** What to look at before the translation is used. */
  readonly check: string;
}

const it = (code: string, level: Difference["level"], what: string, check: string): Difference => ({
  code,
  level,
  what,
  check,
});

export const DIFFERENCES: readonly Difference[] = [
  it(
    "any-key",
    "warning",
    "ON DUPLICATE KEY reacts to every unique key, ON CONFLICT to the one it names.",
    "Can a row meet another by a key other than the one named?",
  ),
  it(
    "any-of-group",
    "warning",
    "A column that is neither grouped nor aggregated comes from a row that no rule chooses.",
    "Group by it, or say which row with MIN, MAX or an order.",
  ),
  it(
    "collation",
    "warning",
    "A collation that the other engine does not have.",
    "Does anything compare or order by this column in a way that depends on it?",
  ),
  it(
    "column-option",
    "warning",
    "An option of a column that the other engine does not have.",
    "What relied on the option?",
  ),
  it(
    "column-position",
    "warning",
    "New columns come last in most engines.",
    "Does anything read the columns by position, or with a star?",
  ),
  it(
    "column-type",
    "info",
    "A type that the column holds already in the other engine.",
    "Nothing, as a rule.",
  ),
  it(
    "deferrable",
    "warning",
    "Constraints that wait for the end of the transaction.",
    "Do statements of one transaction break the constraint for a while?",
  ),
  it(
    "distinct-separator",
    "warning",
    "Distinct texts are put together with commas first.",
    "Has any of the texts a comma in it?",
  ),
  it(
    "empty-string",
    "warning",
    "An empty text, which is NULL in one of the engines.",
    "Is the value compared, or put together with others?",
  ),
  it(
    "index-include",
    "info",
    "Columns that an index only carries.",
    "Queries that were answered from the index alone read the table now.",
  ),
  it(
    "index-kind",
    "warning",
    "Indexes of special kinds: full text, spatial, GIN, expressions.",
    "Which queries relied on it? They give the same rows, more slowly.",
  ),
  it(
    "index-prefix",
    "info",
    "Long texts are indexed by their first letters in some engines.",
    "Give the column a length, or the index a prefix.",
  ),
  it(
    "insert-ignore",
    "info",
    "INSERT IGNORE also turns other errors into warnings.",
    "Can the rows break a constraint other than the key?",
  ),
  it(
    "json-merge",
    "info",
    "Merging documents replaces inner objects in one engine and merges them in another.",
    "Do both documents have the same object under one key?",
  ),
  it(
    "json-scalar",
    "warning",
    "A part of a JSON document reached as JSON, where that is for objects and arrays only.",
    "Can the part be a plain value? It comes out as NULL there: reach it as a text.",
  ),
  it(
    "lag-default",
    "warning",
    "The third argument of LAG and LEAD stands for rows that are not there.",
    "Can the value be NULL in a row that is there?",
  ),
  it(
    "left-to-right",
    "warning",
    "Assignments of an UPDATE happen all at once, or one after the other.",
    "Does a later assignment read a column that an earlier one sets?",
  ),
  it(
    "like",
    "warning",
    "A table made like another has its columns only.",
    "Add keys, defaults and constraints.",
  ),
  it(
    "like-case",
    "warning",
    "LIKE takes care of case in one engine and not in the other.",
    "Do the texts differ in case only anywhere, or does a value hold a wildcard?",
  ),
  it("maintenance", "info", "Upkeep of the store is each engine's own.", "Nothing, as a rule."),
  it(
    "materialized-view",
    "warning",
    "A stored view is computed at each use.",
    "Is it fast enough, and may it be more recent?",
  ),
  it("no-comments", "info", "Comments are not kept in the database.", "Keep them in the file."),
  it(
    "no-extensions",
    "info",
    "Extensions belong to one engine.",
    "Is what it brought used anywhere?",
  ),
  it("no-types", "info", "Types of one's own stand with the columns.", "Nothing, as a rule."),
  it(
    "no-check",
    "warning",
    "Conditions that an engine keeps for a column or a table.",
    "What relied on rows being refused?",
  ),
  it(
    "null-order",
    "warning",
    "NULLs come first in one engine and last in the other.",
    "Does the order of rows with NULL matter?",
  ),
  it(
    "numbering",
    "warning",
    "Only a primary key numbers itself.",
    "Fill the column by hand or with a trigger.",
  ),
  it(
    "on-update",
    "warning",
    "A column that sets itself at each update.",
    "Add a trigger, or set the column in each UPDATE.",
  ),
  it(
    "one-key",
    "warning",
    "One key of several is named.",
    "Can a row meet another by another key?",
  ),
  it(
    "pad-space",
    "warning",
    "Blanks at the end of texts count or do not.",
    "Do any of the texts end in blanks?",
  ),
  it(
    "partial-index",
    "info",
    "An index over some of the rows covers all.",
    "It is larger; the rows are the same.",
  ),
  it(
    "partitions",
    "warning",
    "Partitions are left out.",
    "All rows are in one table: dropping a partition is a DELETE now.",
  ),
  it("query-hint", "info", "Hints are for one planner.", "Look at the plan."),
  it(
    "quote",
    "warning",
    "Quotes within quoted texts are written in another way.",
    "Is the text read by people, or by the engine again?",
  ),
  it(
    "replace",
    "info",
    "REPLACE deletes and inserts; the translation updates.",
    "Are there triggers on delete, or rows that refer to the row?",
  ),
  it(
    "row-locks",
    "info",
    "There are no row locks.",
    "Writers wait for each other: keep the transaction short.",
  ),
  it("session-setting", "info", "A setting of the session.", "What relied on it?"),
  it(
    "several-statements",
    "warning",
    "One statement becomes several.",
    "Run them in one transaction.",
  ),
  it(
    "table-option",
    "info",
    "An option of a table that is each engine's own.",
    "Nothing, as a rule.",
  ),
  it(
    "text-comparison",
    "warning",
    "Texts are compared exactly or ignoring case.",
    "Do the texts differ in case only anywhere?",
  ),
  it(
    "text-groups",
    "warning",
    "Texts that differ in case only are one group or several.",
    "Do the texts differ in case only anywhere?",
  ),
  it(
    "text-key",
    "warning",
    "Keys of text that differ in case only are the same or not.",
    "Are the keys written in one case?",
  ),
  it(
    "text-order",
    "warning",
    "Texts are ordered by their codes, ignoring case, or as the database was set up.",
    "Does the order of upper and lower case matter?",
  ),
  it(
    "unknown-function",
    "warning",
    "A function that is nobody's built-in.",
    "Does it exist on the other side?",
  ),
  it("unknown-type", "warning", "A type that is not known.", "Does it exist on the other side?"),
  it(
    "whole-decimals",
    "warning",
    "A column of decimals holds whole numbers as integers, which divide as such.",
    "Is anything cut off by the division in the source?",
  ),
  it(
    "row-order",
    "warning",
    "Which rows come first where no order is asked for.",
    "Add ORDER BY, or make sure that any rows will do.",
  ),
  it(
    "no-affinity",
    "warning",
    "A computed number and a text are never equal in one engine and compared as numbers in the other.",
    "Write the text as a number, or the number as a text.",
  ),
  it(
    "json-key-order",
    "warning",
    "Keys of a document come as they were written, or by their length and letters.",
    "Does anything read the keys by position?",
  ),
  it(
    "not-valid",
    "warning",
    "A constraint that is not checked for the rows that are there.",
    "Do all rows keep to it?",
  ),
  it(
    "ascii-case",
    "warning",
    "UPPER and LOWER change ASCII letters only in some engines.",
    "Are there letters beyond ASCII in the texts?",
  ),
  it(
    "locale-case",
    "warning",
    "Which letters beyond ASCII have another case is a matter of the locale of the database.",
    "Is the database's locale C?",
  ),
  it(
    "zero-date",
    "warning",
    "The day 0000-00-00.",
    "Is NULL understood where the day 0 was looked for?",
  ),
  it(
    "time-zone",
    "warning",
    "Moments with a time zone.",
    "Is the clock of the moments that of Greenwich everywhere?",
  ),
  it(
    "number-text",
    "warning",
    "How many zeros a number has at its end when it is written as a text.",
    "Is the text shown or compared anywhere?",
  ),
];
