package plausible

import (
	"slices"
	"strings"
	"sync"
)

// $CLDR is the folder in which npm pack cldr-misc-full@48.2.0 was unpacked.
//
//go:generate go run ./gen/exemplars $CLDR letters.txt exemplars.go

// alphabets are the exemplar characters beyond ASCII, in lower case, of the
// Latin languages of letters.txt.
var alphabets = sync.OnceValue(func() map[string][2][]rune {
	all := map[string][2][]rune{}
	for line := range strings.Lines(exemplars) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		all[f[0]] = [2][]rune{[]rune(f[1]), []rune(f[2])}
	}
	return all
})

// Marked are the letters beyond ASCII, in lower case and in order, with which the
// article's likeliest Latin languages spell their own words.
func (h *Home) Marked() []rune { return h.exemplars(0) }

// Borrowed are those that they spell foreign words and names with, too.
func (h *Home) Borrowed() []rune { return h.exemplars(1) }

func (h *Home) exemplars(which int) []rune {
	var all []rune
	for _, l := range h.own[latin] {
		all = append(all, alphabets()[l.name][which]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Speaks reports whether the article may be in a language (BCP 47).
func (h *Home) Speaks(language string) bool {
	for _, list := range h.own {
		if slices.ContainsFunc(list, func(l *tongue) bool { return l.name == language }) {
			return true
		}
	}
	return false
}
