package policy

import (
	"fmt"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/presscheck/presscheck/filters"
)

// Input is what a policy may know. Its form in Rego is input.schema.json of package
// written. Strings are cut after 4096 bytes, and what is not UTF-8 in them is
// replaced.
type Input struct {
	Article  Facts
	Site     string            // name of the site it is for; may be empty
	URL      string            // where it will be published; may be empty
	Title    string            // as submitted beside the article; may be empty
	Author   map[string]any    // as submitted, any JSON; nil is an empty object
	Now      time.Time         // when the article is judged; the zero time is left out
	Demoted  []string          // rules that do not reject for now, but ask for a review
	Findings []filters.Finding // as filters.Run returned them, capped per kind
}

// Facts describe the article as a whole.
type Facts struct {
	Bytes       int    `json:"bytes"`       // length of the source in UTF-8
	Charset     string `json:"charset"`     // WHATWG name, lower-case
	Undecodable int    `json:"undecodable"` // bytes or characters that are no text in Charset
	Script      string `json:"script"`      // ISO 15924 code of the main script, such as "Hant"
	Links       int    `json:"links"`       // links in the article
}

func (in Input) value() (ast.Value, error) {
	author, err := object(in.Author)
	if err != nil {
		return nil, fmt.Errorf("author: %w", err)
	}
	findings, err := grouped(in.Findings)
	if err != nil {
		return nil, err
	}
	root := ast.NewObject(
		field("article", in.Article.term()),
		field("site", text(in.Site)),
		field("url", text(in.URL)),
		field("title", text(in.Title)),
		field("author", author),
		field("findings", findings),
	)
	if !in.Now.IsZero() {
		root.Insert(ast.StringTerm("now"), text(in.Now.UTC().Format(time.RFC3339Nano)))
	}
	if len(in.Demoted) > 0 {
		demoted, err := list(in.Demoted)
		if err != nil {
			return nil, err
		}
		root.Insert(ast.StringTerm("demoted"), demoted)
	}
	return root, nil
}

func (f Facts) term() *ast.Term {
	return ast.ObjectTerm(
		field("bytes", ast.InternedTerm(f.Bytes)),
		field("charset", text(f.Charset)),
		field("undecodable", ast.InternedTerm(f.Undecodable)),
		field("script", text(f.Script)),
		field("links", ast.InternedTerm(f.Links)),
	)
}

// grouped sorts the findings into filter and kind here, because a rule that has
// to search a flat list for its kind is slower by half.
func grouped(all []filters.Finding) (*ast.Term, error) {
	groups := map[string]map[string][]*ast.Term{}
	for _, f := range all {
		t, err := finding(f)
		if err != nil {
			return nil, fmt.Errorf("finding %s/%s %s: %w", f.Filter, f.Kind, f.ID, err)
		}
		if groups[f.Filter] == nil {
			groups[f.Filter] = map[string][]*ast.Term{}
		}
		groups[f.Filter][f.Kind] = append(groups[f.Filter][f.Kind], t)
	}
	root := ast.NewObjectWithCapacity(len(groups))
	for filter, kinds := range groups {
		byKind := ast.NewObjectWithCapacity(len(kinds))
		for kind, terms := range kinds {
			byKind.Insert(ast.StringTerm(kind), ast.ArrayTerm(terms...))
		}
		root.Insert(ast.StringTerm(filter), ast.NewTerm(byKind))
	}
	return ast.NewTerm(root), nil
}

func finding(f filters.Finding) (*ast.Term, error) {
	confidence, err := number(f.Confidence)
	if err != nil {
		return nil, fmt.Errorf("confidence: %w", err)
	}
	evidence, err := object(f.Evidence)
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	span := ast.ObjectTerm(
		ast.Item(keyStart, ast.InternedTerm(f.Span.Start)),
		ast.Item(keyEnd, ast.InternedTerm(f.Span.End)),
	)
	return ast.ObjectTerm(
		ast.Item(keyID, ast.StringTerm(f.ID)),
		ast.Item(keyConfidence, confidence),
		ast.Item(keySpan, span),
		ast.Item(keyEvidence, evidence),
	), nil
}

// The keys of a finding, made once: there may be thousands of findings.
var (
	keyID         = ast.StringTerm("id")
	keyConfidence = ast.StringTerm("confidence")
	keySpan       = ast.StringTerm("span")
	keyStart      = ast.StringTerm("start")
	keyEnd        = ast.StringTerm("end")
	keyEvidence   = ast.StringTerm("evidence")
)
