import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const fileRead: Rule = {
  id: "security/file-read",
  severity: "error",
  needs: [],
  summary: "A file on the server is read.",
  why: "Files that nobody meant to share become rows.",
  advice: "Copy through the client.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT LOAD_FILE('/etc/passwd')
       ^^^^^^^^^^ A file on the server is read from SQL.`,
    },
    {
      bad: `
COPY t FROM '/srv/x.csv'
^^^^^^^^^^^^^^^^^^^^^^^^ A file on the server is read from SQL.`,
    },
    { dialect: "mysql", good: "LOAD DATA LOCAL INFILE 'x.csv' INTO TABLE t" },
    { good: "COPY t FROM STDIN" },
  ],
  visit: {
    copy(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    select(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "load-data"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    insert(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    update(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN =
  /\bload_file\s*\(|\bpg_read_(?:binary_)?file\s*\(|\blo_import\s*\(|^copy\b[\s\S]*?\bfrom\s+'[^']+'|^load\s+data\s+(?:low_priority\s+|concurrent\s+)?infile\b|\bopenrowset\s*\(\s*bulk\b|\bpg_ls_dir\s*\(/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "A file on the server is read from SQL.",
    });
  }
}
