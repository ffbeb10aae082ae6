// Package settings reads the settings of a policy: thresholds, modes, exemptions
// and the like, for all sites and for single ones.
//
//	data.yaml, sites/<site>/data.yaml ──▶ Parse: schema ──▶ Gather: one tree ──▶ Settings
//
// They come from the people who write policies, and are as right or wrong as
// people write: each fault is named with file, line and path. Every value knows
// where it stands, so that a verdict can be explained.
package settings

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Settings are the data of a policy, and where each value of it stands. They do
// not change after Gather and may be read by many goroutines. The zero Settings
// say nothing.
type Settings struct {
	documents []Document
	data      map[string]any
}

var sections = []string{"thresholds", "modes", "queues", "partners", "languages", "trusted", "exemptions", "sites"}

// IsSection reports whether name, at the top of the settings, is one of those of
// data.schema.json.
func IsSection(name string) bool { return slices.Contains(sections, name) }

// Gather makes one tree of the documents, which are in the order of their names.
// The error lists what two of them say.
func Gather(documents []Document) (Settings, error) {
	s := Settings{documents, map[string]any{}}
	for _, section := range sections {
		s.data[section] = map[string]any{}
	}
	var faults []error
	for _, d := range documents {
		faults = append(faults, s.include(d))
	}
	if _, taken := s.data["presscheck"]; taken {
		faults = append(faults, fmt.Errorf("%s: data.presscheck belongs to the rules", s.Place("presscheck")))
	}
	return s, errors.Join(faults...)
}

// include adds a document, unless it says what another has said already. Those
// of single sites come last, because files are in the order of their names.
func (s Settings) include(d Document) error {
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

// Data is the tree as Rego sees it: plain JSON, with every section of
// data.schema.json. The caller does not change it.
func (s Settings) Data() map[string]any { return s.data }

// Place is file and line of the value at path below data; where nothing says
// it, the place that comes closest.
func (s Settings) Place(path ...string) string {
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

// Value is what stands at path below data, or nil.
func (s Settings) Value(path ...string) any {
	var node any = s.data
	for _, name := range path {
		children, _ := node.(map[string]any)
		node = children[name]
	}
	return node
}

// Names are those of the values at path, in order.
func (s Settings) Names(path ...string) []string {
	children, _ := s.Value(path...).(map[string]any)
	return slices.Sorted(maps.Keys(children))
}

// Fault is an error that says what is wrong with the value at path, and where
// that stands.
func (s Settings) Fault(what string, path ...string) error {
	return fmt.Errorf("%s: %s: %s", s.Place(path...), strings.Join(path, "."), what)
}

// levels are the paths of the settings for all sites, and then of each site's own.
func (s Settings) levels() [][]string {
	all := [][]string{nil}
	for _, site := range s.Names("sites") {
		all = append(all, []string{"sites", site})
	}
	return all
}

// at is path on a level.
func at(level []string, path ...string) []string { return slices.Concat(level, path) }
