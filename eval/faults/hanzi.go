package faults

import (
	"strings"
	"sync"
	"time"

	"github.com/presscheck/presscheck/article"
)

// A converter turns simplified characters into traditional ones, one by one.
type converter struct {
	to          *strings.Replacer
	traditional []rune       // what it makes
	balance     map[rune]int // 1 for what it converts, -1 for what it makes
}

var conversion = sync.OnceValue(func() converter {
	c := converter{balance: map[rune]int{}}
	var pairs []string
	for _, pair := range dataWords("traditional.txt") {
		two := []rune(pair)
		pairs = append(pairs, string(two[0]), string(two[1]))
		c.traditional = append(c.traditional, two[1])
		c.balance[two[0]]++
		c.balance[two[1]]--
	}
	c.to = strings.NewReplacer(pairs...)
	return c
})

// traditionalPage is page with its text in traditional characters: itself if
// it is written in them. ok is false unless the page is Chinese.
func traditionalPage(page *article.Document) (_ *article.Document, ok bool) {
	text := articleText(page)
	if count(text).main() != han {
		return nil, false
	}
	if !isSimplified(text) {
		return page, true
	}
	var edits []article.Edit
	for _, t := range page.Texts {
		if !isShownAsText(t) {
			continue
		}
		span := t.Span(0, len(t.Data))
		if source := page.Source[span.Start:span.End]; conversion().to.Replace(source) != source {
			edits = append(edits, article.Edit{Span: span, New: conversion().to.Replace(source)})
		}
	}
	converted, err := article.Parse(damage(page, edits).Source, article.Options{
		Plain: page.Plain, URL: page.URL, Title: page.Title,
		Limits: article.Limits{Budget: time.Minute}, // equal seeds give equal faults, however busy the machine
	})
	return converted, err == nil
}

// isSimplified reports whether text has more characters to convert than
// converted ones.
func isSimplified(text string) bool {
	balance := 0
	for _, r := range text {
		balance += conversion().balance[r]
	}
	return balance > 0
}

// isShownAsText reports whether t is text that readers may see in the body.
func isShownAsText(t article.Text) bool {
	return !enclosing(t.Node, "head", "title", "script", "style", "template", "noscript", "iframe", "textarea", "xmp", "noembed", "noframes", "plaintext")
}
