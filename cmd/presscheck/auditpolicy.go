package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/policy/live"
)

// auditTimeout bounds for how long a change of the policy waits to be audited.
const auditTimeout = 5 * time.Second

// auditPolicy is what adds changes of the policy to the audit log, or nil where
// there is none. A change that could not be added stays: it is in force already.
func auditPolicy(db *database.DB, log *slog.Logger) func(live.Change) {
	if db == nil {
		return nil
	}
	return func(c live.Change) {
		ctx, cancel := context.WithTimeout(context.Background(), auditTimeout)
		defer cancel()
		r := audit.Record{Actor: c.By, Action: "policy.loaded", Subject: c.Revision, Detail: map[string]string{"policy": "live", "replaced": c.Replaced}}
		switch {
		case c.By != "":
			r.Action = "policy.promoted"
		case c.Candidate:
			r.Detail["policy"] = "candidate"
		}
		if err := (audit.Log{DB: db}).Add(ctx, r); err != nil {
			log.Error("a change of the policy could not be added to the audit log", "revision", c.Revision, "error", err)
		}
	}
}
