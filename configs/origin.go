package configs

import "strings"

// delimiter joins the parts of a path to a key. It is not the dot, because
// dots occur in names, such as those of domains.
const delimiter = "::"

func keyOf(path ...string) string { return strings.Join(path, delimiter) }

// below is the key of name inside the section, list or map at key.
func below(key, name string) string {
	if key == "" {
		return name
	}
	return keyOf(key, name)
}

func pathOf(key string) []string { return strings.Split(key, delimiter) }

// dotted shows a key to people.
func dotted(key string) string { return strings.ReplaceAll(key, delimiter, ".") }

const fromDefault = "default"

// origins says by key where the winning value stands. Sections and the parts
// of lists and maps have keys too.
type origins map[string]string

// Where says what gave the value at path its value: a place in the file such as
// "presscheck.yaml:14", "environment PRESSCHECK_LOG_LEVEL", "flag --log-level",
// or "default", which is also the answer for what does not exist. The path is
// that of the file, for example ("filters", "gloss", "min_readings"); it may end
// at a section, or go on into a list ("0", "1", …) or a map.
func (c *Config) Where(path ...string) string {
	return c.origins.at(keyOf(path...))
}

func (o origins) at(key string) string {
	if place, ok := o[key]; ok {
		return place
	}
	return fromDefault
}

// replace notes that the value of key, with all its parts, now comes from
// place. Sections around it that stand nowhere yet come from there as well.
func (o origins) replace(key, place string) {
	for k := range o {
		if strings.HasPrefix(k, key+delimiter) {
			delete(o, k)
		}
	}
	o[key] = place
	path := pathOf(key)
	for i := range path[1:] {
		around := keyOf(path[:i+1]...)
		if _, ok := o[around]; !ok {
			o[around] = place
		}
	}
}
