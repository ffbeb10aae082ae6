package policy

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// A Rule describes one rule, in the words of its METADATA.
type Rule struct {
	Name        string `json:"name"`        // its folder's
	Title       string `json:"title"`       // a few words
	Description string `json:"description"` // a paragraph for those who wonder why
	Message     string `json:"message"`     // what it says of an article; {name} stands for a parameter of the reason
}

var (
	verdictRef = ast.MustParseRef(entrypoint)
	rulesRef   = ast.MustParseRef("data.presscheck.rules")
)

// describe returns the rules in the order of their names. Without a rule or a
// verdict the policy would have nothing to object to any article.
func describe(modules map[string]*ast.Module, c *ast.Compiler) ([]Rule, error) {
	var rules []Rule
	var faults []error
	for _, file := range slices.Sorted(maps.Keys(modules)) {
		m := modules[file]
		if !strings.Contains(file, "/") && !m.Package.Path.HasPrefix(rulesRef) {
			continue
		}
		rule, err := describeRule(file, m, c)
		rules = append(rules, rule)
		faults = append(faults, err)
	}
	if len(rules) == 0 {
		faults = append(faults, errors.New("there is no rule"))
	}
	if c.GetRulesExact(verdictRef) == nil {
		faults = append(faults, fmt.Errorf("nothing defines %s", entrypoint))
	}
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.Name, b.Name) })
	return rules, errors.Join(faults...)
}

func describeRule(file string, m *ast.Module, c *ast.Compiler) (Rule, error) {
	rule := Rule{Name: path.Dir(file)}
	fault := func(format string, args ...any) (Rule, error) {
		return rule, fmt.Errorf("%v: %w", m.Package.Location, fmt.Errorf(format, args...))
	}
	if file != rule.Name+"/"+rule.Name+".rego" {
		return fault("a rule is one file, <rule>/<rule>.rego")
	}
	if want := rulesRef.Append(ast.StringTerm(rule.Name)); !m.Package.Path.Equal(want) {
		return fault("the package is %v, not %v: nothing would gather it", m.Package.Path, want)
	}
	if c.GetRulesExact(m.Package.Path.Append(ast.StringTerm("reason"))) == nil {
		return fault("the rule has no reason")
	}
	for _, a := range m.Annotations {
		if a.Scope == "package" {
			rule.Title, rule.Description = a.Title, strings.TrimSpace(a.Description)
			rule.Message, _ = a.Custom["message"].(string)
		}
	}
	if rule.Title == "" || rule.Description == "" || rule.Message == "" {
		return fault("METADATA of the package needs title, description and custom.message")
	}
	return rule, checkMessage(rule.Message, m)
}

func names(rules []Rule) []string {
	all := make([]string, len(rules))
	for i, r := range rules {
		all[i] = r.Name
	}
	return all
}
