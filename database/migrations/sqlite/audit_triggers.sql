CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'rows of audit are only added'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'rows of audit are only added'); END;
CREATE TRIGGER audit_move_head AFTER INSERT ON audit BEGIN UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash; END;
