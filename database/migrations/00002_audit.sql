-- The log of what people and programs did. README.md in package audit explains
-- the hashes. Rows are only added: audit_triggers.sql sees to that, and moves the
-- head.

-- +goose Up
CREATE TABLE audit (
	seq     INTEGER NOT NULL PRIMARY KEY,    -- from 1, without gaps; so called it is SQLite's own row number
	at      BIGINT  NOT NULL,
	actor   TEXT    NOT NULL,                -- person or program, or empty for the machine
	action  TEXT    NOT NULL,                -- such as item.decided
	site    TEXT    NOT NULL,                -- empty: none, or all
	subject TEXT    NOT NULL,                -- id of what it was done to
	detail  TEXT    NOT NULL,                -- JSON of closed words and ids
	prev    TEXT    NOT NULL,                -- hash of the row before
	hash    TEXT    NOT NULL                 -- of all the above, hexadecimal
);

-- The one row of where the log ends. It is locked while a row is added.
CREATE TABLE audit_head (
	id   INTEGER NOT NULL PRIMARY KEY,
	seq  INTEGER NOT NULL,
	hash TEXT    NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- +goose Down
DROP TABLE audit_head;
DROP TABLE audit;
