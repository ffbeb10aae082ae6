package filtertest

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// An input is an article as somebody submits it.
type input struct {
	name    string
	raw     []byte
	options article.Options
}

// patient keeps a busy machine from refusing what is no trouble.
var patient = article.Limits{Budget: time.Minute}

func newInput(name string, raw []byte) input {
	in := input{name: name, raw: raw, options: article.Options{Plain: path.Ext(name) == ".txt", Limits: patient}}
	in.setCharset("utf-8")
	return in
}

func (in *input) setCharset(name string) {
	in.options.ContentType = "text/html; charset=" + name
}

// read parses the article anew. One that is refused is a Document as well.
func (in input) read() *article.Document {
	doc, _ := article.Read(in.raw, in.options) // an error is in the document as well
	return doc
}

// with is the same submission with another article, as UTF-8.
func (in input) with(source string) input {
	in.raw = []byte(source)
	in.setCharset("utf-8")
	return in
}

// A fixture is an input and what a filter is expected to make of it.
type fixture struct {
	input    input
	findings []string
	repaired *string // nil: not checked

	path    string
	archive *txtar.Archive
}

func readFixture(file string) (*fixture, error) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	x := &fixture{path: file, archive: archive}
	if len(bytes.TrimSpace(archive.Comment)) == 0 {
		return nil, fmt.Errorf("%s: the first line must say what the fixture shows", file)
	}
	var meta []byte
	hasFindings := false
	for _, f := range archive.Files {
		switch f.Name {
		case "article.html", "article.txt":
			x.input = newInput(f.Name, f.Data)
		case "meta":
			meta = f.Data
		case "findings":
			hasFindings = true
			x.findings = lines(f.Data)
		case "repaired.html", "repaired.txt":
			repaired := string(f.Data)
			x.repaired = &repaired
		default:
			return nil, fmt.Errorf("%s: what is %q?", file, f.Name)
		}
	}
	if x.input.name == "" || !hasFindings && !*update {
		return nil, fmt.Errorf("%s: want article.html or article.txt, and findings", file)
	}
	return x, x.setMeta(meta)
}

func (x *fixture) setMeta(meta []byte) error {
	for _, line := range lines(meta) {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		o := &x.input.options
		var err error
		switch key {
		case "url":
			o.URL = value
		case "title":
			o.Title = value
		case "charset":
			x.input.setCharset(value)
		case "max_bytes":
			o.Limits.Bytes, err = strconv.Atoi(value)
		default:
			err = fmt.Errorf("unknown key %q", key)
		}
		if err != nil {
			return fmt.Errorf("%s: meta: %w", x.path, err)
		}
	}
	return nil
}

// rewrite stores new expectations in the file. The repaired article is kept
// only if there is something to repair.
func (x *fixture) rewrite(findings []string, repaired string, hasFix bool) error {
	kept := x.archive.Files[:0]
	for _, f := range x.archive.Files {
		if f.Name == "meta" || strings.HasPrefix(f.Name, "article.") {
			kept = append(kept, f)
		}
	}
	kept = append(kept, txtar.File{Name: "findings", Data: []byte(strings.Join(append(findings, ""), "\n"))})
	if hasFix {
		name := "repaired" + path.Ext(x.input.name)
		kept = append(kept, txtar.File{Name: name, Data: []byte(repaired)})
	}
	x.archive.Files = kept
	return os.WriteFile(x.path, txtar.Format(x.archive), 0o644)
}

func lines(data []byte) []string {
	var all []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			all = append(all, line)
		}
	}
	return all
}

func notation(doc *article.Document, found []filters.Finding) []string {
	var all []string
	for _, f := range found {
		all = append(all, filters.Evidence(doc, f))
	}
	return all
}
