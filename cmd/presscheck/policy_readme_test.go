package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/policy"
)

// block is a fenced block of Markdown, with the file that the line before it
// names, as in `a/b.rego`:
var block = regexp.MustCompile("(?ms)(?:^`([^`\n]+)`:\n\n)?^```(\\w+)\n(.*?)^```$")

// TestTheExamplesOfThePolicyPage goes through policy/README.md from top to bottom,
// writes its files and runs its commands. "…" in what a command prints stands for
// anything, on a line or as a line.
func TestTheExamplesOfThePolicyPage(t *testing.T) {
	page, err := os.ReadFile("../../policy/README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	ran := map[string]int{}
	for _, m := range block.FindAllStringSubmatch(string(page), -1) {
		file, language, text := m[1], m[2], m[3]
		ran[language]++
		switch {
		case file != "":
			lay(t, file, text)
		case language == "console":
			for _, part := range strings.Split("\n"+text, "\n$ ")[1:] {
				line, shown, _ := strings.Cut(part, "\n")
				example(t, line, shown)
			}
		case language == "json":
			if err := json.Unmarshal([]byte(text), &policy.Input{}); err != nil {
				t.Errorf("the input that is shown: %v", err)
			}
		default:
			t.Errorf("a block of %s that is no file and no command:\n%s", language, text)
		}
	}
	if ran["console"] < 5 || ran["rego"] < 2 || ran["yaml"] < 1 || ran["json"] < 1 {
		t.Errorf("the page has %v", ran)
	}
}

func lay(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// example runs a line, which is of presscheck or of sed.
func example(t *testing.T, line, shown string) {
	t.Helper()
	var out bytes.Buffer
	name, rest, _ := strings.Cut(line, " ")
	switch name {
	case "presscheck":
		run(t.Context(), strings.Fields(rest), streams{nil, &out, &out}, nil)
	case "sed":
		sed := exec.Command("sh", "-c", line)
		sed.Stdout, sed.Stderr = &out, &out
		if err := sed.Run(); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	default:
		t.Errorf("%s: no such command", line)
	}
	if want := likeness(shown); !want.MatchString(out.String()) {
		t.Errorf("$ %s\nprints\n%s\nthe page shows\n%s", line, out.String(), shown)
	}
}

func likeness(shown string) *regexp.Regexp {
	var pattern strings.Builder
	pattern.WriteString(`\A`)
	for line := range strings.Lines(strings.TrimRight(shown, "\n") + "\n") {
		switch line {
		case "\n":
			pattern.WriteString(`\n?`)
		case "…\n":
			pattern.WriteString(`(?s:.*)`)
		default:
			pattern.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*"))
		}
	}
	pattern.WriteString(`\z`)
	return regexp.MustCompile(pattern.String())
}
