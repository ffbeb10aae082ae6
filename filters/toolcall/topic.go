package toolcall

import (
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// workings are words, in lower case, that an article on how language models
// work is full of, and one that merely tells of them hardly has.
var workings = []string{
	"tokenizer", "tokeniser", "special token", "system prompt", "prompt injection", "chat template", "chatml",
	"tool call", "tool-call", "tool use", "tool-use", "function call", "function-call", " llm", "language model",
	"sprachmodell", "modèles de langage", "modèle de langage", "modelos de lenguaje", "modelo de lenguaje",
	"modelos de linguagem", "modelo de linguagem", "языковых модел", "языковая модел", "языковой модел", "языковые модел",
	"大语言模型", "大語言模型", "言語モデル", "函数调用", "函數調用", "工具调用", "工具調用", "提示词", "提示詞",
}

// enoughMentions is how many of those words an article must have at least.
const enoughMentions = 3

// isOnModels reports whether the article speaks of how language models work.
func (f *Filter) isOnModels(blocks []article.Block) bool {
	words, mentions := 0, 0
	for _, b := range blocks {
		words += 1 + strings.Count(b.Data, " ") + (len(b.Data)-utf8.RuneCountInString(b.Data))/4
		lower := strings.ToLower(b.Data)
		for _, word := range workings {
			mentions += strings.Count(lower, word)
		}
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
