package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTheReadmeShowsWhatIsPrinted compares the demonstration in the README with
// what the command prints.
func TestTheReadmeShowsWhatIsPrinted(t *testing.T) {
	t.Chdir("../..")
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(readme), "== presscheck check\n")
	shown, _, _ = strings.Cut(shown, "== presscheck repair")
	var printed bytes.Buffer
	run(t.Context(), []string{"check", "examples/article.html"}, streams{nil, &printed, os.Stderr}, nil)
	if diff := cmp.Diff(shown, printed.String()); diff != "" {
		t.Errorf("README.md (-shown +printed):\n%s", diff)
	}
}
