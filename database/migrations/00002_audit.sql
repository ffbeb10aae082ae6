-- The log of what people and programs did. README.md in package audit explains
-- the hashes. Rows are only added: see 00005 for how the database sees to that.

-- +goose Up
CREATE TABLE audit (
	seq     BIGINT NOT NULL PRIMARY KEY,     -- from 1, without gaps
	at      BIGINT NOT NULL,
	actor   TEXT   NOT NULL,                 -- person or program, or empty for the machine
	action  TEXT   NOT NULL,                 -- such as item.decided
	site    TEXT   NOT NULL,                 -- empty: none, or all
	subject TEXT   NOT NULL,                 -- id of what it was done to
	detail  TEXT   NOT NULL,                 -- JSON of closed words and ids
	prev    TEXT   NOT NULL,                 -- hash of the row before
	hash    TEXT   NOT NULL                  -- of all the above, hexadecimal
);

-- The one row of where the log ends. It is locked while a row is added.
CREATE TABLE audit_head (
	id   BIGINT NOT NULL PRIMARY KEY,
	seq  BIGINT NOT NULL,
	hash TEXT   NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- +goose Down
DROP TABLE audit_head;
DROP TABLE audit;
