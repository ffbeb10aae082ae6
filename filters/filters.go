// Package filters says what a filter is and runs a list of them over one
// article.
//
// A filter looks at a parsed article and reports what it sees: where, what
// kind of damage, how sure it is, on which measured facts, and how it could be
// repaired. What happens to the article because of it is for package policy.
// The filters themselves live in the folders beside this file and are listed
// in package suite; their input is an article.Document, whose source came from
// a CMS and is hostile until shown otherwise.
package filters

import (
	"context"
	"strings"

	"github.com/presscheck/presscheck/article"
)

// A Filter finds one family of damage. The exported fields of the implementing
// struct are its settings (tag `mapstructure`), and are not changed once the
// filter runs; Check may be called from many goroutines at once.
type Filter interface {
	Info() Info

	// Check returns what it found in doc, in source order. It must not keep or
	// change doc. An error means that it could not look, never that it found
	// something. A long loop watches ctx.
	Check(ctx context.Context, doc *article.Document) ([]Finding, error)
}

// Info describes a filter. The first line of Doc is a heading with its name,
// the first paragraph after it a summary.
type Info struct {
	Name  string   // lower-case, the name of its folder
	Doc   string   // its page, the embedded README.md
	Kinds []string // every kind that Check may report, lower-case with hyphens
}

// A Finding is one observed piece of damage.
type Finding struct {
	ID         string         // stable for the same filter, kind and span; set by Run
	Filter     string         // set by Run
	Kind       string         // one of Info.Kinds
	Span       article.Span   // not empty, inside the source
	Message    string         // one sentence for a reviewer
	Confidence float64        // in (0,1]: how often such a finding is right
	Evidence   map[string]any // measured facts: numbers, strings, bools, []string
	Fixes      []Fix          // alternatives, the safest first; may be empty
}

// A Fix is one way to repair a finding. Fixes of one finding exclude one
// another; the edits of one fix belong together and do not overlap.
type Fix struct {
	Message    string
	Confidence float64 // in (0,1]: how often such a fix is right; 0 as often as its finding, which Run fills in
	Edits      []article.Edit
}

// Summary is the first paragraph of Doc after its heading, on one line.
func (i Info) Summary() string {
	_, body, _ := strings.Cut(i.Doc, "\n")
	paragraph, _, _ := strings.Cut(strings.TrimLeft(body, "\n"), "\n\n")
	return strings.Join(strings.Fields(paragraph), " ")
}
