/** SQL inside TypeScript: completed, checked and coloured like a .sql file. */

interface Database {
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

/** The value travels as a parameter: whatever is in it stays a value. */
export function ordersOf(database: Database, email: string) {
  return database.query(
    `SELECT o.id, o.ordered_at, o.total
     FROM orders AS o
     JOIN customers AS c ON c.id = o.customer_id
     WHERE c.email = ?
     ORDER BY o.ordered_at DESC`,
    [email],
  );
}

/** The same question as an injection: the text of a stranger becomes part of the statement. */
export function ordersOfUnsafe(database: Database, email: string) {
  return database.query(
    `SELECT o.id, o.ordered_at, o.total
     FROM orders AS o
     JOIN customers AS c ON c.id = o.customer_id
     WHERE c.email = '${email}'
     ORDER BY o.ordered_at DESC`,
  );
}
