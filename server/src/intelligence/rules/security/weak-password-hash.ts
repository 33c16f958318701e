import type { Rule } from "../../rule.ts";
import { weakHash } from "./weak-hash.ts";

/** The name by which the catalogue of query rules knows it. */
export const weakPasswordHash: Rule = {
  id: "security/weak-password-hash",
  severity: "error",
  needs: [],
  covers: ["security/weak-hash"],
  summary: "MD5 or SHA-1 where a password is checked or stored.",
  why: "Such a hash is undone in seconds.",
  advice: "bcrypt, argon2 or scrypt.",
  sources: ["CWE-916"],
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT id FROM users WHERE name = ? AND password = MD5(?)
                                                   ^^^^^^ Passwords hashed this way are found in seconds.`,
    },
    { good: "SELECT md5(body) FROM files" },
    { good: "SELECT id FROM users WHERE password = crypt($1, password)" },
  ],
  visit: weakHash.visit ?? {},
};
