-- +goose Up

-- A filter of the queue under a name, for everybody who sees the desk.
CREATE TABLE views (
	name     TEXT   NOT NULL PRIMARY KEY,
	query    TEXT   NOT NULL,                -- of the queue's address; may name an author, so that it is personal
	reviewer TEXT   NOT NULL,                -- who saved it
	at       BIGINT NOT NULL
);

-- +goose Down
DROP TABLE views;
