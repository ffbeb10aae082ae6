// Command gen writes letters.txt, the letter statistics of package plausible:
// from the names of languages, scripts and regions in the Unicode CLDR, release
// 32, as golang.org/x/text v0.43.0 carries them, and from samples.txt, which was
// written for this purpose.
//
//	gen samples.txt letters.txt
package main

import (
	"bytes"
	"cmp"
	"fmt"
	"log"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
)

// languages are those that the code pages of the filters were made for, and
// others in Latin letters that must not be taken for damage.
const languages = "en fr es pt it de nl sv da nb fi et is pl cs sk sl hr hu ro tr az lt lv sq vi ca eu gl cy ga mt id sw af " +
	"ru uk be bg sr mk kk ky mn el ar fa ur he th ka hy"

// sampleWeight is how often a word of the samples counts: names lack the small
// words that prose is made of.
const sampleWeight = 3

// levels and step: costs are stored as the number of steps, in nats.
const (
	levels     = 12
	step       = 0.75
	maxBigrams = 480
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: gen samples.txt letters.txt")
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal("gen: ", err)
	}
}

func run(samples, out string) error {
	raw, err := os.ReadFile(samples)
	if err != nil {
		return fmt.Errorf("read samples: %w", err)
	}
	prose := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		prose[name] = text
	}
	var b bytes.Buffer
	for _, name := range strings.Fields(languages) {
		c := counts{letters: map[rune]int{}, pairs: map[[2]rune]int{}, prose: map[[2]rune]bool{}}
		for _, word := range names(language.MustParse(name)) {
			c.add(word, 1)
		}
		c.add(prose[name], sampleWeight)
		c.write(&b, name)
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// names lists what CLDR calls languages, scripts and regions in one language.
func names(in language.Tag) []string {
	var all []string
	l, s, r := display.Languages(in), display.Scripts(in), display.Regions(in)
	for _, t := range display.Values.Tags() {
		base, script, region := t.Raw()
		all = append(all, l.Name(base))
		if script.String() != "Zzzz" {
			all = append(all, s.Name(script))
		}
		if region.String() != "ZZ" {
			all = append(all, r.Name(region))
		}
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if t, err := language.ParseRegion(string([]rune{a, b})); err == nil && t.IsCountry() {
				all = append(all, r.Name(t))
			}
			if t, err := language.ParseBase(strings.ToLower(string([]rune{a, b}))); err == nil {
				all = append(all, l.Name(t))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

type counts struct {
	letters map[rune]int
	pairs   map[[2]rune]int
	prose   map[[2]rune]bool // pairs that are in the samples
}

// add counts the letters of each word and their pairs, "_" for its ends.
func (c *counts) add(text string, weight int) {
	last := '_'
	for _, r := range norm.NFC.String(text) + " " {
		if unicode.In(r, unicode.L, unicode.M) {
			r = unicode.ToLower(r)
		} else {
			r = '_'
		}
		if last != '_' || r != '_' {
			c.letters[r] += weight
			c.pairs[[2]rune{last, r}] += weight
			if weight > 1 {
				c.prose[[2]rune{last, r}] = true
			}
		}
		last = r
	}
}

// write puts the costs of single letters and of pairs on two lines, as groups
// of equal cost, the cheapest first. Letters seen once are left out.
func (c *counts) write(b *bytes.Buffer, name string) {
	total, after := 0, map[rune]int{}
	for _, r := range slices.Collect(maps.Keys(c.letters)) {
		if c.letters[r] < 2 {
			delete(c.letters, r)
			continue
		}
		total += c.letters[r]
	}
	for p, n := range c.pairs {
		after[p[0]] += n
	}
	var singles, pairs [levels][]string
	for _, r := range slices.Sorted(maps.Keys(c.letters)) {
		k := level(c.letters[r], total)
		singles[k] = append(singles[k], string(r))
	}
	for _, p := range c.commonest() {
		k := level(c.pairs[p], after[p[0]])
		pairs[k] = append(pairs[k], string(p[0])+string(p[1]))
	}
	fmt.Fprintf(b, "%s %s\n%s %s\n", name, groups(singles), name, groups(pairs))
}

// commonest are the commonest pairs and all that are in the samples.
func (c *counts) commonest() [][2]rune {
	all := slices.Collect(maps.Keys(c.pairs))
	all = slices.DeleteFunc(all, func(p [2]rune) bool { return c.letters[p[0]] == 0 || c.letters[p[1]] == 0 })
	slices.SortFunc(all, func(a, b [2]rune) int {
		return cmp.Or(c.pairs[b]-c.pairs[a], int(a[0]-b[0]), int(a[1]-b[1]))
	})
	kept := all[:min(len(all), maxBigrams)]
	for _, p := range all[len(kept):] {
		if c.prose[p] {
			kept = append(kept, p)
		}
	}
	return kept
}

func level(n, of int) int {
	return min(int(math.Round(-math.Log(float64(n)/float64(of))/step)), levels-1)
}

func groups(of [levels][]string) string {
	parts := make([]string, levels)
	for i, g := range of {
		slices.Sort(g)
		parts[i] = strings.Join(g, "")
	}
	return strings.Join(parts, "|")
}
