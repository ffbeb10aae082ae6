package server_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/server"
)

// A crowd sends articles and notes what comes back.
type crowd struct {
	t    *testing.T
	desk *desk

	mu       sync.Mutex
	took     []time.Duration   // guarded by mu
	messages map[string]string // by revision: what its rule says; guarded by mu
}

// send sends n articles from each of several clients, and waits for the answers.
func (c *crowd) send(n int) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range n {
				start := time.Now()
				if err := c.one(); err != nil {
					c.t.Error(err)
				}
				c.mu.Lock()
				c.took = append(c.took, time.Since(start))
				c.mu.Unlock()
			}
		})
	}
	wg.Wait()
}

func (c *crowd) one() error {
	answer, err := c.desk.client.Post(c.desk.url+"/v1/check", "text/plain", strings.NewReader("a(x)"))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return fmt.Errorf("answer %s, %w: %s", answer.Status, err, text)
	}
	var r pipeline.Report
	if err := json.Unmarshal(text, &r); err != nil {
		return err
	}
	if len(r.Verdict.Reasons) != 1 {
		return fmt.Errorf("verdict %+v, want one reason", r.Verdict)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	said, known := c.messages[r.Verdict.Revision]
	if message := r.Verdict.Reasons[0].Message; known && said != message {
		return fmt.Errorf("revision %s says %q and %q", r.Verdict.Revision, said, message)
	} else {
		c.messages[r.Verdict.Revision] = message
	}
	return nil
}

// figures are those of what was sent since they were asked for last.
func (c *crowd) figures() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	slices.Sort(c.took)
	at := func(share float64) time.Duration {
		return c.took[int(share*float64(len(c.took)-1))].Round(10 * time.Microsecond)
	}
	s := fmt.Sprintf("%d requests, p50 %v, p99 %v", len(c.took), at(.5), at(.99))
	c.took = nil
	return s
}

// reloads replaces the policy over and over until stop is closed, every third
// time by a broken one, and returns how often it was loaded and refused.
func (d *desk) reloads(stop <-chan struct{}) (loaded, refused int) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return loaded, refused
		default:
		}
		switch i % 3 {
		case 0:
			d.inForce.say(d.t, "one")
		case 1:
			d.inForce.write(d.t, "package presscheck.rules.injected_readings\n\nreason contains {\n")
		case 2:
			d.inForce.say(d.t, "two")
		}
		switch got := d.asAdmin("/v1/policy/reload", "", ""); got.StatusCode {
		case http.StatusOK:
			loaded++
		case http.StatusUnprocessableEntity:
			refused++
		default:
			d.t.Errorf("reload = %s: %s", got.Status, got.body)
		}
	}
}

func TestNoRequestIsLostWhileThePolicyIsReplaced(t *testing.T) {
	const each = 30 // articles, from each client in each phase
	d := startDesk(t, func(s *server.Server) { s.CheckTimeout = time.Minute })
	c := &crowd{t: t, desk: d, messages: map[string]string{}}
	c.send(each)
	before := c.figures()
	var loaded, refused int
	var wg sync.WaitGroup
	stop := make(chan struct{})
	wg.Go(func() { loaded, refused = d.reloads(stop) })
	for len(c.seen()) < 3 {
		c.send(each)
	}
	c.send(each)
	during := c.figures()
	close(stop)
	wg.Wait()
	c.send(each)
	t.Logf("before: %s; during %d reloads and %d refusals: %s; after: %s", before, loaded, refused, during, c.figures())
	if loaded == 0 || refused == 0 {
		t.Errorf("%d policies were loaded and %d refused, want some of both", loaded, refused)
	}
}

// seen are the revisions that have judged so far.
func (c *crowd) seen() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var revisions []string
	for r := range c.messages {
		revisions = append(revisions, r)
	}
	return revisions
}
