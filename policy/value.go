package policy

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
)

// maxString is the length in bytes to which every string of the input is cut:
// a built-in function cannot be interrupted while it works through a long one.
const maxString = 4096

// value turns JSON and evidence into a term. What it does not know itself takes
// a slow way through encoding/json.
func value(x any) (*ast.Term, error) {
	switch x := x.(type) {
	case string:
		return text(x), nil
	case bool:
		return ast.InternedTerm(x), nil
	case int:
		return ast.InternedTerm(x), nil
	case float64:
		return number(x)
	case []string:
		return list(x)
	case []any:
		return list(x)
	case map[string]any:
		return object(x)
	}
	v, err := ast.InterfaceToValue(x)
	return ast.NewTerm(v), err
}

func object(m map[string]any) (*ast.Term, error) {
	o := ast.NewObjectWithCapacity(len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) { // keys may become equal when they are cut
		t, err := value(m[key])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		o.Insert(text(key), t)
	}
	return ast.NewTerm(o), nil
}

func list[T any](xs []T) (*ast.Term, error) {
	terms := make([]*ast.Term, len(xs))
	for i, x := range xs {
		t, err := value(x)
		if err != nil {
			return nil, err
		}
		terms[i] = t
	}
	return ast.ArrayTerm(terms...), nil
}

// number refuses what JSON has no word for: Rego's arithmetic panics on it.
func number(f float64) (*ast.Term, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, fmt.Errorf("%v is no number", f)
	}
	return ast.FloatNumberTerm(f), nil
}

func text(s string) *ast.Term {
	if len(s) > maxString {
		end := maxString
		for end > 0 && !utf8.RuneStart(s[end]) {
			end--
		}
		s = s[:end]
	}
	return ast.StringTerm(strings.ToValidUTF8(s, "\uFFFD"))
}

func field(name string, t *ast.Term) [2]*ast.Term {
	return ast.Item(ast.StringTerm(name), t)
}
