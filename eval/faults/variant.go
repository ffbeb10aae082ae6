package faults

import (
	"strconv"
	"strings"
)

// An option is one thing that a variant says: "size=4".
type option struct{ key, value string }

// A variant is a parsed name of one.
type variant []option

func parseVariant(name string) variant {
	var v variant
	for _, field := range strings.Fields(name) {
		key, value, _ := strings.Cut(field, "=")
		v = append(v, option{key, value})
	}
	return v
}

// get is what v says of key, "" if it says nothing.
func (v variant) get(key string) string {
	for _, o := range v {
		if o.key == key {
			return o.value
		}
	}
	return ""
}

// number is get for a key that has a whole number, 0 if it has none.
func (v variant) number(key string) int {
	n, _ := strconv.Atoi(v.get(key))
	return n
}

// An axis is one thing in which variants differ.
type axis struct {
	key    string
	values []string
}

func values(key string, list ...string) axis { return axis{key, list} }

// cross is every combination of a value of each axis.
func cross(axes ...axis) []string {
	combined := []string{""}
	for _, a := range axes {
		var longer []string
		for _, start := range combined {
			for _, value := range a.values {
				longer = append(longer, strings.TrimSpace(start+" "+a.key+"="+value))
			}
		}
		combined = longer
	}
	return combined
}
