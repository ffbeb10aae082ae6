package eval

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/policy"
)

// labelsName is the file of a corpus that says what is expected of it.
const labelsName = "labels.jsonl"

// A label is one line of labels.jsonl.
type label struct {
	File     string         `json:"file,omitempty"`    // slash-separated, relative to the corpus
	Text     *string        `json:"text,omitempty"`    // instead of a file: the article itself, as plain text
	Language string         `json:"lang,omitempty"`    // BCP 47
	URL      string         `json:"url,omitempty"`     // where the article is published
	Charset  string         `json:"charset,omitempty"` // of the file; empty: as the article says
	Verdict  *policy.Action `json:"verdict,omitempty"` // missing: publish if there are no findings, else review
	Findings []damage       `json:"findings,omitempty"`
	Fault    *Fault         `json:"fault,omitempty"`

	line int
}

// damage is a Wanted as labels write it: one kind or several, one span or
// several or none.
type damage struct {
	Kind  string         `json:"kind,omitempty"`
	Kinds []string       `json:"kinds,omitempty"`
	Span  *article.Span  `json:"span,omitempty"`
	Spans []article.Span `json:"spans,omitempty"`
}

func (l *label) expected() policy.Action {
	switch {
	case l.Verdict != nil:
		return *l.Verdict
	case len(l.Findings) == 0:
		return policy.Publish
	}
	return policy.Review
}

func (l *label) wanted() []Wanted {
	var all []Wanted
	for _, d := range l.Findings {
		w := Wanted{Kinds: d.Kinds, Spans: d.Spans}
		if d.Kind != "" {
			w.Kinds = append([]string{d.Kind}, d.Kinds...)
		}
		if d.Span != nil {
			w.Spans = append([]article.Span{*d.Span}, d.Spans...)
		}
		all = append(all, w)
	}
	return all
}

// origin is where the label stands, as editors know it.
func (l *label) origin() string { return fmt.Sprintf("%s:%d", labelsName, l.line) }

// labels reads one label a line. It stops behind the first that is wrong.
func labels(from io.Reader) iter.Seq2[label, error] {
	return func(yield func(label, error) bool) {
		for line, err := range lines(from) {
			var l label
			if err == nil {
				l, err = parseLabel(line)
			} else {
				err = fmt.Errorf("read %s: %w", labelsName, err)
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

func parseLabel(from line) (label, error) {
	l := label{line: from.number}
	err := json.Unmarshal(from.text, &l, json.RejectUnknownMembers(true))
	if err != nil {
		err = errors.New(inLabel(err))
	} else {
		err = l.validate()
	}
	if err != nil {
		return l, fmt.Errorf("%s: %w", l.origin(), err)
	}
	return l, nil
}

// inLabel words what the JSON package found for those who write labels.
func inLabel(err error) string {
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return fmt.Sprintf("no JSON object on one line: %v at byte %d", e.Err, e.ByteOffset)
	}
	e, ok := errors.AsType[*json.SemanticError](err)
	switch {
	case !ok:
		return err.Error()
	case errors.Is(e.Err, json.ErrUnknownName):
		return fmt.Sprintf("%q is unknown; a label has file or text, and may have lang, url, charset, verdict, "+
			"findings (kind, kinds, span, spans) and fault", e.JSONPointer.LastToken())
	case e.Err != nil:
		return fmt.Sprintf("%s: %v", e.JSONPointer, e.Err)
	}
	return fmt.Sprintf("%s: a JSON %s cannot stand here", e.JSONPointer, e.JSONKind)
}

func (l *label) validate() error {
	if (l.File == "") == (l.Text == nil) {
		return errors.New("a label needs either file, the name of an article beside it, or text, the article itself")
	}
	if l.expected() == policy.Publish && l.Fault != nil {
		return errors.New("an article with a fault cannot be expected to be published; leave verdict out or write review")
	}
	for _, w := range l.wanted() {
		if err := validate(w); err != nil {
			return err
		}
	}
	return nil
}

func validate(w Wanted) error {
	if len(w.Kinds) == 0 {
		return errors.New(`a finding needs its kind, such as "hiddentext/links"`)
	}
	for _, kind := range w.Kinds {
		if filter, name, ok := strings.Cut(kind, "/"); !ok || filter == "" || name == "" {
			return fmt.Errorf("kind %q must be written filter/kind; `presscheck filters` lists them", kind)
		}
	}
	for _, s := range w.Spans {
		if s.Start < 0 || s.End <= s.Start {
			return fmt.Errorf("span %d-%d must begin at 0 or later and end behind its start; bytes are counted", s.Start, s.End)
		}
	}
	return nil
}
