package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/presscheck/presscheck/policy/settings"
	"github.com/presscheck/presscheck/policy/written"
)

// checkData makes sure that whatever the rules read from data is there, and
// that each threshold is a number: a comparison with nothing is undefined, and
// the rule around it would be silent for ever.
func checkData(p written.Policy, c *ast.Compiler) error {
	var faults []error
	read := map[string]bool{}
	for _, r := range p.References("data") {
		read[r.Constant(1)] = true
		if err := checkDatum(r, p.Settings, c); err != nil {
			faults = append(faults, fmt.Errorf("%v: %w", r.At, err))
		}
	}
	for _, name := range p.Settings.Names() {
		if !settings.IsSection(name) && !read[name] {
			faults = append(faults, p.Settings.Fault("no rule reads it, and there is no such setting", name))
		}
	}
	return errors.Join(faults...)
}

func checkDatum(r written.Reference, s settings.Settings, c *ast.Compiler) error {
	switch {
	case r.Constant(1) != "presscheck":
		return checkBase(r, s)
	case r.Constant(2) != "site":
		return nil
	case r.Constant(3) == "thresholds":
		return checkThreshold(r, s)
	case r.Constant(3) == "" && inRule(r):
		return fmt.Errorf("%v: write out what is read of it, as in data.presscheck.site.partners", r.Ref)
	case r.Constant(3) != "" && len(c.GetRulesExact(r.Ref[:4])) == 0:
		return fmt.Errorf("nothing defines %v", r.Ref)
	}
	return nil
}

// checkBase is for what is read from the settings as they stand there.
func checkBase(r written.Reference, s settings.Settings) error {
	if settings.IsSection(r.Constant(1)) && inRule(r) {
		return fmt.Errorf("%v: read data.presscheck.site, which knows what a site has set for itself", r.Ref)
	}
	var path []string
	for i := 1; r.Constant(i) != ""; i++ {
		path = append(path, r.Constant(i))
		if s.Value(path...) == nil {
			return fmt.Errorf("%v is not in the settings", r.Ref)
		}
	}
	return nil
}

func checkThreshold(r written.Reference, s settings.Settings) error {
	_, number := s.Value("thresholds", r.Constant(4), r.Constant(5)).(json.Number)
	switch {
	case r.Constant(4) == "" || r.Constant(5) == "":
		return fmt.Errorf("%v: write rule and name out, as in data.presscheck.site.thresholds.link_blocks.review", r.Ref)
	case !number:
		return fmt.Errorf("%v: thresholds.%s.%s is not in the settings", r.Ref, r.Constant(4), r.Constant(5))
	}
	return nil
}

func inRule(r written.Reference) bool { return strings.Contains(r.At.File, "/") }
