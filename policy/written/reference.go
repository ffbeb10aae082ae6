package written

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// A Reference is one use of input or data in a module.
type Reference struct {
	ast.Ref
	At *ast.Location
}

// References finds every use of the document root, which is input or data, in the
// order of the files. A use of the whole document is a reference of length one.
func (p Policy) References(root ast.Var) []Reference {
	var found []Reference
	var visit func(t *ast.Term) bool
	visit = func(t *ast.Term) bool {
		ref, ok := t.Value.(ast.Ref)
		if !ok {
			ref = ast.Ref{t}
		}
		if v, ok := ref[0].Value.(ast.Var); ok && v == root {
			found = append(found, Reference{ref, t.Location})
		}
		for _, part := range ref[1:] {
			ast.WalkTerms(part, visit)
		}
		return ok
	}
	for _, name := range slices.Sorted(maps.Keys(p.Modules)) {
		ast.WalkTerms(p.Modules[name], visit)
	}
	return found
}

// Constant is the string at place i, or "" if it is not written out. The root
// is at place 0.
func (r Reference) Constant(i int) string {
	if i >= len(r.Ref) {
		return ""
	}
	s, _ := r.Ref[i].Value.(ast.String)
	return string(s)
}

// Wildcard reports whether at place i stands _, which is for every name.
func (r Reference) Wildcard(i int) bool {
	if i >= len(r.Ref) {
		return false
	}
	v, ok := r.Ref[i].Value.(ast.Var)
	return ok && v.IsWildcard()
}
