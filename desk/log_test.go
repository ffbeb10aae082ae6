package desk_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/review"
)

func TestTheLogQuotesNoArticleAndNobodysWords(t *testing.T) {
	db := databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "desk.db"))
	var log bytes.Buffer
	r := &room{Store: review.New(db, review.Options{Undo: time.Hour}), t: t, tokens: access.Tokens{DB: db}, who: admin}
	r.pages = desk.Pages{Store: r.Store, Audit: audit.Log{DB: db}, Tokens: r.tokens, Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}.Handler()
	names := r.furnish()
	tryAll := func() {
		for pattern, d := range doors {
			method, _, ok := strings.Cut(pattern, " ")
			if !ok || d.about == nothing {
				continue
			}
			form := names.Replace(d.form.Encode()) + "&note=numbat&queue=numbat%20words&list=text%3Dnumbat"
			q := httptest.NewRequest(method, names.Replace(d.path), strings.NewReader(form))
			q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.ask(q)
		}
		for _, path := range []string{"/desk/items?text=numbat&after=numbat", "/desk/numbat", "/desk/items/other", "/desk/items?since=numbat", "/desk/audit?actor=numbat&verify=numbat"} {
			r.get(path)
		}
	}
	tryAll()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	tryAll()
	if w := r.get("/desk/items/other"); w.Code != http.StatusInternalServerError {
		t.Errorf("without a database: %d", w.Code)
	}
	for line := range strings.Lines(log.String()) {
		if strings.Contains(strings.ToLower(line), "numbat") || strings.Contains(line, "pck_") {
			t.Errorf("the log has %s", line)
		}
	}
	if log.Len() == 0 {
		t.Error("nothing was logged, not even that the database is gone")
	}
}
