package eval

import (
	"context"
	"fmt"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// An outcome is what became of one case: all that the tally needs of it, without
// the article.
type outcome struct {
	name, language  string
	bytes           int
	clean           bool
	expected, given policy.Action
	revision        string
	rules           []string // that objected, sorted
	groups          []group  // what was wanted, by kind, in the order of the label
	seen            []sight  // what was found, by kind, in the order of the kinds
	fault           *Fault
	size            string // class of the fault
	restored        Rate   // of one, if the fault is lossless
	missed, alarms  []example
	err             error
}

// isUnspecified reports whether the article must be held and nobody said for what.
func (o *outcome) isUnspecified() bool { return o.expected != policy.Publish && len(o.groups) == 0 }

// A group is what was wanted of one kind.
type group struct {
	kind     string
	found    Rate
	strength []float64 // of the strongest finding that found each, 0 if none did
	overlap  float64   // of what was wanted and what found it
	placed   bool      // overlap says something: spans are known and something was found
}

// A sight is what was found of one kind.
type sight struct {
	kind     string
	right    Rate
	bands    banded
	strength float64 // of the strongest finding
	blamed   bool    // a reason of the verdict rests on it
}

func (r *Run) outcome(ctx context.Context, c Case) outcome {
	o := outcome{name: valid(c.Name), language: c.Language, bytes: len(c.Content), clean: c.isClean(), expected: c.Expected, fault: c.Fault}
	if o.err = c.Err; o.err != nil {
		return o
	}
	report, err := r.Check(ctx, pipeline.Submission{Source: c.Name, Content: c.Content, ContentType: c.ContentType, URL: c.URL})
	if err != nil {
		o.err = err
		return o
	}
	for _, w := range c.Wanted {
		if err := inside(w, report.Document.Source); err != nil {
			o.err = fmt.Errorf("%s: %w", c.origin, err)
			return o
		}
	}
	judged{&c, report}.fill(&o)
	return o
}
