package review_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/alike"
)

func TestOnlyWhatIsHeldIsKept(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		for html, want := range map[string]bool{rejected: true, doubtful: true, clean: false} {
			if got := d.Send(of("a", "", html)); (got.ID != "") != want {
				t.Errorf("%s: item %q, want one: %v", html, got.ID, want)
			}
		}
	})
}

func TestAnItemSaysWhatWasSubmittedAndFound(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		s := of("a.example", "4711", rejected)
		s.URL, s.Title, s.Author = "https://a.example/1", "News\x00", map[string]any{"name": "A. Writer", "email": "a@a.example"}
		e := judged(t, s)
		got := d.Put(e)
		want := review.Item{
			ID: got.ID, Site: "a.example", ExternalID: "4711", URL: "https://a.example/1", Title: "News\uFFFD", Author: "a@a.example",
			Queue: "default", Status: review.StatusOpen, Action: policy.Reject, Rules: []string{"link_blocks"}, Script: "Latn",
			Version: 1, Revision: 1, HeldAt: d.Clock(), UpdatedAt: d.Clock(), Print: alike.Of(e.Report.Document, e.Report.Found),
		}
		if diff := cmp.Diff(want, got, cmp.FilterPath(unexported, cmp.Ignore())); diff != "" {
			t.Errorf("item (-want +got):\n%s", diff)
		}
		stored, err := d.Revision(t.Context(), got.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		s.ContentType = e.Submission.ContentType
		if diff := cmp.Diff(s, stored.Submission); diff != "" {
			t.Errorf("submission (-sent +stored):\n%s", diff)
		}
		if stored.Report.ID != e.Report.ID || len(stored.Report.Findings) != 1 || stored.Report.Verdict.Action != policy.Reject {
			t.Errorf("stored report = %+v", stored.Report)
		}
	})
}

func unexported(p cmp.Path) bool {
	f, ok := p.Last().(cmp.StructField)
	return ok && f.Name()[0] >= 'a' && f.Name()[0] <= 'z'
}

func TestTheSameArticleIsTheSameItem(t *testing.T) {
	const other = "<p>Quite other news. [[cheap pills]]</p>"
	tests := []struct {
		name          string
		first, second pipeline.Submission
		same          bool
		revision      int64
	}{
		{"the same text", of("a", "", rejected), of("a", "", rejected), true, 1},
		{"the same id and text", of("a", "1", rejected), of("a", "1", rejected), true, 1},
		{"the same id, another text", of("a", "1", rejected), of("a", "1", other), true, 2},
		{"another text without id", of("a", "", rejected), of("a", "", other), false, 1},
		{"another id", of("a", "1", rejected), of("a", "2", rejected), false, 1},
		{"another site", of("a", "1", rejected), of("b", "1", rejected), false, 1},
		{"the same text for another site", of("a", "", rejected), of("b", "", rejected), false, 1},
	}
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				first, second := d.Send(test.first), d.Send(test.second)
				if same := first.ID == second.ID; same != test.same || second.Revision != test.revision {
					t.Errorf("same item: %v, revision %d; want %v, %d", same, second.Revision, test.same, test.revision)
				}
				if _, err := d.Erase(t.Context(), "operator", review.Filter{}); err != nil {
					t.Fatal(err)
				}
			})
		}
	})
}

func TestANewTextOpensADecidedItemAndHoldsItsEffectBack(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		item := d.Rule(d.Hand("ann"), "ann", review.Approve)
		if again := d.Send(of("a", "1", rejected)); again.Status != review.StatusDecided || again.Version != item.Version {
			t.Errorf("the text that was decided on came again, and is %+v", again)
		}
		if due := d.Due(); due != 1 {
			t.Errorf("%d deliveries are due, want the decision's", due)
		}
		d.Pass(time.Hour)
		item = d.Send(of("a", "1", doubtful))
		if item.Status != review.StatusOpen || item.Outcome != "" || item.Decision != nil || !item.HeldAt.Equal(d.Clock()) || item.Revision != 2 {
			t.Errorf("revised item = %+v", item)
		}
		if due := d.Due(); due != 0 {
			t.Errorf("%d deliveries are due for a text that is gone", due)
		}
		if got, want := d.Story(item.ID), "held, claimed by ann, decided by ann, revised"; got != want {
			t.Errorf("history: %s, want %s", got, want)
		}
	})
}

func TestATextThatMayBePublishedEndsTheWait(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		held := d.Send(of("a", "1", rejected))
		got := d.Send(of("a", "1", clean))
		if got.ID != held.ID || got.Status != review.StatusPassed || got.Revision != 2 {
			t.Errorf("item = %+v", got)
		}
		if _, err := d.Next(t.Context(), review.Ask{Reviewer: "ann"}); !errors.Is(err, review.ErrEmpty) {
			t.Errorf("next = %v, want %v", err, review.ErrEmpty)
		}
	})
}

func TestARequestThatIsRepeatedWithItsKeyChangesNothing(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		first := judged(t, of("a", "1", rejected))
		first.Key = "k1"
		held := d.Put(first)
		d.Send(of("a", "1", doubtful))
		got := d.Put(first)
		if got.ID != held.ID || got.Revision != 2 || got.Action != policy.Review {
			t.Errorf("repeated: %+v, want the item as it is by now", got)
		}
		second := judged(t, of("a", "2", doubtful))
		second.Key = "k1"
		if _, err := d.Save(t.Context(), second); !errors.Is(err, review.ErrKeyReused) {
			t.Errorf("another text with the same key: %v, want %v", err, review.ErrKeyReused)
		}
		elsewhere := judged(t, of("b", "2", doubtful))
		elsewhere.Key = "k1"
		d.Put(elsewhere)
	})
}

func TestASampleOfWhatMayBePublishedIsKept(t *testing.T) {
	onBoth(t, review.Options{Sample: 0.3}, func(t *testing.T, d *desk) {
		const articles = 300
		kept := 0
		for i := range articles {
			s := of("a", "", clean+string(rune('a'+i%26))+string(rune('a'+i/26)))
			item := d.Send(s)
			if again := d.Send(s); again.ID != item.ID {
				t.Fatal("the choice is another the second time")
			}
			if item.ID != "" {
				kept++
				if item.Queue != review.SampleQueue || item.Action != policy.Publish || item.Status != review.StatusOpen {
					t.Fatalf("sampled item = %+v", item)
				}
			}
		}
		if kept < articles*20/100 || kept > articles*40/100 { // four standard deviations around 30%
			t.Errorf("kept %d of %d at a share of 0.3", kept, articles)
		}
	})
}

func TestWhatAStrangerCallsThingsIsCutWhereItIsLong(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		long := strings.Repeat("\u200b\u202e", 20_000) + rand.Text()
		for range 60 {
			long += rand.Text() // what does not compress does not fit into an index, either
		}
		e := of("a", long, rejected)
		e.Title, e.URL, e.Author = long, long, map[string]any{"id": long}
		item := d.Send(e)
		for _, text := range []string{item.Title, item.URL, item.ExternalID, item.Author} {
			if n := utf8.RuneCountInString(text); n != 500 || !strings.HasSuffix(long, text[len(text)-20:]) {
				t.Errorf("%d characters are kept, want 500 with both ends", n)
			}
		}
		if again := d.Send(e); again.ID != item.ID {
			t.Error("the same article is another item")
		}
		if n, err := d.Erase(t.Context(), "operator", review.Filter{Author: long}); err != nil || n != 1 {
			t.Errorf("erased %d items of the author, %v", n, err)
		}
	})
}
