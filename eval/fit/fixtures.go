package main

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/policy"
)

// fixtureCount is how often each fixture of a filter counts: somebody wrote it
// because the filter must get it right, and real pages are many.
const fixtureCount = 10

// gatherFixtures adds the candidates of a filter's own fixtures.
func (m measurer) gatherFixtures(ctx context.Context, folder fs.FS, s *sample) error {
	names, err := fs.Glob(folder, "*.txtar")
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		c, err := fixtureCase(name, txtar.Parse(data))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for range fixtureCount {
			if err := m.look(ctx, c, c.URL, s); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

// fixtureCase reads the parts article.html or article.txt, meta and findings.
func fixtureCase(name string, archive *txtar.Archive) (eval.Case, error) {
	c := eval.Case{Name: name, Expected: policy.Publish}
	findings := ""
	for _, part := range archive.Files {
		switch {
		case strings.HasPrefix(part.Name, "article."):
			c.Content, c.ContentType = part.Data, "text/"+strings.NewReplacer("txt", "plain").Replace(path.Ext(part.Name)[1:])+"; charset=utf-8"
		case part.Name == "meta":
			_, rest, _ := strings.Cut("\n"+string(part.Data), "\nurl: ")
			c.URL, _, _ = strings.Cut(rest, "\n")
		case part.Name == "findings":
			findings = string(part.Data)
		}
	}
	for line := range strings.Lines(findings) {
		span, err := placeOf(string(c.Content), line)
		if err != nil {
			return c, err
		}
		c.Expected = policy.Review
		c.Wanted = append(c.Wanted, eval.Wanted{Spans: []article.Span{span}})
	}
	return c, nil
}

// placeOf reads the place with which a line of evidence begins: 5:1-5:98.
func placeOf(source, line string) (article.Span, error) {
	var from, to struct{ line, column int }
	if _, err := fmt.Sscanf(line, "%d:%d-%d:%d", &from.line, &from.column, &to.line, &to.column); err != nil {
		return article.Span{}, fmt.Errorf("finding %q has no place: %w", line, err)
	}
	return article.Span{Start: offsetOf(source, from.line, from.column), End: offsetOf(source, to.line, to.column)}, nil
}

// offsetOf is the offset of a line and a column of bytes, both from 1.
func offsetOf(source string, line, column int) int {
	offset := 0
	for range line - 1 {
		offset += strings.IndexByte(source[offset:], '\n') + 1
	}
	return offset + column - 1
}
