package policy

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
)

// checkData makes sure that whatever the rules read from data is there, and
// that each threshold is a number: a comparison with nothing is undefined, and
// the rule around it would be silent for ever.
func checkData(modules map[string]*ast.Module, data map[string]any) error {
	var faults []error
	for _, r := range references(modules, "data") {
		if r.constant(1) == "presscheck" {
			continue
		}
		if err := checkDatum(r, data); err != nil {
			faults = append(faults, fmt.Errorf("%v: %w", r.at, err))
		}
	}
	return errors.Join(faults...)
}

func checkDatum(r reference, data map[string]any) error {
	var node any = data
	for i := 1; r.constant(i) != ""; i++ {
		children, _ := node.(map[string]any)
		child, ok := children[r.constant(i)]
		if !ok {
			return fmt.Errorf("%v is not in %s", r.Ref, dataFile)
		}
		node = child
	}
	if _, ok := node.(json.Number); !ok && r.constant(1) == "thresholds" {
		return fmt.Errorf("%v is not a number, or not written out", r.Ref)
	}
	return nil
}
