package desk

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/presscheck/presscheck/desk/internal/marked"
	"github.com/presscheck/presscheck/review"
)

// functions are what templates may call.
func (p *pages) functions() template.FuncMap {
	return template.FuncMap{
		"asset":    asset,
		"themes":   func() []string { return []string{"", "light", "dark"} },
		"keyboard": func() []key { return keyboard },
		"pieces":   marked.Pieces,
		"stamp":    func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"date":     func(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04 UTC") },
		"moment":   func(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04:05 UTC") },
		"clock":    func(t time.Time) string { return t.UTC().Format("15:04:05 UTC") },
		"age":      func(t time.Time) string { return span(p.Store.Now().Sub(t)) },
		"words":    words,
		"percent":  func(share float64) string { return fmt.Sprintf("%.3g %%", 100*share) },
		"number":   func(f float64) string { return fmt.Sprintf("%.4g", f) },
		"bytes":    size,
		"inc":      func(i int) int { return i + 1 },
		"event":    eventWords,
	}
}

// span is how long something takes, in its largest unit.
func span(d time.Duration) string {
	for _, unit := range []struct {
		name string
		long time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"min", time.Minute}} {
		if d >= unit.long {
			return fmt.Sprintf("%d %s", d/unit.long, unit.name)
		}
	}
	return fmt.Sprintf("%d s", max(d, 0)/time.Second)
}

// words is a closed word of the program as people read it.
func words(name any) string {
	return strings.NewReplacer("-", " ", "_", " ").Replace(fmt.Sprint(name))
}

// size is a number of bytes in three digits or so.
func size(n int) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%d bytes", n)
	case n < 10_000_000:
		return fmt.Sprintf("%d KB", n/1000)
	}
	return fmt.Sprintf("%d MB", n/1_000_000)
}

// eventWords is what happened, without who and when.
func eventWords(e review.Event) string {
	d := e.Detail
	switch e.Type {
	case "held", "revised":
		return fmt.Sprintf("%s as revision %s: the machine says %s", e.Type, d["revision"], d["action"])
	case "decided":
		return decidedWords(d)
	case "escalated", "moved":
		return e.Type + " to " + d["queue"]
	case "noted":
		return "left a note"
	case "claimed":
		if d["from"] != "" {
			return "claimed, when the time of " + d["from"] + " had ended"
		}
	}
	return words(e.Type)
}

func decidedWords(d map[string]string) string {
	out := "decided to " + words(d["outcome"])
	if d["code"] != "" {
		out += ": " + words(d["code"])
	}
	if d["group"] != "" {
		out += ", with others like it"
	}
	return out
}
