package groups_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/alike"
	"github.com/presscheck/presscheck/review/groups"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/review/reviewtest"
	"github.com/presscheck/presscheck/webhook"
)

func TestMain(m *testing.M) { databasetest.Main(m) }

const (
	rejected = reviewtest.Rejected
	doubtful = reviewtest.Doubtful
	clean    = reviewtest.Clean
)

var (
	of     = reviewtest.Article
	judged = reviewtest.Judged
)

// A desk is one with words of its own for what these tests ask again and again.
type desk struct{ *reviewtest.Desk }

func onBoth(t *testing.T, o review.Options, test func(t *testing.T, d *desk)) {
	reviewtest.Each(t, o, func(t *testing.T, d *reviewtest.Desk) { test(t, &desk{d}) })
}

func (d *desk) group(id string, sites ...string) groups.Group {
	d.T.Helper()
	g, err := groups.Of(d.T.Context(), d.Store, id, sites)
	if err != nil {
		d.T.Fatal(err)
	}
	return g
}

// rejectAll rejects what is listed.
func (d *desk) rejectAll(g groups.Group, reviewer string) groups.Record {
	d.T.Helper()
	return d.decideGroup(groupDecision(g, reviewer))
}

func groupDecision(g groups.Group, reviewer string) groups.Decision {
	decision := groups.Decision{Item: g.Item.ID, Reviewer: reviewer, Outcome: review.Reject, Code: "spam", Note: "one campaign"}
	for _, m := range g.Members {
		decision.Listed = append(decision.Listed, groups.Listed{Item: m.ID, Version: m.Version})
	}
	return decision
}

func (d *desk) decideGroup(decision groups.Decision) groups.Record {
	d.T.Helper()
	id, err := groups.Decide(d.T.Context(), d.Store, decision)
	if err != nil {
		d.T.Fatal(err)
	}
	return d.record(id)
}

func (d *desk) record(id string) groups.Record {
	d.T.Helper()
	r, err := groups.RecordOf(d.T.Context(), d.Store, id)
	if err != nil {
		d.T.Fatal(err)
	}
	return r
}

// fates says what became of which item, by external id.
func fates(r groups.Record) string {
	var lines []string
	for _, i := range r.Items {
		lines = append(lines, i.ExternalID+" "+i.Fate)
	}
	slices.Sort(lines)
	return strings.Join(lines, ", ")
}

func TestACampaignTakesAFewDecisionsAndNothingElseIsTouched(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		const variants, others = 500, 300
		d.seed(variants, others)
		decisions := 0
		for {
			open, _, err := d.List(t.Context(), review.Filter{Status: review.StatusOpen}, review.Page{Limit: 500})
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(open, func(i review.Item) bool { return strings.HasPrefix(i.ExternalID, "campaign") })
			if i < 0 {
				break
			}
			decisions++
			for _, item := range d.rejectAll(d.group(open[i].ID), "lea").Items {
				if !strings.HasPrefix(item.ExternalID, "campaign") || item.Fate != groups.FateDecided {
					t.Errorf("%s: %s", item.ExternalID, item.Fate)
				}
			}
		}
		t.Logf("%d variants took %d decisions", variants, decisions)
		if decisions > 10 || d.Due() != variants {
			t.Errorf("%d decisions, want at most 10; %d deliveries, want %d", decisions, d.Due(), variants)
		}
		for _, f := range d.Figures().Queues {
			if f.Depth != others {
				t.Errorf("%d items wait, want the %d others", f.Depth, others)
			}
		}
	})
}

func TestAGroupIsWhatIsOpenAndOnTheSitesOfTheReviewer(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		first := d.Send(of("a", "1", rejected))
		d.Send(of("a", "2", "<p>Weather.</p>[[casino online: cheap pills]]"))
		d.Send(of("a", "3", "[[replica watches for free]]"))
		d.Send(of("b", "4", rejected))
		d.Pass(time.Second)
		decided := d.Send(of("a", "5", rejected))
		if _, err := d.Claim(t.Context(), decided.ID, "ann"); err != nil {
			t.Fatal(err)
		}
		d.Rule(d.Look(decided.ID), "ann", review.Reject)
		for _, test := range []struct {
			of    string
			sites []string
			want  string
		}{
			{first.ID, []string{"a"}, "1 2"},
			{first.ID, nil, "1 2 4"},
			{decided.ID, nil, "1 2 4"},
		} {
			var got []string
			for _, m := range d.group(test.of, test.sites...).Members {
				got = append(got, m.ExternalID)
			}
			slices.Sort(got)
			if strings.Join(got, " ") != test.want {
				t.Errorf("group on sites %q = %q, want %s", test.sites, got, test.want)
			}
		}
		for _, sites := range [][]string{{}, {"b"}} {
			if _, err := groups.Of(t.Context(), d.Store, first.ID, sites); !errors.Is(err, review.ErrNotFound) {
				t.Errorf("group of an item of another site: %v", err)
			}
		}
	})
}

func TestAGroupShowsWhatItsItemsHaveInCommon(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		const sold = "online casino betting slots poker roulette jackpot credit loans crypto forex replica watches bonus free spins"
		d.Send(of("a", "1", `<p>Rain.</p>[[<a href="https://x.example">cheap pills</a> `+sold+"]]"))
		d.Send(of("a", "2", "<p>Sun.</p>[["+sold+" <b>cheap pills</b>]]((cheap))"))
		d.Pass(time.Second)
		last := d.Send(of("a", "3", "[[cheap pills "+sold+" <i>zebra</i>]]"))
		g := d.group(last.ID)
		want := []groups.Kind{{Kind: "linkblock/injected-links", Items: 3}, {Kind: "gloss/injected-reading", Items: 1}}
		if diff := cmp.Diff(want, g.Kinds); diff != "" {
			t.Errorf("kinds (-want +got):\n%s", diff)
		}
		m := g.Members[0]
		pieces := []alike.Piece{
			{Text: "[["}, {Text: "cheap pills " + sold, Common: true}, {Text: " zebra ]]"},
		}
		if diff := cmp.Diff(pieces, m.Evidence); diff != "" {
			t.Errorf("evidence (-want +got):\n%s", diff)
		}
		if m.Place != "1:1 linkblock/injected-links" || m.Common != 18 || m.Of != 18 || m.Distance != 0 {
			t.Errorf("member = %q, %d of %d words, distance %d", m.Place, m.Common, m.Of, m.Distance)
		}
	})
}

func TestOnlyWhatIsAsItWasShownIsDecided(t *testing.T) {
	codes := map[string][]string{"": {"spam", "other"}, "paper": {"advert"}}
	onBoth(t, review.Options{Codes: codes}, func(t *testing.T, d *desk) {
		for _, id := range []string{"kept", "revised", "claimed", "mine", "decided", "unticked"} {
			d.Send(of("a", id, rejected))
		}
		d.Send(of("paper", "paper", rejected))
		if _, err := d.Claim(t.Context(), d.find("mine"), "lea"); err != nil {
			t.Fatal(err)
		}
		g := d.group(d.find("kept"))
		d.Send(of("a", "revised", rejected+clean))
		d.Send(of("a", "new", rejected))
		for _, id := range []string{"claimed", "decided"} {
			if _, err := d.Claim(t.Context(), d.find(id), "ann"); err != nil {
				t.Fatal(err)
			}
		}
		d.Rule(d.Look(d.find("decided")), "ann", review.Approve)
		decision := groupDecision(g, "lea")
		for i := range decision.Listed {
			decision.Listed[i].Out = decision.Listed[i].Item == d.find("unticked")
		}
		r := d.decideGroup(decision)
		want := "claimed taken, decided settled, kept decided, mine decided, new new, paper code, revised changed, unticked left-out"
		if got := fates(r); got != want {
			t.Errorf("fates: %s\nwant   %s", got, want)
		}
		if got := d.Look(d.find("decided")); got.Outcome != review.Approve || got.Decision.By != "ann" {
			t.Errorf("somebody else's decision is now %+v", got)
		}
		if d.Due() != 3 {
			t.Errorf("%d deliveries are due, want ann's and two of the group", d.Due())
		}
		events, err := d.History(t.Context(), d.find("kept"))
		if last := events[len(events)-1]; err != nil || last.Actor != "lea" || last.Detail["group"] != r.ID || last.Note != "one campaign" {
			t.Errorf("event = %+v, %v", last, err)
		}
	})
}

// find is the id of the item with that external id.
func (d *desk) find(externalID string) string {
	d.T.Helper()
	items, _, err := d.List(d.T.Context(), review.Filter{}, review.Page{Limit: 500})
	if err != nil {
		d.T.Fatal(err)
	}
	for _, i := range items {
		if i.ExternalID == externalID {
			return i.ID
		}
	}
	d.T.Fatalf("no item %q", externalID)
	return ""
}

func TestAGroupIsTakenBackAtOnce(t *testing.T) {
	onBoth(t, review.Options{Undo: time.Minute}, func(t *testing.T, d *desk) {
		for i := range 150 {
			d.Send(of("a", fmt.Sprint(i), rejected))
		}
		r := d.rejectAll(d.group(d.find("7")), "lea")
		if n, until := r.Undoable(d.Clock()); n != 150 || !until.Equal(d.Clock().Add(time.Minute)) {
			t.Errorf("%d can be undone until %v", n, until)
		}
		if _, err := d.Reopen(t.Context(), d.find("7"), "lead", d.Look(d.find("7")).Version, ""); err != nil {
			t.Fatal(err)
		}
		if err := groups.Undo(t.Context(), d.Store, r.ID, "somebody else"); err != nil || d.Due() != 149 {
			t.Errorf("undone by somebody else: %v, %d due", err, d.Due())
		}
		d.Pass(59 * time.Second)
		if err := groups.Undo(t.Context(), d.Store, r.ID, "lea"); err != nil || d.Due() != 0 {
			t.Errorf("undone: %v, %d due", err, d.Due())
		}
		if got := strings.Count(fates(d.record(r.ID)), groups.FateUndone); got != 149 {
			t.Errorf("%d were undone, want 149: the other was opened again", got)
		}
		if item := d.Look(d.find("8")); item.Status != review.StatusOpen || item.Lease != nil {
			t.Errorf("undone item = %+v", item)
		}
		if got, want := d.Story(d.find("8")), "held, decided by lea, undone by lea"; got != want {
			t.Errorf("history: %s, want %s", got, want)
		}
		if f := d.Figures(); len(f.Sites) != 0 {
			t.Errorf("sites = %+v, want no standing decision", f.Sites)
		}
	})
}

func TestAGroupIsApprovedAsRepaired(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		for i := range 12 {
			d.Send(of("a", fmt.Sprint(i), rejected))
		}
		broken := judged(t, of("a", "broken", rejected))
		broken.Report.Findings[0].Fixes = []pipeline.Fix{{Confidence: 1, Edits: []pipeline.Edit{{Start: 5000, End: 5001}}}}
		d.Put(broken)
		decision := groupDecision(d.group(d.find("0")), "lea")
		decision.Outcome = review.ApproveRepaired
		r := d.decideGroup(decision)
		if got := fates(r); strings.Count(got, groups.FateDecided) != 12 || !strings.Contains(got, "broken repair") {
			t.Errorf("fates: %s", got)
		}
		d.Pass(time.Minute)
		if told := d.told(); len(told) != 12 || told[0].Repaired != "<p>News. </p>" {
			t.Errorf("the site was told %+v", told)
		}
	})
}

// told is what the CMS of site a is told now.
func (d *desk) told() []outbox.Delivery {
	d.T.Helper()
	var all []outbox.Delivery
	cms := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var one outbox.Delivery
		if err := json.UnmarshalRead(r.Body, &one); err != nil {
			d.T.Error(err)
		}
		all = append(all, one)
	}))
	defer cms.Close()
	target := webhook.Target{URL: cms.URL, Secrets: []string{"0123456789abcdef"}, Private: true}
	courier := outbox.Courier{DB: d.DB, Now: d.Clock, Targets: map[string]webhook.Target{"a": target}}
	for {
		if found, err := courier.Deliver(d.T.Context()); err != nil {
			d.T.Fatal(err)
		} else if !found {
			return all
		}
	}
}

func TestAGroupIsDeliveredLikeSingleDecisions(t *testing.T) {
	onBoth(t, review.Options{Undo: time.Minute}, func(t *testing.T, d *desk) {
		for i := range 3 {
			d.Send(of("a", fmt.Sprint(i), rejected))
		}
		undone := d.rejectAll(d.group(d.find("0")), "lea")
		d.Pass(59 * time.Second)
		if told := d.told(); len(told) != 0 {
			t.Fatalf("delivered before it was final: %+v", told)
		}
		if err := groups.Undo(t.Context(), d.Store, undone.ID, "lea"); err != nil {
			t.Fatal(err)
		}
		d.rejectAll(d.group(d.find("0")), "lea")
		d.Pass(time.Minute)
		if told := d.told(); len(told) != 3 {
			t.Errorf("the site was told %+v", told)
		}
		all, _, err := outbox.List(t.Context(), d.DB, outbox.Filter{State: outbox.Done}, "")
		if err != nil || len(all) != 3 || len(all[0].Attempts) != 1 || all[0].Attempts[0].Error != "" {
			t.Errorf("log = %+v, %v", all, err)
		}
	})
}

func TestAGroupThatIsFinalStays(t *testing.T) {
	onBoth(t, review.Options{Undo: time.Minute}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		r := d.rejectAll(d.group(d.find("1")), "lea")
		d.Pass(time.Minute)
		if n, _ := r.Undoable(d.Clock()); n != 0 {
			t.Errorf("%d can be undone", n)
		}
		if err := groups.Undo(t.Context(), d.Store, r.ID, "lea"); err != nil || d.Due() != 1 {
			t.Errorf("undone: %v, %d due", err, d.Due())
		}
	})
}

func TestAGroupDecisionNeedsToBeComplete(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		item := d.find("1")
		listed := []groups.Listed{{Item: item, Version: 1}}
		for name, test := range map[string]struct {
			d    groups.Decision
			want error
		}{
			"rejected without a code":      {groups.Decision{Item: item, Reviewer: "lea", Outcome: review.Reject, Listed: listed}, review.ErrInvalid},
			"escalated":                    {groups.Decision{Item: item, Reviewer: "lea", Outcome: review.Escalate, Note: "x", Listed: listed}, review.ErrInvalid},
			"by nobody":                    {groups.Decision{Item: item, Outcome: review.Approve, Listed: listed}, review.ErrInvalid},
			"of another site":              {groups.Decision{Item: item, Reviewer: "lea", Outcome: review.Approve, Listed: listed, Sites: []string{"b"}}, review.ErrNotFound},
			"of an item that is not there": {groups.Decision{Item: item, Reviewer: "lea", Outcome: review.Approve, Listed: []groups.Listed{{Item: "x"}}}, review.ErrNotFound},
		} {
			if _, err := groups.Decide(t.Context(), d.Store, test.d); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", name, err, test.want)
			}
		}
		if d.Look(item).Status != review.StatusOpen {
			t.Error("the item is decided")
		}
		if _, err := groups.RecordOf(t.Context(), d.Store, "x"); !errors.Is(err, review.ErrNotFound) {
			t.Errorf("record of no group: %v", err)
		}
	})
}

func TestGroupsAndSingleDecisionsAtOnceDecideNothingTwice(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		const items = 300
		d.Fill(items)
		g := d.group(d.find("0"))
		var crowd sync.WaitGroup
		for i := range 3 {
			crowd.Go(func() {
				if _, err := groups.Decide(t.Context(), d.Store, groupDecision(g, fmt.Sprint("lead ", i))); err != nil {
					t.Error(err)
				}
			})
			crowd.Go(func() {
				if err := reviewtest.Toil(t.Context(), d.Store, fmt.Sprint("reviewer ", i), func(string) {}); err != nil {
					t.Error(err)
				}
			})
		}
		crowd.Wait()
		for _, m := range g.Members {
			if got := strings.Count(d.Story(m.ID), "decided"); got != 1 {
				t.Errorf("item %s was decided %d times", m.ExternalID, got)
			}
		}
		if d.Due() != items {
			t.Errorf("%d deliveries, want %d", d.Due(), items)
		}
	})
}
