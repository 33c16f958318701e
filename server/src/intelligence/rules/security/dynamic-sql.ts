import { joinedStatements } from "../../dynamic.ts";
import type { Rule } from "../../rule.ts";

export const dynamicSql: Rule = {
  id: "security/dynamic-sql",
  severity: "error",
  needs: [],
  summary: "A statement built from strings is run in the database.",
  why: "A value that holds a quote becomes code.",
  advice: "Bind parameters with USING; format with %I and %L; QUOTENAME.",
  sources: ["CWE-89"],
  examples: [
    {
      bad: `
CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT * FROM t WHERE a = ''' || n || ''''; END $$
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      dialect: "tsql",
      bad: `
EXEC ('SELECT * FROM ' + @t)
      ^^^^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      bad: `
CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ DECLARE q text; BEGIN q := 'DROP TABLE ' || n; EXECUTE q; END $$
                                                                                         ^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      bad: `
CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DROP TABLE %s', n); END $$
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      dialect: "mysql",
      bad: `
CREATE PROCEDURE p(IN n TEXT) BEGIN SET @q = CONCAT('DROP TABLE ', n); PREPARE s FROM @q; EXECUTE s; END
                                             ^^^^^^^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      dialect: "tsql",
      bad: `
CREATE PROCEDURE p @n nvarchar(10) AS BEGIN DECLARE @q nvarchar(max) = 'DROP TABLE ' + @n; EXEC sp_executesql @q; END
                                                                       ^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      good: "CREATE FUNCTION f(n int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT pg_sleep(' || n || ')'; END $$",
    },
    {
      good: "CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('SELECT * FROM %I', n); END $$",
    },
    {
      good: "CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT * FROM t WHERE a = $1' USING n; END $$",
    },
    {
      good: "CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident(n); END $$",
    },
  ],
  visit: joinedStatements("A value joined into a statement becomes code."),
};
