package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/webhook"
)

// openDatabase opens the configured database, or returns nil for none.
func openDatabase(ctx context.Context, c configs.Store) (*database.DB, error) {
	place := c.Path
	switch c.Driver {
	case "none":
		return nil, nil
	case "postgres":
		var err error
		if place, err = secret("store.dsn_file", c.DSNFile); err != nil {
			return nil, err
		}
	}
	return database.Open(ctx, c.Driver, place)
}

// needDatabase is openDatabase for commands that have nothing to do without;
// lost says what they miss then.
func needDatabase(ctx context.Context, c configs.Store, lost string) (*database.DB, error) {
	db, err := openDatabase(ctx, c)
	if err == nil && db == nil {
		err = usage(errors.New("store.driver is none: " + lost))
	}
	return db, err
}

// newDesk is the desk in db, or nil if db is nil.
func newDesk(db *database.DB, c configs.Store, m *metrics.Metrics) *review.Store {
	if db == nil {
		return nil
	}
	return review.New(db, review.Options{Sample: c.Sample, Codes: c.Codes, Priority: c.Priority, Lease: c.Lease, Undo: c.Undo, Metrics: m})
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

// A runningDesk is a desk whose settled items are erased when their time is
// over, and whose decisions are delivered.
type runningDesk struct {
	stop context.CancelFunc
	work sync.WaitGroup
}

// pollOutbox is how often it is looked for decisions that are due.
const pollOutbox = 2 * time.Second

// runDesk begins the work on the desk, which goes on when ctx has ended: articles
// are judged and decided on until the service has drained.
func runDesk(ctx context.Context, store *review.Store, c *configs.Config, log *slog.Logger) (*runningDesk, error) {
	targets, err := webhooks(c.Store.WebhooksFile)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	d := &runningDesk{stop: stop}
	if store != nil {
		d.work.Go(func() { measure(ctx, store, slices.Sorted(maps.Keys(targets)), log) })
	}
	if store != nil && c.Store.Retention > 0 {
		d.work.Go(func() { expire(ctx, store, c.Store.Retention, log) })
	}
	if store != nil && len(targets) > 0 {
		courier := &outbox.Courier{DB: store.DB, Targets: targets, Grace: c.Server.ShutdownTimeout, Metrics: store.Metrics, Log: log}
		d.work.Go(func() { courier.Run(ctx, pollOutbox) })
	}
	return d, nil
}

// measuring is how often it is counted what waits. It costs two queries.
const measuring = 10 * time.Second

// measure records what waits until ctx ends.
func measure(ctx context.Context, store *review.Store, sites []string, log *slog.Logger) {
	for ctx.Err() == nil {
		if err := store.Measure(ctx, sites); err != nil && ctx.Err() == nil {
			log.Warn("what waits could not be counted; the next try is soon", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(measuring):
		}
	}
}

// expire erases what is over until ctx ends.
func expire(ctx context.Context, store *review.Store, retention time.Duration, log *slog.Logger) {
	for ctx.Err() == nil {
		n, err := store.Expire(ctx, time.Now().Add(-retention))
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
}

// close ends the work on the desk and waits for that: the last deliveries have
// as long as requests have. It is a step of handOver.
func (d *runningDesk) close(context.Context) error {
	d.stop()
	d.work.Wait()
	return nil
}

// webhooks reads where sites want to be told of decisions. The file has
// secrets, which are in no error.
func webhooks(file string) (map[string]webhook.Target, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, usage(fmt.Errorf("store.webhooks_file: %w", err))
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	targets := map[string]webhook.Target{}
	if err := d.Decode(&targets); err != nil {
		return nil, usage(fmt.Errorf("store.webhooks_file: %s does not hold sites, each with url, secrets and private alone", file))
	}
	for site, target := range targets {
		if err := target.Check(); err != nil {
			return nil, usage(fmt.Errorf("store.webhooks_file: %s: %s: %w", file, site, err))
		}
	}
	return targets, nil
}
