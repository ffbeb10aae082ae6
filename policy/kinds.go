package policy

import (
	"errors"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/policy/written"
)

// CheckKinds compares the kinds that the rules name with those that exist, as a
// map from filter to kinds: a rule that waits for a misspelt kind would never
// fire. The error lists each unknown one with file and line, and each use of
// the findings that cannot be checked because filter or kind is not written
// out; input.findings.<filter>[_] and input.findings[_][_] mean all and are fine.
func (e *Engine) CheckKinds(known map[string][]string) error {
	var faults []error
	for _, r := range e.written.References("input") {
		if err := checkKind(r, known); err != nil {
			faults = append(faults, fmt.Errorf("%v: %w", r.At, err))
		}
	}
	return errors.Join(faults...)
}

func checkKind(r written.Reference, known map[string][]string) error {
	field, filter, kind := r.Constant(1), r.Constant(2), r.Constant(3)
	kinds, exists := known[filter]
	switch {
	case field != "" && field != "findings":
		return nil
	case field != "" && r.Wildcard(2) && r.Wildcard(3):
		return nil
	case field == "", filter == "", kind == "" && !r.Wildcard(3):
		return fmt.Errorf(`%v: write filter and kind out, as in input.findings.gloss["split-character"]`, r.Ref)
	case !exists:
		return fmt.Errorf("%v: there is no filter %q", r.Ref, filter)
	case kind != "" && !slices.Contains(kinds, kind):
		return fmt.Errorf("%v: filter %s has no kind %q", r.Ref, filter, kind)
	}
	return nil
}
