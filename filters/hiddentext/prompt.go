package hiddentext

import (
	_ "embed"
	"strings"
	"sync"

	ahocorasick "github.com/BobuSumisu/aho-corasick"
)

//go:embed prompts.txt
var promptFile string

// prompts finds the phrases of prompts.txt.
var prompts = sync.OnceValue(func() *ahocorasick.Trie {
	var all []string
	for line := range strings.Lines(promptFile) {
		if _, list, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && line[0] != '#' {
			all = append(all, strings.Split(list, ", ")...)
		}
	}
	return ahocorasick.NewTrieBuilder().AddStrings(all).Build()
})

// isPrompt reports whether text gives orders to a language model.
func isPrompt(text string) bool {
	text = strings.Join(strings.Fields(strings.ToLower(text)), " ")
	return prompts().MatchFirstString(text) != nil
}
