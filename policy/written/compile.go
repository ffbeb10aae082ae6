package written

import (
	"bytes"
	_ "embed"
	"errors"
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

// Compile compiles the policy strictly. The error lists every fault with file and
// line.
func (p Policy) Compile() (*ast.Compiler, error) {
	compiler, err := p.Compiler()
	if err != nil {
		return nil, err
	}
	if compiler.Compile(p.Modules); compiler.Failed() {
		return nil, Faults(compiler.Errors)
	}
	return compiler, nil
}

// Compiler is one that has not compiled yet, for what hands modules to it itself.
func (p Policy) Compiler() (*ast.Compiler, error) {
	c, err := capabilities()
	if err != nil {
		return nil, err
	}
	schemas, err := p.inputSchema()
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

// Faults takes the lists of OPA apart, which would be numbered and one error.
func Faults(err error) error {
	var list ast.Errors
	if !errors.As(err, &list) {
		return err
	}
	list.Sort()
	var faults []error
	for _, e := range list {
		faults = append(faults, e)
	}
	return errors.Join(faults...)
}
