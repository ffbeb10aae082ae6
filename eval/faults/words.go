package faults

import (
	"embed"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/presscheck/presscheck/article"
)

//go:embed data
var data embed.FS

// trades are the trades that pay for injected links, as data/words has them.
func trades() []string {
	return []string{"medicine", "casino", "loan", "essay", "replica", "escort", "lottery", "adult"}
}

// A vocabulary is what is put into pages in one language.
type vocabulary struct {
	language  string              // BCP 47
	phrases   map[string][]string // by trade
	sentences []string            // with {} for one link
	prose     []string            // paragraphs of advertising
}

// vocabularies are those of data/words, in the order of their languages.
var vocabularies = sync.OnceValue(func() []vocabulary {
	names, _ := data.ReadDir("data/words") // embedded: reading cannot fail
	var all []vocabulary
	for _, name := range names {
		v := vocabulary{language: strings.TrimSuffix(name.Name(), ".txt"), phrases: map[string][]string{}}
		for _, line := range dataLines(path.Join("words", name.Name())) {
			v.add(line)
		}
		all = append(all, v)
	}
	return all
})

func (v *vocabulary) add(line string) {
	switch key, value, _ := strings.Cut(line, ": "); key {
	case "sentence":
		v.sentences = append(v.sentences, value)
	case "prose":
		v.prose = append(v.prose, value)
	default:
		v.phrases[key] = append(v.phrases[key], strings.Split(value, "; ")...)
	}
}

// dataLines are the lines of an embedded file without comments.
func dataLines(name string) []string {
	content, _ := data.ReadFile("data/" + name) // embedded: reading cannot fail
	var kept []string
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			kept = append(kept, line)
		}
	}
	return kept
}

// dataWords are the words of an embedded file.
func dataWords(name string) []string { return strings.Fields(strings.Join(dataLines(name), " ")) }

// languages are those that there are words in.
func languages() []string {
	var all []string
	for _, v := range vocabularies() {
		all = append(all, v.language)
	}
	return all
}

// inLanguage is the vocabulary of that language, which there must be.
func inLanguage(language string) vocabulary {
	all := vocabularies()
	return all[slices.IndexFunc(all, func(v vocabulary) bool { return v.language == language })]
}

// choose draws the language of an injected text: once in three times that of
// the page, else any.
func choose(r *rand.Rand, page *article.Document) vocabulary {
	own, _ := page.Root.Find("html[lang]").First().Attr("lang")
	own, _, _ = strings.Cut(strings.ToLower(own), "-")
	if chance(r, 3) && own != "zh" && slices.Contains(languages(), own) {
		return inLanguage(own)
	}
	return pick(r, vocabularies())
}

// anchors draws n phrases: of one trade if it has that many, else of several.
// A long list repeats some, as real ones do.
func (v *vocabulary) anchors(r *rand.Rand, n int) []string {
	var drawn []string
	for len(drawn) < n {
		trade := v.phrases[pick(r, trades())]
		drawn = append(drawn, sample(r, trade, n-len(drawn))...)
	}
	return drawn
}
