package policy

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

// fill replaces each {name} by its parameter. The values may quote the article:
// what looks like a placeholder in them stays as it is.
func fill(template string, params map[string]any) string {
	return placeholder.ReplaceAllStringFunc(template, func(p string) string {
		value, ok := params[p[1:len(p)-1]]
		if !ok {
			return p
		}
		return phrase(value)
	})
}

func phrase(value any) string {
	list, ok := value.([]any)
	if !ok {
		return fmt.Sprint(value)
	}
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = phrase(v)
	}
	return strings.Join(parts, ", ")
}

// checkMessage finds placeholders that a reason has no parameter for, as far as
// reasons are written out in the head of their rule.
func checkMessage(template string, m *ast.Module) error {
	for _, r := range m.Rules {
		if r.Head.Name != "reason" || r.Head.Key == nil {
			continue
		}
		reason, ok := r.Head.Key.Value.(ast.Object)
		if !ok {
			continue
		}
		for _, name := range placeholder.FindAllStringSubmatch(template, -1) {
			if !hasParam(reason, name[1]) {
				return fmt.Errorf("%v: the message has {%s}, but params has no %[2]s", r.Location, name[1])
			}
		}
	}
	return nil
}

// hasParam gives the benefit of the doubt to params that are computed.
func hasParam(reason ast.Object, name string) bool {
	params := reason.Get(ast.StringTerm("params"))
	if params == nil {
		return false
	}
	object, ok := params.Value.(ast.Object)
	return !ok || object.Get(ast.StringTerm(name)) != nil
}
