package settings

import (
	"errors"
	"slices"
)

// Check makes sure that what the settings name is there, rules being the names of
// those that there are: a misspelt rule or threshold would be settings for
// nothing. The error lists each.
func (s Settings) Check(rules []string) error {
	var faults []error
	for _, level := range s.levels() {
		faults = append(faults, s.checkRules(rules, level)...)
		faults = append(faults, s.checkThresholds(level)...)
	}
	return errors.Join(faults...)
}

func (s Settings) checkRules(rules, level []string) []error {
	var faults []error
	for _, section := range []string{"thresholds", "modes", "queues", "exemptions"} {
		for _, rule := range s.Names(at(level, section)...) {
			if !slices.Contains(rules, rule) {
				faults = append(faults, s.Fault("there is no rule "+rule, at(level, section, rule)...))
			}
		}
	}
	return faults
}

// checkThresholds wants a default for each threshold that a site has.
func (s Settings) checkThresholds(level []string) []error {
	var faults []error
	for _, rule := range s.Names(at(level, "thresholds")...) {
		for _, name := range s.Names(at(level, "thresholds", rule)...) {
			if s.Value("thresholds", rule, name) == nil {
				faults = append(faults, s.Fault("there is no such threshold for all sites", at(level, "thresholds", rule, name)...))
			}
		}
	}
	return faults
}
