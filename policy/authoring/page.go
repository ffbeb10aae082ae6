package authoring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/settings"
	"github.com/presscheck/presscheck/policy/written"
)

// A page is what the rule book says of one rule.
type page struct {
	policy.Rule
	Mode        settings.Mode
	Kinds       []string             // what it looks at, as gloss/injected-reading or invisible/*; in order
	Thresholds  []settings.Threshold // for all sites, by name
	Differences []difference         // by site
	Exemptions  []agreement          // those for all sites, then by site; expired ones too
}

// A difference is a setting that a site has of its own.
type difference struct{ Site, Setting, Value string }

// An agreement is an exemption with the site it is for; empty: all.
type agreement struct {
	settings.Exemption
	Site string
}

// pages has one for each rule, in the order of their names.
func pages(e *policy.Engine) []page {
	var all []page
	p := e.Written()
	for _, r := range e.Rules() {
		one := page{Rule: r, Thresholds: p.Settings.Thresholds("", r.Name), Kinds: kindsOf(p, r.Name)}
		one.Mode, _ = p.Settings.Mode("", r.Name)
		one.Exemptions = agreements(p.Settings, r.Name, "")
		for _, site := range p.Settings.Names("sites") {
			one.Differences = append(one.Differences, differences(p.Settings, r.Name, site)...)
			one.Exemptions = append(one.Exemptions, agreements(p.Settings, r.Name, site)...)
		}
		all = append(all, one)
	}
	return all
}

func kindsOf(p written.Policy, rule string) []string {
	var kinds []string
	for _, r := range p.References("input") {
		if !strings.HasPrefix(r.At.File, rule+"/") || r.Constant(1) != "findings" {
			continue
		}
		kind := r.Constant(3)
		if kind == "" {
			kind = "*"
		}
		kinds = append(kinds, r.Constant(2)+"/"+kind)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

func differences(s settings.Settings, rule, site string) []difference {
	var all []difference
	if mode := s.Value("sites", site, "modes", rule); mode != nil {
		all = append(all, difference{site, "mode", fmt.Sprint(mode)})
	}
	for _, name := range s.Names("sites", site, "thresholds", rule) {
		all = append(all, difference{site, name, fmt.Sprint(s.Value("sites", site, "thresholds", rule, name))})
	}
	return all
}

func agreements(s settings.Settings, rule, site string) []agreement {
	var all []agreement
	for _, x := range s.Exemptions(site, rule) {
		all = append(all, agreement{x, site})
	}
	return all
}
