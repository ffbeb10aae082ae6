-- +goose Up

-- One row for each time that near-identical items were decided at once.
CREATE TABLE group_decisions (
	id       TEXT   NOT NULL PRIMARY KEY,    -- named in the detail of the events
	item     TEXT   NOT NULL REFERENCES items (id), -- to which the others are near-identical
	at       BIGINT NOT NULL,
	reviewer TEXT   NOT NULL,
	outcome  TEXT   NOT NULL,
	code     TEXT   NOT NULL
);

-- What became of each item that was shown, or came meanwhile.
CREATE TABLE group_items (
	group_id TEXT   NOT NULL REFERENCES group_decisions (id),
	item     TEXT   NOT NULL REFERENCES items (id),
	seq      BIGINT NOT NULL,                -- of the event of the decision; 0 is none
	fate     TEXT   NOT NULL,                -- decided, undone, or why it was left out
	PRIMARY KEY (group_id, item)
);
CREATE INDEX group_items_item ON group_items (item);

-- +goose Down
DROP TABLE group_items;
DROP TABLE group_decisions;
