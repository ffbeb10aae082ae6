package server

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/review/figures"
	"github.com/presscheck/presscheck/sheet"
)

const csvType = "text/csv; charset=utf-8; header=present"

// auditLog streams the audit log as JSON lines or CSV. Tokens of admins are not
// of single sites.
func (a *api) auditLog(w http.ResponseWriter, r *http.Request) error {
	if a.Audit == nil || a.Tokens == nil {
		return fault{errNotFound, "The service has no audit log: it needs a store (store.driver)."}
	}
	if _, err := a.token(w, r, access.ScopeAdmin); err != nil {
		return err
	}
	var site string
	var f audit.Filter
	if err := query(r, map[string]*string{"site": &site}, map[string]*time.Time{"since": &f.Since, "before": &f.Until}); err != nil {
		return err
	}
	if site != "" {
		f.Sites = []string{site}
	}
	return exported(a, w, r, a.Audit.Records(r.Context(), f), audit.WriteJSON, audit.WriteCSV)
}

// decided streams the decisions on the token's sites, as JSON lines or CSV.
func (a *api) decided(w http.ResponseWriter, r *http.Request) error {
	scope, err := scopeOf(r)
	if err != nil {
		return err
	}
	return exported(a, w, r, figures.Decisions(r.Context(), a.Desk.DB, scope), decisionsJSON, decisionsCSV)
}

// exported writes rows as r prefers them. If they end too soon, so does the
// connection: half of them must not pass for all.
func exported[T any](a *api, w http.ResponseWriter, r *http.Request, rows iter.Seq2[T, error], asJSON, asCSV func(io.Writer, iter.Seq2[T, error]) error) error {
	write, media := asJSON, ndjson
	if prefersCSV(r.Header.Values("Accept")) {
		write, media = asCSV, csvType
	}
	w.Header().Set("Content-Type", media)
	out := &patient{w, http.NewResponseController(w), a.WriteTimeout}
	err := write(out, rows)
	if err == nil {
		_, err = out.Write(nil) // the header, should there be no row
		return err
	}
	if began(w) {
		err = errors.Join(err, supported(out.control.SetWriteDeadline(time.Unix(1, 0))))
	}
	return fmt.Errorf("export: %w", err)
}

func began(w http.ResponseWriter) bool {
	a, ok := w.(*answer)
	return ok && a.status != 0
}

// A patient writer gives the client as long for each piece of a long answer.
type patient struct {
	w       io.Writer
	control *http.ResponseController
	timeout time.Duration
}

func (p *patient) Write(b []byte) (int, error) {
	if err := supported(p.control.SetWriteDeadline(time.Now().Add(p.timeout))); err != nil {
		return 0, fmt.Errorf("set deadline: %w", err)
	}
	return p.w.Write(b)
}

// prefersCSV reports whether the first media type of accept that we have is
// that of a table.
func prefersCSV(accept []string) bool {
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		switch media, _, _ := mime.ParseMediaType(part); media {
		case ndjson, "application/*", "*/*":
			return false
		case "text/csv", "text/*":
			return true
		}
	}
	return false
}

func decisionsJSON(w io.Writer, rows iter.Seq2[figures.Decision, error]) error {
	for d, err := range rows {
		if err != nil {
			return err
		}
		line, err := encode(d)
		if err != nil {
			return err
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func decisionsCSV(w io.Writer, rows iter.Seq2[figures.Decision, error]) error {
	out, err := sheet.New(w, "item", "version", "at", "site", "queue", "action", "outcome", "code", "reviewer", "standing")
	if err != nil {
		return err
	}
	for d, err := range rows {
		if err != nil {
			return err
		}
		err = out.Row(d.Item, strconv.FormatInt(d.Version, 10), d.At.Format(time.RFC3339Nano), d.Site, d.Queue, d.Action, d.Outcome, d.Code,
			d.Reviewer, strconv.FormatBool(d.Standing))
		if err != nil {
			return err
		}
	}
	return out.Close()
}
