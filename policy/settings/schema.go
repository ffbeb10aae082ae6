package settings

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed data.schema.json
var schemaJSON []byte

// schemas are those of the settings as a whole and of one site.
var schemas = sync.OnceValues(func() ([2]*jsonschema.Schema, error) {
	const name = "data.schema.json"
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return [2]*jsonschema.Schema{}, fmt.Errorf("%s: %w", name, err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		return [2]*jsonschema.Schema{}, err
	}
	data, err := c.Compile(name)
	site, siteErr := c.Compile(name + "#/definitions/site")
	return [2]*jsonschema.Schema{data, site}, errors.Join(err, siteErr)
})

// check compares the document with the schema and names every field that differs.
func (d Document) check() error {
	compiled, err := schemas()
	if err != nil {
		return err
	}
	schema := compiled[0]
	if len(d.at) > 0 {
		schema = compiled[1]
	}
	var wrong *jsonschema.ValidationError
	if err := schema.Validate(d.value); !errors.As(err, &wrong) {
		return err
	}
	return errors.Join(d.faults(wrong)...)
}

func (d Document) faults(e *jsonschema.ValidationError) []error {
	if unknown, ok := e.ErrorKind.(*kind.AdditionalProperties); ok {
		var faults []error
		for _, name := range unknown.Properties {
			faults = append(faults, d.fault(append(slices.Clone(e.InstanceLocation), name), "there is no such setting"))
		}
		return faults
	}
	if len(e.Causes) == 0 {
		return []error{d.fault(e.InstanceLocation, e.ErrorKind.LocalizedString(message.NewPrinter(language.English)))}
	}
	if name, ok := e.ErrorKind.(*kind.PropertyNames); ok {
		return []error{d.fault(append(slices.Clone(e.InstanceLocation), name.Property), "the name "+
			e.Causes[0].ErrorKind.LocalizedString(message.NewPrinter(language.English)))}
	}
	var faults []error
	for _, cause := range e.Causes {
		faults = append(faults, d.faults(cause)...)
	}
	return faults
}

func (d Document) fault(path []string, what string) error {
	return fmt.Errorf("%s: %s: %s", d.place(path), strings.Join(append(slices.Clone(d.at), path...), "."), what)
}
