package policy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// settings are the data of a policy, and where each value of it stands.
type settings struct {
	documents []document
	data      map[string]any // as Rego sees it; the sections of data.schema.json are all there
}

var sections = []string{"thresholds", "modes", "queues", "partners", "languages", "trusted", "exemptions", "sites"}

// gather makes one tree of the documents.
func (s *settings) gather() error {
	s.data = map[string]any{}
	for _, section := range sections {
		s.data[section] = map[string]any{}
	}
	var faults []error
	for _, d := range s.documents {
		faults = append(faults, s.include(d))
	}
	if _, taken := s.data["presscheck"]; taken {
		faults = append(faults, fmt.Errorf("%s: data.presscheck belongs to the rules", s.place("presscheck")))
	}
	return errors.Join(faults...)
}

// include adds a document, unless it says what another has said already. Those
// of single sites come last, because files are in the order of their names.
func (s *settings) include(d document) error {
	into, at, content := s.data, []string(nil), d.value
	if len(d.at) > 0 {
		into, _ = s.data["sites"].(map[string]any)
		at, content = d.at[:1], map[string]any{d.at[1]: d.value}
	}
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(content)) {
		if empty, ok := into[name].(map[string]any); into[name] != nil && (!ok || len(empty) > 0) {
			faults = append(faults, fmt.Errorf("%s: %s stands in another file, too", d.place([]string{name}), strings.Join(append(at, name), ".")))
			continue
		}
		into[name] = content[name]
	}
	return errors.Join(faults...)
}

// place is file and line of the value at path below data; where nothing says
// it, the place that comes closest.
func (s settings) place(path ...string) string {
	best := "data.yaml"
	for _, d := range s.documents {
		if d.root.Kind == 0 {
			continue
		}
		if len(d.at) == 0 {
			best = d.place(path)
		}
		if rest, ok := below(path, d.at); ok && len(d.at) > 0 {
			return d.place(rest)
		}
	}
	return best
}

func below(path, at []string) ([]string, bool) {
	if len(path) < len(at) || !slices.Equal(path[:len(at)], at) {
		return nil, false
	}
	return path[len(at):], true
}

// value is what stands at path below data, or nil.
func (s settings) value(path ...string) any {
	var node any = s.data
	for _, name := range path {
		children, _ := node.(map[string]any)
		node = children[name]
	}
	return node
}

// names are those of the values at path, in order.
func (s settings) names(path ...string) []string {
	children, _ := s.value(path...).(map[string]any)
	return slices.Sorted(maps.Keys(children))
}

// check makes sure that what the settings name is there: a misspelt rule or
// threshold would be settings for nothing.
func (s settings) check(rules []Rule) error {
	known := make([]string, len(rules))
	for i, r := range rules {
		known[i] = r.Name
	}
	faults := s.checkLevel(known, nil)
	for _, site := range s.names("sites") {
		faults = append(faults, s.checkLevel(known, []string{"sites", site})...)
	}
	return errors.Join(faults...)
}

func (s settings) checkLevel(rules, level []string) []error {
	var faults []error
	for _, section := range []string{"thresholds", "modes", "queues", "exemptions"} {
		at := append(slices.Clone(level), section)
		for _, rule := range s.names(at...) {
			if !slices.Contains(rules, rule) {
				faults = append(faults, s.fault("there is no rule "+rule, append(at, rule)...))
			}
		}
	}
	return append(faults, s.checkOverrides(level)...)
}

// checkOverrides wants a default for each threshold that a site has.
func (s settings) checkOverrides(level []string) []error {
	var faults []error
	at := append(slices.Clone(level), "thresholds")
	for _, rule := range s.names(at...) {
		for _, name := range s.names(append(at, rule)...) {
			if s.value("thresholds", rule, name) == nil {
				faults = append(faults, s.fault("there is no such threshold for all sites", append(at, rule, name)...))
			}
		}
	}
	return faults
}

// queues are those that rules send what they hold to, on any site, in order.
func (s settings) queues() []string {
	levels := [][]string{nil}
	for _, site := range s.names("sites") {
		levels = append(levels, []string{"sites", site})
	}
	var all []string
	for _, level := range levels {
		at := append(level, "queues")
		for _, rule := range s.names(at...) {
			if queue, ok := s.value(append(slices.Clone(at), rule)...).(string); ok {
				all = append(all, queue)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (s settings) fault(what string, path ...string) error {
	return fmt.Errorf("%s: %s: %s", s.place(path...), strings.Join(path, "."), what)
}

// inForce is the value at path for a site, or for all, and where that stands; nil
// if neither says it.
func (s settings) inForce(site string, path ...string) (any, Origin) {
	own := append([]string{"sites", site}, path...)
	if v := s.value(own...); v != nil {
		return v, Origin{Site: site, Place: s.place(own...)}
	}
	v := s.value(path...)
	if v == nil {
		return nil, Origin{}
	}
	return v, Origin{Place: s.place(path...)}
}
