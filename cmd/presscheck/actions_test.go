package main

import (
	"go/ast"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestWhatIsAuditedIsOfferedToWhoLooksForIt is about the list of actions on the
// page of the audit log.
func TestWhatIsAuditedIsOfferedToWhoLooksForIt(t *testing.T) {
	offered, err := os.ReadFile(filepath.Join("..", "..", "desk", "audit.go"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, s := range sources(t) {
		if s.isTest {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if action := actionOf(n); action != "" {
				seen++
				if !strings.Contains(string(offered), strconv.Quote(action)) {
					t.Errorf("%s: %s is not in the list of desk/audit.go", s.set.Position(n.Pos()), action)
				}
			}
			return true
		})
	}
	if seen < 10 {
		t.Errorf("only %d actions were found", seen)
	}
}

// actionOf is the action that n gives a record, such as token.created, or empty.
func actionOf(n ast.Node) string {
	var name, value ast.Expr
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		name, value = n.Key, n.Value
	case *ast.AssignStmt:
		name, value = n.Lhs[0], n.Rhs[0]
	}
	if field, ok := name.(*ast.SelectorExpr); ok {
		name = field.Sel
	}
	field, ok := name.(*ast.Ident)
	literal, isLiteral := value.(*ast.BasicLit)
	if !ok || !isLiteral || field.Name != "Action" {
		return ""
	}
	text, _ := strconv.Unquote(literal.Value)
	if kind, what, _ := strings.Cut(text, "."); kind == "" || what == "" || strings.HasSuffix(text, ".") {
		return ""
	}
	return text
}
