package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/presscheck/presscheck/policy/settings"
)

// checkData makes sure that whatever the rules read from data is there, and
// that each threshold is a number: a comparison with nothing is undefined, and
// the rule around it would be silent for ever.
func checkData(modules map[string]*ast.Module, s settings.Settings, c *ast.Compiler) error {
	var faults []error
	read := map[string]bool{}
	for _, r := range references(modules, "data") {
		read[r.constant(1)] = true
		if err := checkDatum(r, s, c); err != nil {
			faults = append(faults, fmt.Errorf("%v: %w", r.at, err))
		}
	}
	for _, name := range s.Names() {
		if !settings.IsSection(name) && !read[name] {
			faults = append(faults, s.Fault("no rule reads it, and there is no such setting", name))
		}
	}
	return errors.Join(faults...)
}

func checkDatum(r reference, s settings.Settings, c *ast.Compiler) error {
	switch {
	case r.constant(1) != "presscheck":
		return checkBase(r, s)
	case r.constant(2) != "site":
		return nil
	case r.constant(3) == "thresholds":
		return checkThreshold(r, s)
	case r.constant(3) == "" && inRule(r):
		return fmt.Errorf("%v: write out what is read of it, as in data.presscheck.site.partners", r.Ref)
	case r.constant(3) != "" && len(c.GetRulesExact(r.Ref[:4])) == 0:
		return fmt.Errorf("nothing defines %v", r.Ref)
	}
	return nil
}

// checkBase is for what is read from the settings as they stand there.
func checkBase(r reference, s settings.Settings) error {
	if settings.IsSection(r.constant(1)) && inRule(r) {
		return fmt.Errorf("%v: read data.presscheck.site, which knows what a site has set for itself", r.Ref)
	}
	var path []string
	for i := 1; r.constant(i) != ""; i++ {
		path = append(path, r.constant(i))
		if s.Value(path...) == nil {
			return fmt.Errorf("%v is not in the settings", r.Ref)
		}
	}
	return nil
}

func checkThreshold(r reference, s settings.Settings) error {
	_, number := s.Value("thresholds", r.constant(4), r.constant(5)).(json.Number)
	switch {
	case r.constant(4) == "" || r.constant(5) == "":
		return fmt.Errorf("%v: write rule and name out, as in data.presscheck.site.thresholds.link_blocks.review", r.Ref)
	case !number:
		return fmt.Errorf("%v: thresholds.%s.%s is not in the settings", r.Ref, r.constant(4), r.constant(5))
	}
	return nil
}

func inRule(r reference) bool { return strings.Contains(r.at.File, "/") }
