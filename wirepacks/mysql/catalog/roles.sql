-- columns: name
-- optional
SELECT DISTINCT User FROM mysql.user WHERE User <> '' ORDER BY User
