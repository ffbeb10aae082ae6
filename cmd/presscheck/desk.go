package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/review"
)

// openDesk opens the configured store, or returns nil for none.
func openDesk(ctx context.Context, c configs.Store) (*review.Store, error) {
	o := review.Options{Driver: c.Driver, DSN: c.Path, Sample: c.Sample, Lease: c.Lease, Undo: c.Undo}
	switch c.Driver {
	case "none":
		return nil, nil
	case "postgres":
		var err error
		if o.DSN, err = secret("store.dsn_file", c.DSNFile); err != nil {
			return nil, err
		}
	}
	return review.Open(ctx, o)
}

// secret is what stands in the file that a setting names. It is in no error.
func secret(setting, file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", usage(fmt.Errorf("%s: %w", setting, err))
	}
	s := strings.TrimSpace(string(text))
	if s == "" {
		return "", usage(fmt.Errorf("%s: %s is empty", setting, file))
	}
	return s, nil
}

// A tidied desk is one whose settled items are erased when their time is over.
type tidied struct {
	desk *review.Store
	done chan struct{}
}

// tidy begins erasing, and goes on until ctx ends. A desk of nil is fine.
func tidy(ctx context.Context, desk *review.Store, retention time.Duration, log *slog.Logger) *tidied {
	t := &tidied{desk, make(chan struct{})}
	go func() {
		defer close(t.done)
		for desk != nil && retention > 0 && ctx.Err() == nil {
			n, err := desk.Expire(ctx, time.Now().Add(-retention))
			switch {
			case err != nil && ctx.Err() == nil:
				log.Warn("settled items could not be erased; the next try is in an hour", "error", err)
			case n > 0:
				log.Info("erased settled items", "items", n, "older_than", retention.String())
			}
			select {
			case <-ctx.Done():
			case <-time.After(time.Hour):
			}
		}
	}()
	return t
}

// close waits for the end of tidying, for which its context has to have ended,
// and closes the desk.
func (t *tidied) close() error {
	<-t.done
	if t.desk == nil {
		return nil
	}
	if err := t.desk.Close(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// warnOfNoDesk says what it means to serve without a store, or without a way in.
func warnOfNoDesk(c configs.Store, log *slog.Logger) {
	switch {
	case c.Driver == "none":
		log.Warn("no store is configured: what is held is kept nowhere, and nobody gets to see it here; set store.driver to sqlite or postgres")
	case c.TokenFile == "":
		log.Warn("nobody can decide on what is held: set store.token_file to a file with a token for /v1/items")
	}
}

// deskToken is the token of programs, or empty if there is none.
func deskToken(c configs.Store) (string, error) {
	if c.TokenFile == "" {
		return "", nil
	}
	token, err := secret("store.token_file", c.TokenFile)
	if err == nil && len(token) < shortestToken {
		err = usage(errors.New("store.token_file: the token is too short; write for example what 'openssl rand -hex 32' prints"))
	}
	return token, err
}

// shortestToken is 128 bits in hexadecimal.
const shortestToken = 32
