-- The groups of who has signed in at a provider: their roles are what these have
-- when something is asked for.

-- +goose Up
ALTER TABLE sessions ADD COLUMN member_of TEXT NOT NULL DEFAULT ''; -- JSON list; empty: roles has the roles

-- +goose Down
ALTER TABLE sessions DROP COLUMN member_of;
