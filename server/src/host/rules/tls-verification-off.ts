import type { HostRule } from "../rule.ts";

const SWITCHES =
  /\brejectUnauthorized\s*:\s*false\b|\bsslmode\s*=\s*["']?disable\b|\bTrustServerCertificate\s*=\s*true\b|\bEncrypt\s*=\s*false\b|\bssl_disabled\s*=\s*True\b|\bssl-mode=DISABLED\b|\buseSSL=false\b|\bMYSQL_ATTR_SSL_VERIFY_SERVER_CERT\s*=>\s*false\b/giu;

export const tlsVerificationOff: HostRule = {
  id: "security/tls-verification-off",
  severity: "warning",
  needs: [],
  summary: "A program's connection gives up encryption or the check of the certificate.",
  why: "Whoever stands between reads and changes what is sent.",
  advice: "Verify the server's certificate: give the authority's certificate instead.",
  sources: ["CWE-295", "CWE-319"],
  examples: [],
  hostExamples: [
    {
      language: "typescript",
      bad: `
const pool = new Pool({ ssl: { rejectUnauthorized: false } });
                               ^^^^^^^^^^^^^^^^^^^^^^^^^ The connection is not protected against somebody in between.`,
      good: `
const pool = new Pool({ ssl: { ca: readFileSync("ca.pem") } });`,
    },
    {
      language: "python",
      bad: `
conn = psycopg.connect("host=db dbname=shop sslmode=disable")
                                            ^^^^^^^^^^^^^^^ The connection is not protected against somebody in between.`,
      good: `
conn = psycopg.connect("host=db dbname=shop sslmode=verify-full")`,
    },
  ],
  check(context) {
    for (const it of context.tree.text.matchAll(SWITCHES)) {
      context.report({
        range: { start: it.index, end: it.index + it[0].length },
        message: "The connection is not protected against somebody in between.",
      });
    }
  },
};
