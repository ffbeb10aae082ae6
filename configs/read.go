package configs

import (
	"iter"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// A reader takes the settings of one YAML document into a loader, and notes
// where each of them stands.
type reader struct {
	*loader
	place func(*yaml.Node) string
	put   func(key string, value any) // takes a fixed setting
}

// sections reads a whole configuration, which looks like the schema.
func (r reader) sections(root *yaml.Node) {
	for section, body := range r.entries("", root) {
		if section == "filters" {
			r.allFilters(section, body)
			continue
		}
		names := child(r.schema, section)
		if names == nil {
			r.unknown(section)
			continue
		}
		for name, value := range r.entries(section, body) {
			key := keyOf(section, name)
			if child(names, name) == nil {
				r.unknown(key)
				continue
			}
			r.fixed(key, value)
		}
	}
}

func (r reader) fixed(key string, n *yaml.Node) {
	var value any
	switch err := n.Decode(&value); {
	case n.Kind != yaml.ScalarNode:
		r.fail(r.origins.at(key), key, "takes a single value, not a list or a map")
	case err != nil:
		r.fail(r.origins.at(key), key, "cannot be read: %v", err)
	case value == nil:
		r.fail(r.origins.at(key), key, "has no value; give one or remove the line")
	default:
		r.put(key, value)
	}
}

func (r reader) allFilters(key string, body *yaml.Node) {
	for filter, settings := range r.entries(key, body) {
		if r.filters[filter] == nil {
			r.filters[filter] = map[string]any{}
		}
		for setting, value := range r.entries(keyOf(key, filter), settings) {
			r.filterSetting(filter, setting, value)
		}
	}
}

// filterSetting replaces a setting whose form is known to its filter alone.
func (r reader) filterSetting(filter, setting string, n *yaml.Node) {
	key := keyOf("filters", filter, setting)
	before := len(r.errs)
	r.parts(key, n)
	if len(r.errs) > before {
		return
	}
	var value any
	if err := n.Decode(&value); err != nil {
		r.fail(r.origins.at(key), key, "cannot be read: %v", err)
		return
	}
	if value == nil {
		r.fail(r.origins.at(key), key, "has no value; give one or remove the line")
		return
	}
	if r.filters[filter] == nil {
		r.filters[filter] = map[string]any{}
	}
	r.filters[filter][setting] = value
}

// parts notes where the members of a list or map stand.
func (r reader) parts(key string, n *yaml.Node) {
	switch n.Kind {
	case yaml.MappingNode:
		for name, value := range r.entries(key, n) {
			r.parts(keyOf(key, name), value)
		}
	case yaml.SequenceNode:
		for i, value := range n.Content {
			at := keyOf(key, strconv.Itoa(i))
			r.origins.replace(at, r.place(value))
			r.parts(at, value)
		}
	case yaml.AliasNode:
		r.fail(r.place(n), key, "is a YAML alias; write the value itself")
	}
}

// entries yields what a mapping holds, after noting where it stands. Null, such
// as a section whose lines are all comments, holds nothing.
func (r reader) entries(key string, n *yaml.Node) iter.Seq2[string, *yaml.Node] {
	return func(yield func(string, *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode && n.Tag != "!!null" {
			r.fail(r.place(n), key, "must hold settings, each a line with its name, a colon and its value")
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			name, value := n.Content[i], n.Content[i+1]
			if r.sound(key, n.Content[:i], name) && !yield(name.Value, value) {
				return
			}
		}
	}
}

// sound reports whether name can be the next key of the mapping at key, after
// the nodes before, and notes where it stands.
func (r reader) sound(key string, before []*yaml.Node, name *yaml.Node) bool {
	at := below(key, name.Value)
	if name.Kind != yaml.ScalarNode || name.Tag != "!!str" {
		r.fail(r.place(name), at, "is not a plain name; put it in quotes")
		return false
	}
	for i := 0; i < len(before); i += 2 {
		if before[i].Value == name.Value {
			r.fail(r.place(name), at, "is set a second time, first at %s", r.place(before[i]))
			return false
		}
	}
	r.origins.replace(at, r.place(name))
	return true
}
