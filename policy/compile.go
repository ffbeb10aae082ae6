package policy

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// capabilitiesJSON is the allow-list of Rego: functions of their arguments
// alone, without network, clock, chance, environment or cryptography, and
// without sprintf, because messages are templates. Functions whose strings are
// programs in themselves (templates, schemas, Rego) are left out too.
//
//go:embed capabilities.json
var capabilitiesJSON []byte

var capabilities = sync.OnceValues(func() (*ast.Capabilities, error) {
	c, err := ast.LoadCapabilitiesJSON(bytes.NewReader(capabilitiesJSON))
	if err != nil {
		return nil, fmt.Errorf("capabilities.json: %w", err)
	}
	return c, nil
})

// parse keeps METADATA, which ast.ParseModule would silently drop.
func parse(name string, text []byte) (*ast.Module, error) {
	c, err := capabilities()
	if err != nil {
		return nil, err
	}
	return ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{
		Capabilities:      c,
		ProcessAnnotation: true,
		RegoVersion:       ast.RegoV1,
	})
}

func compile(modules map[string]*ast.Module) (*ast.Compiler, error) {
	compiler, err := newCompiler(modules)
	if err != nil {
		return nil, err
	}
	if compiler.Compile(modules); compiler.Failed() {
		return nil, each(compiler.Errors)
	}
	return compiler, nil
}

func newCompiler(modules map[string]*ast.Module) (*ast.Compiler, error) {
	c, err := capabilities()
	if err != nil {
		return nil, err
	}
	schemas, err := inputSchema(modules)
	if err != nil {
		return nil, fmt.Errorf("input.schema.json: %w", err)
	}
	return ast.NewCompiler().
		SetErrorLimit(0).
		WithStrict(true).
		WithCapabilities(c).
		WithSchemas(schemas).
		WithUseTypeCheckAnnotations(true), nil
}
