-- The repaired text that goes with a decision to approve it as repaired.

-- +goose Up
ALTER TABLE outbox ADD COLUMN repaired TEXT NOT NULL DEFAULT '';        -- personal; empty: none, or too long to be sent
ALTER TABLE outbox ADD COLUMN repaired_sha256 TEXT NOT NULL DEFAULT ''; -- of the text, hexadecimal; empty: none

-- +goose Down
ALTER TABLE outbox DROP COLUMN repaired;
ALTER TABLE outbox DROP COLUMN repaired_sha256;
