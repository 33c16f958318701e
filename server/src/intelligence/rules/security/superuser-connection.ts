import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const superuserConnection: Rule = {
  id: "security/superuser-connection",
  severity: "warning",
  needs: [],
  summary: "A connection as the superuser.",
  why: "Whoever gets hold of the connection can do anything on the other server.",
  advice: "A login of its own with the rights that are needed.",
  sources: ["CWE-250"],
  examples: [
    {
      bad: `
SELECT * FROM dblink('host=db1 user=root dbname=shop', 'SELECT 1') AS t(a int)
                               ^^^^^^^^^ The connection is made as a superuser.`,
    },
    {
      bad: `
CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'sa')
                                              ^^^^^^^^^ The connection is made as a superuser.`,
    },
    {
      dialect: "mysql",
      bad: `
CHANGE MASTER TO MASTER_HOST = 'a', MASTER_USER = 'root'
                                    ^^^^^^^^^^^^^^^^^^^^ The connection is made as a superuser.`,
    },
    { good: "SELECT * FROM dblink('host=db1 user=report dbname=shop', 'SELECT 1') AS t(a int)" },
    { good: "SELECT id FROM accounts WHERE user_name = 'root'" },
  ],
  visit: wording({
    statements: ["select", "create-object", "alter-object", "other", "set", "call-statement"],
    pattern:
      /\b(?:user|uid|user\s+id|username)\s*=\s*'{0,2}(\w+)\b(?!\.)|\buser\s+'(\w+)'|\b(?:master|source)_user\s*=\s*'(\w+)'|\b[a-z]+:\/\/(\w+)[:@]/iu,
    message: "The connection is made as a superuser.",
    inStrings: true,
    accept([found, ...names], { dialect, statement }) {
      const name = names.find((it) => it !== undefined)?.toLowerCase() ?? "";
      // The superuser of a fresh server often bears the engine's own name.
      const isSuper = SUPERUSER.test(name) || name === dialect.pack.engine;
      // A filter on a column of that name is no connection.
      const isConnection =
        !/^user\w*\s*=\s*'/iu.test(found) ||
        /dblink|connection|options|server/iu.test(statement.text);
      return isSuper && isConnection;
    },
  }),
};

const SUPERUSER = /^(?:root|sa|sys|system)$/u;
