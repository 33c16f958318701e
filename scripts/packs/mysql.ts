/** MySQL, which runs nowhere here: its functions by hand, from the manual. */
import { MYSQL_FUNCTIONS } from "./mysql-functions.ts";
import { signatures } from "./signatures.ts";
import { functionEntry, sortedFunctions, type Tables } from "./tables.ts";

export function mysqlTables(): Tables {
  const functions = signatures(MYSQL_FUNCTIONS)
    .filter((it) => it.only.size === 0 || it.only.has("my"))
    .map((it) => {
      const since = it.only.get("my");
      return since === undefined ? it.entry : functionEntry({ ...it.entry, since });
    });
  return { functions: sortedFunctions(functions) };
}
