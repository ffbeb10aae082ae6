package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/policy/settings"
)

// A Page is what the rule book says of one rule.
type Page struct {
	Rule
	Mode        settings.Mode
	Kinds       []string             // what it looks at, as gloss/injected-reading or invisible/*; in order
	Thresholds  []settings.Threshold // for all sites, by name
	Differences []Difference         // by site
	Exemptions  []Agreement          // those for all sites, then by site; expired ones too
}

// A Difference is a setting that a site has of its own.
type Difference struct {
	Site, Setting, Value string
}

// An Agreement is an exemption with the site it is for; empty: all.
type Agreement struct {
	settings.Exemption
	Site string
}

// Book returns a page for each rule, in the order of their names.
func (e *Engine) Book() []Page {
	var pages []Page
	for _, r := range e.rules {
		page := Page{Rule: r, Thresholds: e.written.Settings.Thresholds("", r.Name), Kinds: e.kindsOf(r.Name)}
		page.Mode, _ = e.written.Settings.Mode("", r.Name)
		page.Exemptions = e.agreements(r.Name, "")
		for _, site := range e.written.Settings.Names("sites") {
			page.Differences = append(page.Differences, e.differences(r.Name, site)...)
			page.Exemptions = append(page.Exemptions, e.agreements(r.Name, site)...)
		}
		pages = append(pages, page)
	}
	return pages
}

func (e *Engine) kindsOf(rule string) []string {
	var kinds []string
	for _, r := range e.written.References("input") {
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

func (e *Engine) differences(rule, site string) []Difference {
	var all []Difference
	if mode := e.written.Settings.Value("sites", site, "modes", rule); mode != nil {
		all = append(all, Difference{site, "mode", fmt.Sprint(mode)})
	}
	for _, name := range e.written.Settings.Names("sites", site, "thresholds", rule) {
		all = append(all, Difference{site, name, fmt.Sprint(e.written.Settings.Value("sites", site, "thresholds", rule, name))})
	}
	return all
}

func (e *Engine) agreements(rule, site string) []Agreement {
	var all []Agreement
	for _, x := range e.written.Settings.Exemptions(site, rule) {
		all = append(all, Agreement{x, site})
	}
	return all
}
