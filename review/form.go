package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/zeebo/xxh3"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review/alike"
)

// A form is an Entry as the tables have it.
type form struct {
	identity, contentID, key             string
	site, externalID, url, title, author string
	search, queue, status, action        string
	script, policy                       string
	rules                                []string
	facets                               []facet
	rank                                 int
	print                                alike.Fingerprint
	content                              []byte
	submission, report, input            string
}

// A facet is something that items can be found by.
type facet struct{ name, value string }

func (s *Store) formOf(e Entry) (*form, error) {
	sub, report := e.Submission, e.Report
	f := &form{
		identity:   identityOf(sub, report),
		contentID:  report.ID,
		site:       database.Storable(sub.Site),
		externalID: brief(sub.ExternalID),
		url:        brief(sub.URL),
		title:      brief(sub.Title),
		author:     authorOf(sub.Author),
		status:     StatusOpen,
		queue:      DefaultQueue,
		action:     report.Verdict.Action.String(),
		script:     report.Article.Script,
		policy:     report.Verdict.Revision,
		rank:       -severity(report.Verdict.Action) - s.Priority[sub.Site],
		print:      alike.Of(report.Document, report.Found),
		content:    sub.Content,
	}
	if e.Key != "" {
		f.key = hash(e.Key)
	}
	if report.Verdict.Action == policy.Publish {
		f.queue = SampleQueue
		if !sampled(report.ID, s.Sample) {
			f.status = StatusPassed
		}
	}
	if e.Queue != "" {
		f.queue = e.Queue
	}
	f.search = searchable(f, report.Document)
	f.describe(report)
	return f, f.encode(sub, report)
}

// maxLanguage is the longest subtag of a language, BCP 47 section 2.1.
const maxLanguage = 8

// describe takes the rules that hold the article, and what else the report can
// be found by: also rules that only had something to say.
func (f *form) describe(report *pipeline.Report) {
	seen := map[facet]bool{}
	add := func(name, value string) {
		if one := (facet{name, value}); !seen[one] {
			seen[one] = true
			f.facets = append(f.facets, one)
		}
	}
	for _, r := range report.Verdict.Reasons {
		add("rule", r.Rule)
		if r.Holds() && !slices.Contains(f.rules, r.Rule) {
			f.rules = append(f.rules, r.Rule)
		}
	}
	for _, found := range report.Findings {
		add("filter", found.Filter)
		add("kind", found.Filter+"/"+found.Kind)
	}
	if lang := report.Document.Language(); lang != "" && len(lang) <= maxLanguage {
		add("language", database.Storable(lang))
	}
	for _, band := range f.print.Bands() {
		add("band", band)
	}
}

func (f *form) encode(sub pipeline.Submission, report *pipeline.Report) error {
	sub.Content = nil
	var errs [2]error
	f.submission, errs[0] = encoded(sub)
	f.report, errs[1] = encoded(report)
	if err := errors.Join(errs[:]...); err != nil {
		return fmt.Errorf("encode report: %w", err)
	}
	if input, err := report.Input.MarshalJSON(); err == nil { // otherwise the policy did not see it, either
		f.input = string(input)
	}
	return nil
}

func encoded(v any) (string, error) {
	text, err := json.Marshal(v, json.Deterministic(true), jsontext.AllowInvalidUTF8(true))
	return string(text), err
}

// index writes the facets.
func (f *form) index(ctx context.Context, tx *sql.Tx, item string) error {
	for _, one := range f.facets {
		_, err := tx.ExecContext(ctx, "INSERT INTO facets (facet, value, item) VALUES ($1, $2, $3)", one.name, one.value, item)
		if err != nil {
			return fmt.Errorf("index item: %w", err)
		}
	}
	return nil
}

// sampled chooses by content, so that an article sent twice is chosen twice or
// not at all.
func sampled(contentID string, share float64) bool {
	return float64(xxh3.HashString(contentID)>>11)/(1<<53) < share
}

// longestField bounds what the tables have of a title, address, external id or
// author, in characters. Lists of hundreds show them, and PostgreSQL indexes rows
// of 2,700 bytes at most.
const longestField = 500

func brief(text string) string { return filters.Shorten(database.Storable(text), longestField) }

// authorOf names an author of whom the CMS may say anything.
func authorOf(author map[string]any) string {
	for _, key := range []string{"id", "email", "name"} {
		switch value := author[key].(type) {
		case string:
			if value != "" {
				return brief(value)
			}
		case float64, int:
			return fmt.Sprint(value)
		}
	}
	return ""
}

// maxSearch bounds what a text search looks in, in bytes of one article.
const maxSearch = 64 << 10

// searchable is what a text search looks in: what the CMS said of the article,
// then its text from the beginning.
func searchable(f *form, doc *article.Document) string {
	var b strings.Builder
	for _, part := range []string{f.title, f.url, f.externalID, f.author} {
		b.WriteString(part + "\n")
	}
	for _, block := range doc.Blocks() {
		if b.Len() > maxSearch {
			break
		}
		b.WriteString(block.Data[:min(len(block.Data), maxSearch)] + "\n")
	}
	return database.Storable(strings.ToLower(b.String()))
}
