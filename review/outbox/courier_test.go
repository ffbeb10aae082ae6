package outbox_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/review/reviewtest"
	"github.com/presscheck/presscheck/webhook"
)

func TestMain(m *testing.M) { databasetest.Main(m) }

// A site is a CMS that is told of decisions. It takes each delivery once, by
// its id, as it is meant to.
type site struct {
	*httptest.Server
	t      *testing.T
	target webhook.Target

	mu     sync.Mutex
	refuse func(n int) bool // whether to fail the nth message
	asked  int
	taken  []outbox.Delivery
	again  int // messages with an id that it had taken
}

func newSite(t *testing.T) *site {
	s := &site{t: t}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	s.target = webhook.Target{URL: s.URL, Secrets: []string{"0123456789abcdef"}, Private: true}
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if s.refuse != nil && s.refuse(s.asked) {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if err := webhook.Verify(s.target.Secrets[0], r.Header.Get(webhook.SignatureHeader), body, time.Now(), time.Minute); err != nil {
		s.t.Error(err)
	}
	var d outbox.Delivery
	if err := json.Unmarshal(body, &d); err != nil {
		s.t.Error(err)
	}
	for _, before := range s.taken {
		if before.ID == d.ID {
			s.again++
			return
		}
	}
	s.taken = append(s.taken, d)
}

// deliver makes attempts until nothing is due, and returns how many failed.
func deliver(t *testing.T, c *outbox.Courier) (failed int) {
	t.Helper()
	for {
		found, err := c.Deliver(t.Context())
		if err != nil {
			failed++
		}
		if !found {
			return failed
		}
	}
}

func courierOf(d *reviewtest.Desk, s *site) *outbox.Courier {
	return &outbox.Courier{DB: d.DB, Now: d.Clock, Targets: map[string]webhook.Target{"a": s.target}}
}

func TestADecisionIsDeliveredOnceItIsFinal(t *testing.T) {
	reviewtest.Each(t, review.Options{Undo: time.Minute}, func(t *testing.T, d *reviewtest.Desk) {
		cms := newSite(t)
		courier := courierOf(d, cms)
		held := d.Send(reviewtest.Article("a", "1", reviewtest.Rejected))
		item := d.Rule(d.Hand("ann"), "ann", review.Reject)
		d.Pass(59 * time.Second)
		if deliver(t, courier); cms.asked != 0 {
			t.Fatal("delivered before it was final")
		}
		item, err := d.UndoDecision(t.Context(), item.ID, "ann", item.Version)
		if err != nil {
			t.Fatal(err)
		}
		d.Pass(10 * time.Second)
		if deliver(t, courier); cms.asked != 0 {
			t.Fatal("delivered after it was undone")
		}
		if item, err = d.Claim(t.Context(), item.ID, "ann"); err != nil {
			t.Fatal(err)
		}
		item = d.Rule(item, "ann", review.Approve)
		d.Pass(time.Minute)
		deliver(t, courier)
		deliver(t, courier)
		stored, err := d.Revision(t.Context(), held.ID, 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(cms.taken) != 1 || cms.again != 0 {
			t.Fatalf("%d deliveries, %d of them again", len(cms.taken), cms.again)
		}
		got := cms.taken[0]
		if got.Item != held.ID || got.Outcome != review.Approve || got.Code != "other" || got.Revision != 1 || got.ContentID != stored.Report.ID {
			t.Errorf("delivered %+v", got)
		}
		if _, err := d.UndoDecision(t.Context(), item.ID, "ann", item.Version); !errors.Is(err, review.ErrStatus) {
			t.Errorf("undone after it was delivered: %v", err)
		}
	})
}

func TestWhatTheSiteMayHaveHeardIsNotWithdrawn(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		d.Send(reviewtest.Article("a", "1", reviewtest.Rejected))
		item := d.Rule(d.Hand("ann"), "ann", review.Reject)
		withdraw := func(version int64) error {
			return d.DB.InTx(t.Context(), func(tx *sql.Tx) error { return outbox.Withdraw(t.Context(), tx, item.ID, version) })
		}
		if err := withdraw(item.Version - 1); !errors.Is(err, outbox.ErrNotFound) {
			t.Errorf("withdrawn by another version: %v", err)
		}
		d.Pass(time.Hour)
		cms := newSite(t)
		cms.refuse = func(int) bool { return withdraw(item.Version) == nil } // it is being sent
		if failed := deliver(t, courierOf(d, cms)); failed > 0 || len(cms.taken) != 1 {
			t.Errorf("%d failed, %d were taken", failed, len(cms.taken))
		}
		if err := withdraw(item.Version); !errors.Is(err, outbox.ErrNotFound) {
			t.Errorf("withdrawn after it was delivered: %v", err)
		}
	})
}

func TestADeliveryIsTriedAgainAndAgainAndInTheEndFails(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		cms := newSite(t)
		courier := courierOf(d, cms)
		d.Send(reviewtest.Article("a", "1", reviewtest.Rejected))
		item := d.Rule(d.Hand("ann"), "ann", review.Reject)
		cms.refuse = func(n int) bool { return true }
		for range 7 * 24 * 4 {
			d.Pass(15 * time.Minute)
			deliver(t, courier)
		}
		log, err := outbox.Of(t.Context(), d.DB, item.ID)
		if err != nil || len(log) != 1 {
			t.Fatalf("log = %+v, %v", log, err)
		}
		last := log[0]
		if n := len(last.Attempts); last.State != outbox.Failed || n != cms.asked || n < 12 || n > 40 || last.Attempts[n-1].Error == "" {
			t.Errorf("delivery = %+v after %d messages", last, cms.asked)
		}
		cms.refuse = nil
		if err := outbox.Resend(t.Context(), d.DB, last.ID, "ann", d.Clock()); err != nil {
			t.Fatal(err)
		}
		deliver(t, courier)
		log, err = outbox.Of(t.Context(), d.DB, item.ID)
		if err != nil || log[0].State != outbox.Done || len(cms.taken) != 1 {
			t.Errorf("sent again: %+v, %v", log, err)
		}
		if err := outbox.Resend(t.Context(), d.DB, "none", "ann", d.Clock()); !errors.Is(err, outbox.ErrNotFound) {
			t.Errorf("resend of nothing: %v", err)
		}
	})
}

func TestACourierThatDiesInTheMiddleIsFollowedByAnother(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		cms := newSite(t)
		courier := courierOf(d, cms)
		d.Send(reviewtest.Article("a", "1", reviewtest.Rejected))
		d.Rule(d.Hand("ann"), "ann", review.Reject)
		d.Pass(time.Hour)
		ctx, die := context.WithCancel(t.Context())
		cms.refuse = func(int) bool { die(); return false }
		if found, err := courier.Deliver(ctx); !found || err == nil {
			t.Fatalf("the dying courier: %v, %v", found, err)
		}
		cms.refuse = nil
		if deliver(t, courier); cms.asked != 1 {
			t.Fatal("delivered while the other courier may be at it")
		}
		d.Pass(time.Minute)
		deliver(t, courier)
		if len(cms.taken) != 1 || cms.asked != 2 {
			t.Errorf("taken %d times of %d", len(cms.taken), cms.asked)
		}
	})
}

func TestManyCouriersDeliverEverythingOnce(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		const decisions = 200
		d.Fill(decisions)
		if err := reviewtest.Toil(t.Context(), d.Store, "ann", func(string) {}); err != nil {
			t.Fatal(err)
		}
		d.Send(reviewtest.Article("b", "1", reviewtest.Rejected))
		other := d.Rule(d.Hand("ann"), "ann", review.Reject)
		d.Pass(time.Hour)
		cms := newSite(t)
		cms.refuse = func(n int) bool { return n%3 == 0 }
		for round := 0; d.Due() > 1 && round < 50; round++ {
			var group sync.WaitGroup
			for range 8 {
				group.Go(func() { deliver(t, courierOf(d, cms)) })
			}
			group.Wait()
			d.Pass(10 * time.Minute)
		}
		if len(cms.taken) != decisions || cms.again != 0 {
			t.Errorf("%d deliveries were taken, %d came again, want %d and none", len(cms.taken), cms.again, decisions)
		}
		if log, err := outbox.Of(t.Context(), d.DB, other.ID); err != nil || log[0].State != outbox.Due {
			t.Errorf("what is for a site without a target is %+v, %v", log, err)
		}
	})
}

func TestTheDeliveriesOfAnItemKeepTheirOrder(t *testing.T) {
	reviewtest.Each(t, review.Options{Lease: 1000 * time.Hour}, func(t *testing.T, d *reviewtest.Desk) {
		cms := newSite(t)
		courier := courierOf(d, cms)
		d.Send(reviewtest.Article("a", "1", reviewtest.Rejected))
		item := d.Rule(d.Hand("ann"), "ann", review.Reject)
		d.Pass(time.Hour)
		cms.refuse = func(int) bool { return true }
		deliver(t, courier)
		cms.refuse = nil
		d.Send(reviewtest.Article("a", "2", reviewtest.Rejected))
		second := d.Rule(d.Hand("ann"), "ann", review.Approve)
		d.Pass(time.Hour)
		deliver(t, courier)
		item, err := d.Reopen(t.Context(), item.ID, "lead", item.Version, "")
		if err != nil {
			t.Fatal(err)
		}
		d.Rule(d.Hand("ann"), "ann", review.Approve)
		d.Pass(time.Hour)
		deliver(t, courier)
		var got []string
		for _, one := range cms.taken {
			if one.Item != second.ID {
				got = append(got, one.Outcome)
			}
		}
		if fmt.Sprint(got) != "[reject approve]" {
			t.Errorf("item %s was delivered as %v", item.ID, got)
		}
	})
}

func TestAnOverruledDecisionIsNotSentAgain(t *testing.T) {
	reviewtest.Each(t, review.Options{Lease: 1000 * time.Hour}, func(t *testing.T, d *reviewtest.Desk) {
		cms := newSite(t)
		courier := courierOf(d, cms)
		d.Send(reviewtest.Article("a", "1", reviewtest.Rejected))
		approved := d.Rule(d.Hand("ann"), "ann", review.Approve)
		d.Pass(time.Hour)
		deliver(t, courier)
		resend := func(i review.Item) error {
			return outbox.Resend(t.Context(), d.DB, fmt.Sprintf("%s.%d", i.ID, i.Version), "lea", d.Clock())
		}
		item, err := d.Reopen(t.Context(), approved.ID, "lea", approved.Version, "")
		if err != nil {
			t.Fatal(err)
		}
		rejected := d.Rule(d.Hand("ann"), "ann", review.Reject)
		if err := resend(approved); !errors.Is(err, outbox.ErrOverruled) {
			t.Errorf("the first decision on item %s is sent again: %v", item.ID, err)
		}
		d.Pass(time.Hour)
		deliver(t, courier)
		if err := resend(rejected); err != nil {
			t.Errorf("the last decision: %v", err)
		}
		deliver(t, courier)
		if last := cms.taken[len(cms.taken)-1]; last.Outcome != review.Reject {
			t.Errorf("the site heard %s last", last.Outcome)
		}
	})
}

func TestWhatIsDueWhenTheCourierEndsIsStillDelivered(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		cms := newSite(t)
		for _, id := range []string{"1", "2", "3"} {
			d.Send(reviewtest.Article("a", id, reviewtest.Rejected))
			d.Rule(d.Hand("ann"), "ann", review.Reject)
		}
		d.Pass(time.Minute)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		courier := courierOf(d, cms)
		courier.Grace = time.Hour
		courier.Run(ended, time.Hour)
		if len(cms.taken) != 3 || cms.again != 0 {
			t.Errorf("%d deliveries, %d of them again, want 3 and none", len(cms.taken), cms.again)
		}
	})
}

func TestADeliveryUnderWayWhenTheCourierEndsIsFinishedWithinItsGrace(t *testing.T) {
	tests := []struct {
		name    string
		grace   time.Duration
		answers bool // before the courier gives up
		want    string
	}{
		{"a site that answers in time", time.Hour, true, outbox.Done},
		{"a site that does not", 0, false, outbox.Sending}, // and is asked again later
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
				asked, answer := make(chan struct{}, 1), make(chan struct{})
				cms := newSite(t)
				cms.refuse = func(int) bool { asked <- struct{}{}; <-answer; return false }
				d.Send(reviewtest.Article("a", "1", reviewtest.Rejected))
				item := d.Rule(d.Hand("ann"), "ann", review.Reject)
				d.Pass(time.Minute)
				ctx, cancel := context.WithCancel(t.Context())
				courier := courierOf(d, cms)
				courier.Grace = test.grace
				ended := make(chan struct{})
				go func() { defer close(ended); courier.Run(ctx, time.Hour) }()
				<-asked
				cancel()
				if test.answers {
					close(answer)
				}
				<-ended
				if !test.answers {
					close(answer)
				}
				log, err := outbox.Of(t.Context(), d.DB, item.ID)
				if err != nil || len(log) != 1 || log[0].State != test.want {
					t.Errorf("deliveries = %+v, %v, want one that is %s", log, err, test.want)
				}
			})
		})
	}
}

func TestWhatIsApprovedAsRepairedIsSent(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		cms := newSite(t)
		long := strings.Repeat("Long news. ", 100_000) // more than 1 MiB
		for _, html := range []string{reviewtest.Rejected, "<p>" + long + "[[pills]]</p>", "<p>Caf\xe9 [[pills]]</p>"} {
			d.Send(reviewtest.Article("a", html[:10], html))
			d.Pass(time.Second)
		}
		for range 3 {
			d.Rule(d.Hand("ann"), "ann", review.ApproveRepaired)
			d.Pass(time.Minute)
		}
		if failed := deliver(t, courierOf(d, cms)); failed > 0 || len(cms.taken) != 3 {
			t.Fatalf("%d failed, %d were taken", failed, len(cms.taken))
		}
		for i, want := range []string{"<p>News. </p>", "<p>" + long + "</p>", "<p>Caf\uFFFD </p>"} {
			sum := sha256.Sum256([]byte(want))
			if len(want) > 1<<20 {
				want = ""
			}
			if got := cms.taken[i]; got.Repaired != want || got.RepairedSHA256 != hex.EncodeToString(sum[:]) {
				t.Errorf("delivery %d carries %.80q with %s, want %.80q", i, got.Repaired, got.RepairedSHA256, want)
			}
		}
	})
}
