package eval

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"strings"

	"github.com/go-json-experiment/json"
)

// indexName is the file that may say the language and address of articles
// without a label.
const indexName = "index.jsonl"

// longest bounds what is read of one article. Whatever the parser's limit, an
// article of that size is refused.
const longest = 64 << 20

// A Corpus is a folder of articles (.html, .htm, .xhtml, .txt, in subfolders
// too) with labels.jsonl beside them. An article without a label must be
// published. It is safe for many goroutines at once.
type Corpus struct {
	folder fs.FS
	files  []string // in the order of their names
	texts  int      // that stand in labels.jsonl
	labels map[string]label
}

// Open reads the labels of a corpus, all but the texts among them, and lists
// its articles. An error in a label names its line and what to write instead.
// A folder without any article is an error; one without labels is not.
func Open(folder fs.FS) (*Corpus, error) {
	c := &Corpus{folder: folder, labels: map[string]label{}}
	for _, step := range []func() error{c.readIndex, c.readLabels, c.list} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	if c.Len() == 0 {
		return nil, fmt.Errorf("no article found: .html, .htm, .xhtml and .txt files are looked for, and texts in %s", labelsName)
	}
	return c, nil
}

// readIndex takes lang and url of each file; whatever else an index may hold
// is not looked at.
func (c *Corpus) readIndex() error {
	f, err := c.folder.Open(indexName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	for l, err := range lines(f) {
		if err != nil {
			return fmt.Errorf("read %s: %w", indexName, err)
		}
		var entry struct {
			File     string `json:"file"`
			Language string `json:"lang"`
			URL      string `json:"url"`
		}
		if err := json.Unmarshal(l.text, &entry); err != nil || entry.File == "" {
			return fmt.Errorf(`%s:%d: want an object with at least "file", got %.60q`, indexName, l.number, l.text)
		}
		c.labels[path.Clean(entry.File)] = label{File: entry.File, Language: entry.Language, URL: entry.URL}
	}
	return nil
}

func (c *Corpus) readLabels() error {
	for l, err := range c.stored() {
		if err != nil {
			return err
		}
		if l.Text != nil {
			c.texts++
			continue
		}
		name := path.Clean(l.File)
		known, indexed := c.labels[name]
		if indexed && known.line > 0 {
			return fmt.Errorf("%s: %s has a label in line %d already; make one of the two", l.origin(), l.File, known.line)
		}
		if _, err := fs.Stat(c.folder, name); err != nil {
			return fmt.Errorf("%s: there is no article %s beside the labels; names are relative to the corpus", l.origin(), l.File)
		}
		c.labels[name] = l.orElse(known)
	}
	return nil
}

// stored are the lines of labels.jsonl, none if there is no such file.
func (c *Corpus) stored() iter.Seq2[label, error] {
	return func(yield func(label, error) bool) {
		f, err := c.folder.Open(labelsName)
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err != nil {
			yield(label{}, err)
			return
		}
		defer f.Close()
		for l, err := range labels(f) {
			if !yield(l, err) {
				return
			}
		}
	}
}

// orElse takes from the index what the label leaves open.
func (l label) orElse(index label) label {
	if l.Language == "" {
		l.Language = index.Language
	}
	if l.URL == "" {
		l.URL = index.URL
	}
	return l
}

// list finds the articles: those that look like one, and whatever has a label.
func (c *Corpus) list() error {
	return fs.WalkDir(c.folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if isArticle(name) || c.labels[name].line > 0 {
			c.files = append(c.files, name)
		}
		return nil
	})
}

func isArticle(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml", ".txt":
		return !strings.HasPrefix(path.Base(name), ".")
	}
	return false
}

// Len is the number of articles.
func (c *Corpus) Len() int { return len(c.files) + c.texts }
