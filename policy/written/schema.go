package written

import (
	_ "embed"
	"encoding/json"

	"github.com/open-policy-agent/opa/v1/ast"
)

//go:embed input.schema.json
var schemaJSON []byte

// inputSchema is input.schema.json with every kind that the policy names
// written out. The compiler looks into no object whose keys are open: without this it
// would let a misspelt field of a finding pass.
func (p Policy) inputSchema() (*ast.SchemaSet, error) {
	var schema map[string]any
	if err := json.Unmarshal(schemaJSON, &schema); err != nil {
		return nil, err
	}
	schema["properties"].(map[string]any)["findings"] = record(p.filtersNamed())
	set := ast.NewSchemaSet()
	set.Put(ast.SchemaRootRef, schema)
	return set, nil
}

func (p Policy) filtersNamed() map[string]any {
	kinds := map[string]map[string]any{}
	for _, r := range p.References("input") {
		filter, kind := r.Constant(2), r.Constant(3)
		if r.Constant(1) != "findings" || filter == "" {
			continue
		}
		if kinds[filter] == nil {
			kinds[filter] = map[string]any{}
		}
		if kind != "" {
			kinds[filter][kind] = map[string]any{"$ref": "#/definitions/findings"}
		}
	}
	filters := map[string]any{}
	for filter, named := range kinds {
		filters[filter] = record(named)
	}
	return filters
}

func record(properties map[string]any) map[string]any {
	return map[string]any{"type": "object", "properties": properties}
}
