-- Times are microseconds since 1970, 0 is never. Types are named so that SQLite
-- and PostgreSQL understand the same thing by them.

-- +goose Up

-- One row for each article. What is personal in it is blank once status is erased.
CREATE TABLE items (
	id           TEXT   NOT NULL PRIMARY KEY,
	identity     TEXT   NOT NULL UNIQUE,      -- hash of what makes it the same article
	site         TEXT   NOT NULL,
	external_id  TEXT   NOT NULL,             -- personal
	url          TEXT   NOT NULL,             -- personal
	title        TEXT   NOT NULL,             -- personal
	author       TEXT   NOT NULL,             -- personal
	search       TEXT   NOT NULL,             -- personal; what a text search looks in, lower-case
	queue        TEXT   NOT NULL,
	status       TEXT   NOT NULL,             -- open, decided, passed, erased
	action       TEXT   NOT NULL,             -- of the machine: publish, review, reject
	outcome      TEXT   NOT NULL DEFAULT '',  -- of a person: approve, approve-repaired, reject
	rules        TEXT   NOT NULL,             -- names joined by commas
	script       TEXT   NOT NULL,             -- ISO 15924
	rank         BIGINT NOT NULL,             -- the smaller is handed out first
	version      BIGINT NOT NULL,             -- seq of its last event
	revision     BIGINT NOT NULL,             -- number of its last revision
	content_id   TEXT   NOT NULL,             -- of that revision
	policy       TEXT   NOT NULL,             -- revision of the policy that judged it
	simhash      BIGINT NOT NULL,             -- of what was flagged; 0 is none
	leased_by    TEXT   NOT NULL DEFAULT '',
	leased_until BIGINT NOT NULL DEFAULT 0,
	lapsed_by    TEXT   NOT NULL DEFAULT '',  -- who held it before leased_by, without giving it back
	decided_by   TEXT   NOT NULL DEFAULT '',
	decided_at   BIGINT NOT NULL DEFAULT 0,
	final_at     BIGINT NOT NULL DEFAULT 0,   -- when the decision can no longer be undone
	held_at      BIGINT NOT NULL,             -- since when it waits, or waited
	updated_at   BIGINT NOT NULL
);
CREATE INDEX items_next ON items (status, rank, held_at, id);
CREATE INDEX items_queue ON items (queue, status, rank, held_at, id);
CREATE INDEX items_held ON items (held_at, id);
CREATE INDEX items_author ON items (site, author);

-- Every text of an article with how it was judged. Personal: erased by deleting.
CREATE TABLE revisions (
	item       TEXT   NOT NULL REFERENCES items (id),
	number     BIGINT NOT NULL,              -- from 1
	at         BIGINT NOT NULL,
	content    BYTEA  NOT NULL,              -- as submitted
	submission TEXT   NOT NULL,              -- what came with it, JSON
	report     TEXT   NOT NULL,              -- verdict and findings, JSON as POST /v1/check answers it
	input      TEXT   NOT NULL,              -- what the policy saw, JSON, for exact replay
	PRIMARY KEY (item, number)
);
CREATE INDEX revisions_at ON revisions (at, item, number);

-- What the last revision can be found by: rule, filter, kind, band of its simhash.
CREATE TABLE facets (
	facet TEXT NOT NULL,
	value TEXT NOT NULL,
	item  TEXT NOT NULL REFERENCES items (id),
	PRIMARY KEY (facet, value, item)
);
CREATE INDEX facets_item ON facets (item);

-- The history of an item. Rows are only added; erasure blanks note.
CREATE TABLE events (
	item   TEXT   NOT NULL REFERENCES items (id),
	seq    BIGINT NOT NULL,                  -- from 1, without gaps
	at     BIGINT NOT NULL,
	actor  TEXT   NOT NULL,                  -- the reviewer, or empty for the machine
	type   TEXT   NOT NULL,
	detail TEXT   NOT NULL,                  -- JSON of closed words: revision, queue, code, from whom
	note   TEXT   NOT NULL,                  -- personal; free text of the actor
	PRIMARY KEY (item, seq)
);

-- Decisions for the figures. Nothing in them is personal of an author.
CREATE TABLE decisions (
	item     TEXT   NOT NULL REFERENCES items (id),
	seq      BIGINT NOT NULL,                -- of its event
	at       BIGINT NOT NULL,
	site     TEXT   NOT NULL,
	queue    TEXT   NOT NULL,
	action   TEXT   NOT NULL,                -- of the machine
	outcome  TEXT   NOT NULL,                -- of the person
	code     TEXT   NOT NULL,
	reviewer TEXT   NOT NULL,
	standing BIGINT NOT NULL,                -- 1, or 0 once the item was opened again
	PRIMARY KEY (item, seq)
);
CREATE INDEX decisions_at ON decisions (at);
CREATE TABLE decision_rules (
	item TEXT   NOT NULL,
	seq  BIGINT NOT NULL,
	rule TEXT   NOT NULL,
	PRIMARY KEY (item, seq, rule)
);

-- Who does not want to be handed what.
CREATE TABLE skips (
	item     TEXT NOT NULL REFERENCES items (id),
	reviewer TEXT NOT NULL,
	PRIMARY KEY (item, reviewer)
);

-- Idempotency-Keys of requests that led to an item.
CREATE TABLE keys (
	site       TEXT   NOT NULL,
	key        TEXT   NOT NULL,              -- hashed
	content_id TEXT   NOT NULL,
	item       TEXT   NOT NULL REFERENCES items (id),
	at         BIGINT NOT NULL,
	PRIMARY KEY (site, key)
);
CREATE INDEX keys_item ON keys (item);

-- What the CMS is to be told, written with the decision and not before due_at.
CREATE TABLE outbox (
	id         TEXT   NOT NULL PRIMARY KEY,  -- item.seq; the same over attempts
	item       TEXT   NOT NULL REFERENCES items (id),
	seq        BIGINT NOT NULL,              -- of the decision
	site       TEXT   NOT NULL,
	outcome    TEXT   NOT NULL,
	code       TEXT   NOT NULL,
	revision   BIGINT NOT NULL,              -- that was decided on
	content_id TEXT   NOT NULL,              -- of that revision
	decided_at BIGINT NOT NULL,
	final_at   BIGINT NOT NULL,              -- the end of the undo window
	due_at     BIGINT NOT NULL,              -- of the next attempt; while sending, when it is given up
	state      TEXT   NOT NULL,              -- due, sending, delivered, failed, cancelled
	attempts   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX outbox_due ON outbox (state, due_at);
CREATE INDEX outbox_item ON outbox (item, seq);
CREATE TABLE attempts (
	delivery TEXT   NOT NULL REFERENCES outbox (id),
	number   BIGINT NOT NULL,                -- from 1
	at       BIGINT NOT NULL,
	error    TEXT   NOT NULL,                -- empty: delivered
	PRIMARY KEY (delivery, number)
);

-- +goose Down
DROP TABLE attempts;
DROP TABLE outbox;
DROP TABLE keys;
DROP TABLE skips;
DROP TABLE decision_rules;
DROP TABLE decisions;
DROP TABLE events;
DROP TABLE facets;
DROP TABLE revisions;
DROP TABLE items;
