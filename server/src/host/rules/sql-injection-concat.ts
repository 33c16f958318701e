import { knownPlace } from "../places.ts";
import type { HostRule } from "../rule.ts";

export const sqlInjectionConcat: HostRule = {
  id: "security/sql-injection-concat",
  severity: "error",
  needs: [],
  summary: "Text from outside becomes part of an SQL statement.",
  why: "Whoever chooses the text chooses what the statement does.",
  advice:
    "Bind values as parameters; take names and directions from a list of what may come, or quote them with the driver's function.",
  sources: ["CWE-89"],
  examples: [],
  hostExamples: [
    {
      language: "typescript",
      bad: `
export async function find(name: string) {
  return pool.query(\`SELECT id FROM users WHERE name = '\${name}'\`);
                                                          ^^^^ \`name\` comes from a caller and becomes part of the statement.
}`,
      good: `
export async function find(name: string) {
  return pool.query("SELECT id FROM users WHERE name = $1", [name]);
}`,
    },
    {
      language: "typescript",
      good: `
const COLUMNS = ["name", "age"];
export async function list(sort: string) {
  const by = COLUMNS.includes(sort) ? sort : "name";
  return pool.query(\`SELECT id FROM users ORDER BY \${by}\`);
}`,
    },
    {
      language: "python",
      bad: `
def find(cur, name):
    cur.execute("SELECT id FROM users WHERE name = '%s'" % name)
                                                           ^^^^ \`name\` comes from a caller and becomes part of the statement.`,
      good: `
def find(cur, ids):
    marks = ",".join(["%s"] * len(ids))
    cur.execute(f"SELECT id FROM users WHERE id IN ({marks})", ids)`,
    },
    {
      language: "go",
      bad: `
package p
func Find(db *sql.DB, name string) (*sql.Rows, error) {
	q := fmt.Sprintf("SELECT id FROM users WHERE name = '%s'", name)
	                                                           ^^^^ \`name\` comes from a caller and becomes part of the statement.
	return db.Query(q)
}`,
      good: `
package p
func Find(db *sql.DB, id int) (*sql.Rows, error) {
	return db.Query(fmt.Sprintf("SELECT id FROM users WHERE id = %d", id))
}`,
    },
    {
      language: "java",
      bad: `
class A { void f(Statement st, HttpServletRequest req) {
  String sql = "SELECT id FROM users WHERE name = '" + req.getParameter("n") + "'";
                                                       ^^^^^^^^^^^^^^^^^^^^^ \`req.getParameter("n")\` comes from a request and becomes part of the statement.
  st.executeQuery(sql);
} }`,
      good: `
class A { void f(Statement st, HttpServletRequest req) {
  int id = Integer.parseInt(req.getParameter("id"));
  st.executeQuery("SELECT id FROM users WHERE id = " + id);
} }`,
    },
    {
      language: "php",
      bad: `
<?php
$rows = $pdo->query("SELECT id FROM users WHERE id = {$_GET['id']}");
                                                      ^^^^^^^^^^^ \`$_GET['id']\` comes from a request and becomes part of the statement.`,
      good: `
<?php
$id = (int) $_GET['id'];
$rows = $pdo->query("SELECT id FROM users WHERE id = $id");`,
    },
    {
      language: "csharp",
      bad: `
class A { void F(SqlConnection c, string name) {
  var cmd = new SqlCommand($"SELECT id FROM users WHERE name = '{name}'", c);
                                                                 ^^^^ \`name\` comes from a caller and becomes part of the statement.
} }`,
      good: `
class A { void F(AppContext db, string name) {
  db.Users.FromSqlInterpolated($"SELECT id FROM users WHERE name = {name}");
} }`,
    },
    {
      language: "ruby",
      bad: `
def index
  User.where("name = '#{params[:name]}'")
                        ^^^^^^^^^^^^^ \`params[:name]\` comes from a request and becomes part of the statement.
end`,
      good: `
def index
  User.where("name = ?", params[:name])
end`,
    },
  ],
  check(context) {
    const seen = new Set<number>();
    for (const { holes } of context.statements) {
      for (const hole of holes.filter((it) => it.open)) {
        if (seen.has(hole.origin.start)) {
          continue;
        }
        seen.add(hole.origin.start);
        context.report({
          range: hole.origin,
          message: `\`${knownPlace(context.text(hole.origin))}\` comes from ${FROM[hole.source] ?? "outside"} and becomes part of the statement.`,
        });
      }
    }
  },
};

const FROM: Readonly<Record<string, string>> = {
  request: "a request",
  parameter: "a caller",
  stored: "stored data",
  escaped: "outside, is escaped but not within quotes,",
  unknown: "elsewhere",
};
