import type { HostRule } from "../rule.ts";

/** A password between the colon and the at sign of a connection's address, or in a list of settings. */
const IN_ADDRESS = /\b[a-z][a-z0-9+]*:\/\/[^\s:/@"'`]+:([^\s/@"'`${}%<>]+)@[^\s"'`]+/giu;
const IN_SETTINGS =
  /(?:(?:^|[;\s"'`])(?:server|host|data source|dbname|database|user(?: id)?|uid)\s*=[^"'`\n]*[;\s])(?:password|pwd)\s*=\s*([^;\s"'`${}%<>]+)/giu;
/** Words that stand for a password in examples. */
const STANDS_FOR = /^(?:password|passwd|pass|secret|changeme|example|xxx+|\*+|your[-_]?\w*|<.*)$/iu;

export const hardcodedCredentials: HostRule = {
  id: "security/hardcoded-credentials",
  severity: "warning",
  needs: [],
  summary: "A connection's password is written in the program.",
  why: "Whoever reads the code, its history or a build has the database.",
  advice: "Read it from the environment or a secret store.",
  sources: ["CWE-798"],
  examples: [],
  hostExamples: [
    {
      language: "typescript",
      bad: `
const pool = new Pool({ connectionString: "pgsql://app:h7Jk2mQ9@db.example.com/shop" });
                                                       ^^^^^^^^ The password of a connection is written in the program.`,
      good: `
const pool = new Pool({ connectionString: process.env.DATABASE_URL });`,
    },
    {
      language: "csharp",
      bad: `
class A { string c = "Server=db;Database=shop;User Id=app;Password=h7Jk2mQ9;"; }
                                                                   ^^^^^^^^ The password of a connection is written in the program.`,
      good: `
class A { string c = $"Server=db;Database=shop;User Id=app;Password={secret};"; }`,
    },
  ],
  check(context) {
    for (const pattern of [IN_ADDRESS, IN_SETTINGS]) {
      for (const it of context.tree.text.matchAll(pattern)) {
        const password = it[1] ?? "";
        const start = it.index + it[0].lastIndexOf(password);
        if (!STANDS_FOR.test(password)) {
          context.report({
            range: { start, end: start + password.length },
            message: "The password of a connection is written in the program.",
          });
        }
      }
    }
  },
};
