package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/explain"
	"github.com/presscheck/presscheck/review"
)

// A reason is one of the verdict's, with its rule's help and figures.
type reason struct {
	policy.Reason
	Title, Description string
	Numbers            []int // of the findings that it rests on
	More               int   // of these that are not listed
	Figures            *compared
}

// compared is what a rule compares with, as the policy in force has it.
type compared struct {
	explain.Part
	Other bool // another policy judged the article
}

const (
	numbersShown  = 30
	remarksShown  = 200
	explainWithin = 500 * time.Millisecond
)

// reasonsOf are the reasons of a verdict, and the rule that nearly had one.
func (p *pages) reasonsOf(ctx context.Context, s review.Stored) ([]reason, *compared) {
	rules, x := p.rules(), p.explanation(ctx, s)
	number := map[string]int{}
	for i, f := range s.Report.Findings {
		number[f.ID] = i + 1
	}
	var out []reason
	for _, r := range s.Report.Verdict.Reasons {
		one := reason{Reason: r, Title: cmp.Or(rules[r.Rule].Title, r.Rule), Description: rules[r.Rule].Description, Figures: x[r.Rule]}
		for _, id := range r.Findings {
			if n := number[id]; n > 0 {
				one.Numbers = append(one.Numbers, n)
			}
		}
		slices.Sort(one.Numbers)
		shown := min(len(one.Numbers), numbersShown)
		one.Numbers, one.More = one.Numbers[:shown], len(one.Numbers)-shown
		out = append(out, one)
	}
	return out, x[""]
}

// rules are those of the policy in force, by name.
func (p *pages) rules() map[string]policy.Rule {
	out := map[string]policy.Rule{}
	if p.Policy == nil {
		return out
	}
	for _, r := range p.Policy().Rules() {
		out[r.Name] = r
	}
	return out
}

// explanation is the figures by rule, and at "" those of the rule that came
// nearest without firing. There are none if the policy cannot be asked in time.
func (p *pages) explanation(ctx context.Context, s review.Stored) map[string]*compared {
	out := map[string]*compared{}
	if p.Policy == nil || s.Input == nil {
		return out
	}
	ctx, stop := context.WithTimeout(ctx, explainWithin)
	defer stop()
	x, err := explain.Verdict(ctx, p.Policy(), *s.Input)
	if err != nil {
		p.Log.WarnContext(ctx, "a verdict could not be explained", "item", s.Item, "error", err)
		return out
	}
	for _, r := range x.Rules {
		out[r.Rule] = &compared{r, x.Verdict.Revision != s.Report.Verdict.Revision}
	}
	if x.Nearest != "" {
		out[""] = out[x.Nearest]
	}
	return out
}

// A remark is a finding in the list of them.
type remark struct {
	pipeline.Finding
	Number int
	Facts  []fact
}

// A fact is a piece of the evidence in words.
type fact struct{ Name, Value string }

func remarksOf(found []pipeline.Finding) (list []remark, more int) {
	for i, f := range found[:min(len(found), remarksShown)] {
		r := remark{Finding: f, Number: i + 1}
		for _, name := range slices.Sorted(maps.Keys(f.Evidence)) {
			r.Facts = append(r.Facts, fact{strings.ReplaceAll(name, "_", " "), inWords(f.Evidence[name])})
		}
		list = append(list, r)
	}
	return list, len(found) - len(list)
}

func inWords(value any) string {
	switch v := value.(type) {
	case float64:
		return fmt.Sprintf("%.4g", v)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []any:
		words := make([]string, len(v))
		for i, one := range v {
			words[i] = inWords(one)
		}
		return strings.Join(words, ", ")
	}
	return fmt.Sprint(value)
}
