-- Who looks in the audit log asks for one person, article or kind of action, and
-- the latest first.

-- +goose Up
CREATE INDEX audit_actor ON audit (actor, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_subject ON audit (subject, seq);

-- +goose Down
DROP INDEX audit_actor;
DROP INDEX audit_action;
DROP INDEX audit_subject;
