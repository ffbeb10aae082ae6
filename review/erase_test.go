package review_test

import (
	"bytes"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/views"
)

// numbat stands in whatever is personal in the test below.
const numbat = "Numbat"

func personal(site, id, author string) (s review.Entry) {
	sub := of(site, id, "<p>"+numbat+" news. [["+numbat+" pills]]</p>")
	sub.ExternalID += numbat
	sub.URL, sub.Title = "https://a.example/"+numbat, numbat+" opens"
	sub.Author = map[string]any{"email": author, "about": numbat}
	s.Submission = sub
	return s
}

func TestErasureLeavesFiguresAndNothingPersonal(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		author := numbat + "@a.example"
		e := judged(t, personal("a", "1", author).Submission)
		e.Key = numbat
		d.Put(e)
		d.Pass(time.Second)
		held := d.Put(judged(t, personal("a", "2", author).Submission))
		item := d.Hand("ann")
		if _, err := d.Decide(t.Context(), review.Decision{
			Item: item.ID, Reviewer: "ann", Version: item.Version, Outcome: review.Reject, Code: "spam", Note: numbat + " again",
		}); err != nil {
			t.Fatal(err)
		}
		saved := views.View{Name: "his", Query: url.Values{"author": {author}}.Encode(), Reviewer: "ann"}
		if err := views.Save(t.Context(), d.DB, saved); err != nil {
			t.Fatal(err)
		}
		before := d.Figures()
		n, err := d.Erase(t.Context(), "operator", review.Filter{Author: author})
		if err != nil || n != 2 {
			t.Fatalf("erased %d, %v, want 2", n, err)
		}
		after := d.Figures()
		before.Queues = nil // what was open waits no more
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("figures (-before +after):\n%s", diff)
		}
		if _, err := d.Revision(t.Context(), item.ID, 0); !errors.Is(err, review.ErrNotFound) {
			t.Errorf("revision of an erased item: %v", err)
		}
		if got := d.Look(held.ID); got.Status != review.StatusErased || got.Title != "" || d.Due() != 0 {
			t.Errorf("erased item = %+v, %d due", got, d.Due())
		}
		if again := d.Put(judged(t, personal("a", "2", author).Submission)); again.ID == held.ID {
			t.Error("the article came again and is the erased item")
		}
		if _, err := d.Erase(t.Context(), "operator", review.Filter{}); err != nil {
			t.Fatal(err)
		}
		d.wantNowhere(numbat)
	})
}

// wantNowhere looks for text in all that the database has: in SQLite's files,
// or in PostgreSQL's rows.
func (d *desk) wantNowhere(text string) {
	d.T.Helper()
	if d.Driver != "sqlite" {
		d.wantInNoRow(text)
		return
	}
	for _, name := range []string{d.Place, d.Place + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil {
			d.T.Fatal(err)
		}
		if bytes.Contains(bytes.ToLower(data), bytes.ToLower([]byte(text))) {
			d.T.Errorf("%s holds %q", name, text)
		}
	}
}

func (d *desk) wantInNoRow(text string) {
	d.T.Helper()
	db, err := sql.Open("pgx", d.Place)
	if err != nil {
		d.T.Fatal(err)
	}
	defer db.Close()
	var found string
	err = db.QueryRow("SELECT COALESCE(string_agg(x, ' '), '') FROM (SELECT query_to_xml('SELECT * FROM '||table_name, true, true, '')::text x"+
		" FROM information_schema.tables WHERE table_schema = current_schema()) AS rows WHERE x ILIKE $1", "%"+text+"%").Scan(&found)
	if err != nil || found != "" {
		d.T.Errorf("rows with %q: %s, %v", text, found, err)
	}
}

func TestRetentionErasesWhatWasSettledLongAgo(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		old := d.Rule(d.Hand("ann"), "ann", review.Reject)
		open := d.Send(of("a", "2", rejected))
		d.Pass(48 * time.Hour)
		d.Send(of("a", "3", rejected))
		d.Hand("bob")
		young := d.Rule(d.Hand("ann"), "ann", review.Reject)
		n, err := d.Expire(t.Context(), d.Clock().Add(-24*time.Hour))
		if err != nil || n != 1 {
			t.Fatalf("erased %d, %v, want 1", n, err)
		}
		for id, want := range map[string]string{old.ID: review.StatusErased, open.ID: review.StatusOpen, young.ID: review.StatusDecided} {
			if got := d.Look(id); got.Status != want {
				t.Errorf("item %s is %s, want %s", got.ExternalID, got.Status, want)
			}
		}
	})
}

func TestManyItemsAreErased(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		e := judged(t, of("a", "", rejected))
		for i := range 250 {
			e.Submission.ExternalID = string(rune('A' + i))
			d.Put(e)
		}
		if n, err := d.Erase(t.Context(), "operator", review.Filter{Site: "a"}); n != 250 || err != nil {
			t.Errorf("erased %d, %v", n, err)
		}
	})
}
