-- migrate:up
CREATE TABLE gift_cards (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL UNIQUE,
  balance   NUMERIC(10, 2) NOT NULL CHECK (balance >= 0),
  issued_to INTEGER REFERENCES customers (id),
  issued_at TEXT NOT NULL
);
CREATE INDEX gift_cards_issued_to ON gift_cards (issued_to);

-- migrate:down
DROP TABLE gift_cards;
