// Package suite is the list of filters that presscheck runs, in the order in
// which a reader should meet their findings.
package suite

import (
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/escapes"
	"github.com/presscheck/presscheck/filters/gloss"
	"github.com/presscheck/presscheck/filters/hiddentext"
	"github.com/presscheck/presscheck/filters/homoglyph"
	"github.com/presscheck/presscheck/filters/invisible"
	"github.com/presscheck/presscheck/filters/linkblock"
	"github.com/presscheck/presscheck/filters/mojibake"
	"github.com/presscheck/presscheck/filters/structure"
	"github.com/presscheck/presscheck/filters/toolcall"
	"github.com/presscheck/presscheck/filters/variant"
)

// Filters returns every filter with its default settings, each a new value.
func Filters() []filters.Filter {
	return []filters.Filter{
		structure.New(), // first: whether the others could see all there is
		gloss.New(),
		linkblock.New(),
		hiddentext.New(),
		toolcall.New(),
		variant.New(), // evidence for rules; weak alone
		escapes.New(),
		invisible.New(),
		homoglyph.New(),
		mojibake.New(),
	}
}

// Kinds returns the kinds of each filter of list, by name.
func Kinds(list []filters.Filter) map[string][]string {
	kinds := map[string][]string{}
	for _, f := range list {
		info := f.Info()
		kinds[info.Name] = info.Kinds
	}
	return kinds
}
