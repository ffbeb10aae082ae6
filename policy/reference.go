package policy

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// reference is one use of input or data in a rule.
type reference struct {
	ast.Ref
	at *ast.Location
}

// references finds every use of the document root, in the order of the files.
// A use of the whole document is a reference of length one.
func references(modules map[string]*ast.Module, root ast.Var) []reference {
	var found []reference
	var visit func(t *ast.Term) bool
	visit = func(t *ast.Term) bool {
		ref, ok := t.Value.(ast.Ref)
		if !ok {
			ref = ast.Ref{t}
		}
		if v, ok := ref[0].Value.(ast.Var); ok && v == root {
			found = append(found, reference{ref, t.Location})
		}
		for _, part := range ref[1:] {
			ast.WalkTerms(part, visit)
		}
		return ok
	}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		ast.WalkTerms(modules[name], visit)
	}
	return found
}

// constant is the string at place i, or "" if it is not written out.
func (r reference) constant(i int) string {
	if i >= len(r.Ref) {
		return ""
	}
	s, _ := r.Ref[i].Value.(ast.String)
	return string(s)
}

func (r reference) wildcard(i int) bool {
	if i >= len(r.Ref) {
		return false
	}
	v, ok := r.Ref[i].Value.(ast.Var)
	return ok && v.IsWildcard()
}
