package outbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/webhook"
)

// A Courier tells content management systems what was decided, once a decision
// is final: each at least once, those of one item in order. Whoever receives a
// Delivery knows by its ID one that comes again. Several couriers, in several
// processes, share the work. Its fields are set before Run or Deliver and not
// changed after it.
type Courier struct {
	DB      *database.DB              // must be set
	Targets map[string]webhook.Target // by site; decisions on others wait until theirs is known
	Grace   time.Duration             // for what is due when Run is to end; default none
	Metrics *metrics.Metrics          // nil records nothing
	Log     *slog.Logger              // nil logs nothing
	Now     func() time.Time          // default time.Now
}

// A delivery that fails is tried again after firstWait, then after twice as
// long each time but no longer than longestWait, until it is patience old.
const (
	firstWait   = 15 * time.Second
	longestWait = 6 * time.Hour
	patience    = 72 * time.Hour
)

// couriers is how many deliveries are made at once, so that a slow site does not
// hold up all others.
const couriers = 4

// Run delivers until ctx ends. It looks for what is due every poll. When ctx ends
// what is due then is still delivered, within Grace.
func (c *Courier) Run(ctx context.Context, poll time.Duration) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(c.Grace, cancel) })()
	var group sync.WaitGroup
	for range couriers {
		group.Go(func() { c.walk(ctx, work, poll) })
	}
	group.Wait()
}

// walk is one courier: deliveries end with work, waiting for more ends with ctx.
func (c *Courier) walk(ctx, work context.Context, poll time.Duration) {
	for work.Err() == nil {
		found, err := c.Deliver(work)
		if err != nil && work.Err() == nil && c.Log != nil {
			c.Log.Warn("a decision could not be delivered", "error", err)
		}
		switch {
		case found:
			continue
		case ctx.Err() != nil:
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(poll):
		}
	}
}

func (c *Courier) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

// Deliver makes one attempt at what is due, and reports whether anything was.
// The error says why it was not delivered, if so.
func (c *Courier) Deliver(ctx context.Context) (found bool, err error) {
	if len(c.Targets) == 0 {
		return false, nil
	}
	d, err := c.takeDue(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for deliveries: %w", err)
	}
	failure := c.send(ctx, d)
	if ctx.Err() != nil { // it may have arrived; it is made again when its time is over
		return true, ctx.Err()
	}
	state, due := c.after(d, failure)
	if err := c.settle(ctx, d, failure, state, due); err != nil {
		return true, fmt.Errorf("delivery %s: note attempt: %w", d.ID, err)
	}
	c.Metrics.Delivery(state)
	if failure != nil {
		return true, fmt.Errorf("delivery %s to %s, attempt %d, now %s: %w", d.ID, d.Site, d.number, state, failure)
	}
	return true, nil
}

func (c *Courier) send(ctx context.Context, d Delivery) error {
	if c.now().Sub(d.FinalAt) > patience {
		return errors.New("too old to be sent")
	}
	body, err := json.Marshal(d, json.Deterministic(true))
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	return webhook.Send(ctx, c.Targets[d.Site], d.ID, body)
}

// after is the state of d after an attempt, and when the next one is due.
func (c *Courier) after(d Delivery, failure error) (string, time.Time) {
	now := c.now()
	if failure == nil {
		return Done, now
	}
	wait := longestWait
	if d.number < 12 {
		wait = min(wait, firstWait<<(d.number-1))
	}
	wait += rand.N(wait / 4) // so that what failed together does not come back together
	if now.Add(wait).Sub(d.FinalAt) > patience {
		return Failed, now
	}
	return Due, now.Add(wait)
}
