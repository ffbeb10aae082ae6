package toolcall

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// workings are words that an article on how language models work is full of,
// and one that merely tells of them hardly has.
var workings = regexp.MustCompile(`(?i)\b(?:tokeni[sz]ers?|special tokens?|system prompts?|prompt injections?|chat templates?|tool[- ](?:calls?|calling|use)|function[- ](?:calls?|calling)|` +
	`LLMs?|language models?|chatml|Sprachmodelle?n?|modèles? de langage|modelos? de lenguaje|modelos? de linguagem|языков\w+ модел\w+)\b|` +
	`大[语語]言模型|言語モデル|函[数數][调調調呼]用?|工具[调調]用|提示[词詞]`)

// enoughMentions is how many of those words an article must have at least.
const enoughMentions = 3

// isOnModels reports whether the article speaks of how language models work.
func (f *Filter) isOnModels(blocks []article.Block) bool {
	words, mentions := 0, 0
	for _, b := range blocks {
		words += 1 + strings.Count(b.Data, " ") + (len(b.Data)-utf8.RuneCountInString(b.Data))/4
		mentions += len(workings.FindAllStringIndex(b.Data, -1))
	}
	return mentions >= enoughMentions && float64(mentions)*1000 > f.Topic*float64(words)
}

// quotes are the marks that set off what is spoken of, by the opening one.
var quotes = map[rune]string{'"': `"`, '“': "”“", '„': "“”", '”': "”", '«': "»", '»': "«", '‘': "’‘", '‚': "‘", '\'': "'", '`': "`", '「': "」", '『': "』", '‹': "›", '›': "‹"}

// isQuoted reports whether g, whole, stands between quotation marks.
func isQuoted(data string, g fragment) bool {
	before, _ := utf8.DecodeLastRuneInString(data[:g.start])
	after, _ := utf8.DecodeRuneInString(data[g.end:])
	return g.end < len(data) && strings.ContainsRune(quotes[before], after)
}
