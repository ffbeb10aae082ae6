package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A progress shows how far a long check has come, on a terminal only. A nil
// progress shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// newCheckProgress counts what is to be done in paths. Fewer than fewArticles
// are not worth a bar.
func newCheckProgress(w io.Writer, paths []string) *progress {
	const fewArticles = 20
	if !isTerminal(w) {
		return nil
	}
	total := 0
	for _, path := range paths {
		total += articlesIn(path)
	}
	if total < fewArticles {
		return nil
	}
	return newProgress(w, "checking", total)
}

// newProgress is a bar over total articles.
func newProgress(w io.Writer, doing string, total int) *progress {
	if !isTerminal(w) {
		return nil
	}
	return &progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(doing),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(),
	)}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// articlesIn counts the articles of a file or folder. An archive counts as one.
func articlesIn(path string) int {
	n := 0
	filepath.WalkDir(path, func(p string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && (p == path || isArticle(p)) {
			n++
		}
		return nil
	})
	return n
}

// clear makes room for a line of output; add shows the bar again.
func (p *progress) clear() {
	if p != nil {
		p.bar.Clear()
	}
}

func (p *progress) add() {
	if p != nil {
		p.bar.Add(1)
	}
}

// to says that n are done.
func (p *progress) to(n int) {
	if p != nil {
		p.bar.Set(n)
	}
}

func (p *progress) finish() {
	if p != nil {
		p.bar.Finish()
	}
}
