package live_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/live"
)

const broken = "package presscheck.rules.structure\n\nreason contains {\n"

func TestAPolicyIsReplacedWhenItPasses(t *testing.T) {
	shelf := newShelf(t, "a")
	d := open(t, shelf, nil)
	first := d.Status().Live
	if first.Revision == "" || first.Source != shelf.dir || first.Since.IsZero() || d.Status().Candidate != nil {
		t.Errorf("status at the start = %+v", d.Status())
	}
	d.reload(live.Outcome{Live: live.Unchanged}, "")
	shelf.say("b")
	if says, _ := d.says(); says != "a" {
		t.Errorf("before the reload policy %q is in force", says)
	}
	d.reload(live.Outcome{Live: live.Loaded}, "")
	if says, _ := d.says(); says != "b" || d.Status().Live.Revision == first.Revision {
		t.Errorf("after the reload policy %q is in force, status %+v", says, d.Status())
	}
}

func TestWhatDoesNotPassLeavesTheLastGoodPolicy(t *testing.T) {
	tests := []struct {
		name   string
		spoil  func(*shelf)
		want   live.Result
		saying string
	}{
		{"a syntax error", func(s *shelf) { s.write("structure/structure.rego", broken) }, live.Refused, "structure/structure.rego:"},
		{"a rule nobody gathers", func(s *shelf) { s.write("structure/other.rego", "package other\n") }, live.Refused, "structure/other.rego"},
		{"no data", func(s *shelf) { os.Remove(s.dir + "/data.yaml") }, live.Refused, "is not in the settings"},
		{"a signature that nobody can verify", func(s *shelf) { s.write(".signatures.json", "{}") }, live.Refused, "there is no key to verify it with"},
		{"no folder", func(s *shelf) { os.RemoveAll(s.dir) }, live.Unreachable, "no such file"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			shelf := newShelf(t, "a")
			d := open(t, shelf, nil)
			before := d.Status().Live
			test.spoil(shelf)
			d.reload(live.Outcome{Live: test.want}, test.saying)
			if says, _ := d.says(); says != "a" {
				t.Errorf("policy %q is in force", says)
			}
			after := d.Status().Live
			if after.Revision != before.Revision || !strings.Contains(after.Failure, test.saying) || after.FailedAt.IsZero() {
				t.Errorf("status = %+v, want the old revision and the failure", after)
			}
			if !strings.Contains(d.log.String(), "level=ERROR") || !strings.Contains(d.log.String(), test.saying) {
				t.Errorf("the log does not say %q:\n%s", test.saying, d.log)
			}
		})
	}
}

func TestAFailureIsOverWhenThePolicyIsGoodAgain(t *testing.T) {
	shelf := newShelf(t, "a")
	d := open(t, shelf, nil)
	shelf.write("structure/structure.rego", broken)
	d.reload(live.Outcome{Live: live.Refused}, "structure.rego")
	shelf.say("a")
	d.reload(live.Outcome{Live: live.Unchanged}, "")
	if s := d.Status().Live; s.Failure != "" || !s.FailedAt.IsZero() {
		t.Errorf("status = %+v, want no failure", s)
	}
}

func TestWithoutAPolicyThereIsNoStart(t *testing.T) {
	shelf := newShelf(t, "a")
	shut := func(context.Context, fs.FS) (*policy.Engine, error) { return nil, errOutside }
	_, err := live.Open(t.Context(), live.Options{Source: shelf.source(), Gate: shut})
	if !errors.Is(err, errOutside) || !strings.Contains(err.Error(), shelf.dir) {
		t.Errorf("Open = %v, want what the gate says, and the place", err)
	}
}

func TestACandidateIsPromotedByAPerson(t *testing.T) {
	shelf, next := newShelf(t, "a"), newShelf(t, "b")
	d := open(t, shelf, next)
	inForce, candidate := d.Engines()
	if a, b := d.says(); a != "a" || b != "b" || !d.Status().Candidate.Trying {
		t.Fatalf("in force %q, candidate %q, status %+v", a, b, d.Status().Candidate)
	}
	for _, nobody := range []string{"", " ", "\n", "--", strings.Repeat("x", 201)} {
		if _, err := d.Promote(t.Context(), nobody, ""); !errors.Is(err, live.ErrNobody) {
			t.Errorf("Promote by %q = %v, want ErrNobody", nobody, err)
		}
	}
	if _, err := d.Promote(t.Context(), "Ada", inForce.Revision()); !errors.Is(err, live.ErrNoCandidate) {
		t.Errorf("Promote of another revision = %v", err)
	}
	got, err := d.Promote(t.Context(), "Ada Lovelace", candidate.Revision())
	if err != nil {
		t.Fatal(err)
	}
	want := live.Promotion{By: "Ada Lovelace", At: got.At, Revision: candidate.Revision(), Replaced: inForce.Revision()}
	if diff := cmp.Diff(want, *got); diff != "" || got.At.IsZero() {
		t.Errorf("promotion (-want +got):\n%s", diff)
	}
	if a, b := d.says(); a != "b" || b != "" || d.Status().Candidate.Trying || d.Status().Promoted == nil {
		t.Errorf("afterwards in force %q, candidate %q, status %+v", a, b, d.Status())
	}
	if !strings.Contains(d.log.String(), `by="Ada Lovelace"`) {
		t.Errorf("the log names nobody:\n%s", d.log)
	}
	if _, err := d.Promote(t.Context(), "Ada Lovelace", ""); !errors.Is(err, live.ErrNoCandidate) {
		t.Errorf("Promote a second time = %v", err)
	}
}

func TestAPromotionLastsUntilItsSourceChanges(t *testing.T) {
	shelf := newShelf(t, "a")
	d := open(t, shelf, newShelf(t, "b"))
	if _, err := d.Promote(t.Context(), "Ada", ""); err != nil {
		t.Fatal(err)
	}
	d.reload(live.Outcome{Live: live.Unchanged, Candidate: live.Unchanged}, "")
	if says, _ := d.says(); says != "b" || d.Status().Promoted == nil {
		t.Errorf("a reload of what was there before puts %q in force", says)
	}
	shelf.say("c")
	d.reload(live.Outcome{Live: live.Loaded, Candidate: live.Unchanged}, "")
	if a, b := d.says(); a != "c" || b != "b" || d.Status().Promoted != nil {
		t.Errorf("in force %q, candidate %q, status %+v", a, b, d.Status())
	}
}

func TestACandidateIsPromotedThroughTheGate(t *testing.T) {
	d := open(t, newShelf(t, "a"), newShelf(t, "b"))
	d.Gate = func(context.Context, fs.FS) (*policy.Engine, error) { return nil, errOutside }
	if _, err := d.Promote(t.Context(), "Ada", ""); !errors.Is(err, errOutside) {
		t.Errorf("Promote = %v, want what the gate says", err)
	}
	if a, b := d.says(); a != "a" || b != "b" || !strings.Contains(d.Status().Candidate.Failure, errOutside.Error()) {
		t.Errorf("in force %q, candidate %q, status %+v", a, b, d.Status().Candidate)
	}
}

func TestABadCandidateDisturbsNothing(t *testing.T) {
	next := newShelf(t, "b")
	next.write("structure/structure.rego", broken)
	d := open(t, newShelf(t, "a"), next)
	if a, b := d.says(); a != "a" || b != "" || !strings.Contains(d.Status().Candidate.Failure, "structure.rego") {
		t.Errorf("in force %q, candidate %q, status %+v", a, b, d.Status().Candidate)
	}
	next.say("a")
	d.reload(live.Outcome{Live: live.Unchanged, Candidate: live.Loaded}, "")
	if _, b := d.says(); b != "" {
		t.Error("a candidate that is the policy in force is tried")
	}
}

// In a bubble of synctest time passes when nobody has anything to do.
func TestPollingLoadsWhatHasSettled(t *testing.T) {
	shelf := newShelf(t, "a")
	d := open(t, shelf, nil)
	synctest.Test(t, func(t *testing.T) {
		d.t, shelf.t = t, t
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); d.Watch(ctx, time.Minute, nil) }()
		time.Sleep(time.Second) // so that polls are in the midst of what follows
		polls := func(n int) string {
			time.Sleep(time.Duration(n) * time.Minute)
			synctest.Wait()
			says, _ := d.says()
			return says
		}
		shelf.say("b")
		if says := polls(1); says != "a" {
			t.Errorf("seen once, policy %q is in force", says)
		}
		if says := polls(1); says != "b" {
			t.Errorf("seen twice, policy %q is in force", says)
		}
		shelf.write("structure/structure.rego", broken)
		if says := polls(5); says != "b" {
			t.Errorf("after a broken policy, %q is in force", says)
		}
		if every := d.polled(); every != 60 {
			t.Errorf("the metrics say that it polls every %v s, want 60", every)
		}
		if n := strings.Count(d.log.String(), "level=ERROR"); n != 1 {
			t.Errorf("the log tells of one broken policy %d times", n)
		}
		shelf.say("b")
		if polls(1); d.Status().Live.Failure != "" {
			t.Errorf("the failure stays: %s", d.Status().Live.Failure)
		}
		cancel()
		<-done
	})
}

func TestASignalReloads(t *testing.T) {
	shelf := newShelf(t, "a")
	d := open(t, shelf, nil)
	synctest.Test(t, func(t *testing.T) {
		d.t, shelf.t = t, t
		ctx, cancel := context.WithCancel(t.Context())
		signals, done := make(chan os.Signal), make(chan struct{})
		go func() { defer close(done); d.Watch(ctx, 0, signals) }()
		shelf.say("b")
		signals <- os.Interrupt
		synctest.Wait()
		if says, _ := d.says(); says != "b" {
			t.Errorf("after a signal policy %q is in force", says)
		}
		if every := d.polled(); every != 0 {
			t.Errorf("the metrics say that it polls every %v s, want 0 for never", every)
		}
		cancel()
		<-done
	})
}

// TestNoArticleIsJudgedByHalfAPolicy judges articles while the policy is
// replaced hundreds of times, by good ones and, in between, by broken ones.
func TestNoArticleIsJudgedByHalfAPolicy(t *testing.T) {
	const reloads, readers = 201, 2
	shelf := newShelf(t, "a")
	sides := map[string]string{"a": shelf.engine().Revision()} // what a revision says
	shelf.say("b")
	sides["b"] = shelf.engine().Revision()
	d := open(t, shelf, nil)
	d.Gate = mostlyRemembered(10)
	var stop atomic.Bool
	var judged atomic.Int64
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for !stop.Load() {
				engine, _ := d.Engines()
				v, err := engine.Evaluate(context.Background(), bad)
				if err != nil {
					t.Error(err)
					return
				}
				if says := saysOf(t, v); sides[says] != v.Revision {
					t.Errorf("revision %s says %q", v.Revision, says)
				}
				judged.Add(1)
			}
		})
	}
	seen := map[live.Result]int{}
	for i := range reloads {
		switch i % 3 {
		case 0:
			shelf.say("a")
		case 1:
			shelf.write("structure/structure.rego", broken)
		case 2:
			shelf.say("b")
		}
		out, _ := d.Reload(t.Context())
		seen[out.Live]++
	}
	stop.Store(true)
	wg.Wait()
	if diff := cmp.Diff(map[live.Result]int{live.Loaded: 134, live.Refused: 67}, seen); diff != "" {
		t.Errorf("reloads (-want +got):\n%s", diff)
	}
	t.Logf("%d articles were judged during %d reloads", judged.Load(), reloads)
}

func TestTheLogWarnsOfWhatALoadedPolicyLacks(t *testing.T) {
	shelf := newShelf(t, "a")
	d := open(t, shelf, nil)
	text, err := fs.ReadFile(policy.Embedded(), "data.yaml")
	if err != nil {
		t.Fatal(err)
	}
	shelf.write("data.yaml", strings.Replace(string(text), "  undecodable: enforce\n", "", 1))
	d.reload(live.Outcome{Live: live.Loaded}, "")
	if want := "undecodable/undecodable.rego:1: the rule has no mode"; !strings.Contains(d.log.String(), want) {
		t.Errorf("the log does not say %q:\n%s", want, d.log)
	}
}

func TestEachChangeIsToldAndNothingElse(t *testing.T) {
	shelf, next := newShelf(t, "a"), newShelf(t, "b")
	d := open(t, shelf, next)
	a, b := shelf.engine().Revision(), next.engine().Revision()
	d.reload(live.Outcome{Live: live.Unchanged, Candidate: live.Unchanged}, "")
	if _, err := d.Promote(t.Context(), "Ada", ""); err != nil {
		t.Fatal(err)
	}
	shelf.write("structure/structure.rego", broken)
	d.reload(live.Outcome{Live: live.Refused, Candidate: live.Unchanged}, "structure.rego")
	want := []live.Change{{Revision: a}, {Candidate: true, Revision: b}, {By: "Ada", Revision: b, Replaced: a}}
	if diff := cmp.Diff(want, d.changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}
