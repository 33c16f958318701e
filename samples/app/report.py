"""SQL inside Python: the first function is safe, the second is not."""

import sqlite3


def stock(connection: sqlite3.Connection, sku: str) -> list[tuple]:
    """The value is bound."""
    return connection.execute(
        """
        SELECT w.name, v.quantity
        FROM inventory AS v
        JOIN warehouses AS w ON w.id = v.warehouse_id
        JOIN products AS p ON p.id = v.product_id
        WHERE p.sku = ?
        """,
        (sku,),
    ).fetchall()


def stock_unsafe(connection: sqlite3.Connection, sku: str) -> list[tuple]:
    """The value is pasted into the statement."""
    return connection.execute(
        f"""
        SELECT w.name, v.quantity
        FROM inventory AS v
        JOIN warehouses AS w ON w.id = v.warehouse_id
        JOIN products AS p ON p.id = v.product_id
        WHERE p.sku = '{sku}'
        """
    ).fetchall()
