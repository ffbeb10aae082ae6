package eval

import (
	"context"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"
)

// Cases reads one article after another: the files in the order of their
// names, then the texts in labels.jsonl. What cannot be read is a case with Err.
func (c *Corpus) Cases(ctx context.Context) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for _, name := range c.files {
			if ctx.Err() != nil || !yield(c.file(name)) {
				return
			}
		}
		if c.texts == 0 {
			return
		}
		for l, err := range c.stored() {
			if err == nil && l.Text == nil {
				continue
			}
			if ctx.Err() != nil || !yield(textCase(l, err)) {
				return
			}
		}
	}
}

func (c *Corpus) file(name string) Case {
	l := c.labels[name]
	k := l.newCase(name)
	k.ContentType = contentType(name, l.Charset)
	k.Content, k.Err = c.read(name)
	if k.Err == nil && k.Fault != nil && k.Fault.Lossless && k.Fault.Original != "" {
		k.original.contentType = contentType(k.Fault.Original, c.labels[k.Fault.Original].Charset)
		k.original.content, k.Err = c.read(k.Fault.Original)
	}
	return k
}

func (c *Corpus) read(name string) ([]byte, error) {
	f, err := c.folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, longest))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return content, nil
}

func textCase(l label, err error) Case {
	if err != nil {
		return Case{Name: labelsName, Err: err}
	}
	k := l.newCase(l.origin())
	k.Content, k.ContentType = []byte(*l.Text), contentType(".txt", "utf-8")
	return k
}

func (l *label) newCase(name string) Case {
	k := Case{Name: name, Language: l.Language, URL: l.URL, Expected: l.expected(), Wanted: l.wanted(), Fault: l.Fault, origin: name}
	if l.line > 0 {
		k.origin = l.origin()
	}
	return k
}

func contentType(name, charset string) string {
	media := "text/html"
	if strings.EqualFold(path.Ext(name), ".txt") {
		media = "text/plain"
	}
	if charset != "" {
		media += "; charset=" + charset
	}
	return media
}
