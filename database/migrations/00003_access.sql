-- Who may come in. Secrets are kept as SHA-256 in hexadecimal, and nowhere else.

-- +goose Up

-- What programs show. A row stays when its token is revoked.
CREATE TABLE tokens (
	id         TEXT   NOT NULL PRIMARY KEY,
	hash       TEXT   NOT NULL UNIQUE,       -- of the secret
	name       TEXT   NOT NULL,              -- not unique: the next token of a program has its name
	scopes     TEXT   NOT NULL,              -- JSON list: check, review, admin, metrics
	sites      TEXT   NOT NULL,              -- JSON list; null is all
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	used_at    BIGINT NOT NULL DEFAULT 0,    -- to the hour
	revoked_at BIGINT NOT NULL DEFAULT 0
);

-- Everybody who has ever signed in. A name belongs to whom it was first used by.
CREATE TABLE people (
	name     TEXT   NOT NULL PRIMARY KEY,
	subject  TEXT   NOT NULL,                -- issuer and sub at the provider; empty: with a link
	first_at BIGINT NOT NULL,
	last_at  BIGINT NOT NULL
);

-- Links that have not been used. Using one deletes it.
CREATE TABLE links (
	hash    TEXT   NOT NULL PRIMARY KEY,     -- of the secret
	person  TEXT   NOT NULL,
	roles   TEXT   NOT NULL,                 -- JSON object, by site
	ends_at BIGINT NOT NULL
);

-- Who is signed in.
CREATE TABLE sessions (
	hash     TEXT   NOT NULL PRIMARY KEY,    -- of the secret in the cookie
	person   TEXT   NOT NULL,
	roles    TEXT   NOT NULL,                -- JSON object, by site
	began_at BIGINT NOT NULL,
	seen_at  BIGINT NOT NULL,                -- to the minute
	ends_at  BIGINT NOT NULL                 -- whatever happens
);
CREATE INDEX sessions_person ON sessions (person);

-- +goose Down
DROP TABLE sessions;
DROP TABLE links;
DROP TABLE people;
DROP TABLE tokens;
