package policy

import (
	"errors"
	"fmt"
	"slices"
)

// CheckKinds compares the kinds that the rules name with those that exist, as a
// map from filter to kinds: a rule that waits for a misspelt kind would never
// fire. The error lists each unknown one with file and line, and each use of
// the findings that cannot be checked because filter or kind is not written
// out; input.findings.<filter>[_] and input.findings[_][_] mean all and are fine.
func (e *Engine) CheckKinds(known map[string][]string) error {
	var faults []error
	for _, r := range references(e.modules, "input") {
		if err := checkKind(r, known); err != nil {
			faults = append(faults, fmt.Errorf("%v: %w", r.at, err))
		}
	}
	return errors.Join(faults...)
}

func checkKind(r reference, known map[string][]string) error {
	field, filter, kind := r.constant(1), r.constant(2), r.constant(3)
	kinds, exists := known[filter]
	switch {
	case field != "" && field != "findings":
		return nil
	case field != "" && r.wildcard(2) && r.wildcard(3):
		return nil
	case field == "", filter == "", kind == "" && !r.wildcard(3):
		return fmt.Errorf(`%v: write filter and kind out, as in input.findings.gloss["split-character"]`, r.Ref)
	case !exists:
		return fmt.Errorf("%v: there is no filter %q", r.Ref, filter)
	case kind != "" && !slices.Contains(kinds, kind):
		return fmt.Errorf("%v: filter %s has no kind %q", r.Ref, filter, kind)
	}
	return nil
}
