package eval

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"mime"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/policy"
)

// Record is from, except that Cases also writes each case that it yields to a
// file below folder and its label to labels.jsonl, so that folder becomes a
// Corpus of the same cases. The folder must be empty or not exist. A case that
// could not be written has Err.
func Record(from Source, folder string) (Source, error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if len(entries) > 0 {
		return nil, fmt.Errorf("%s is not empty; name a new folder, so that nothing is mixed or overwritten", folder)
	}
	return &recording{from, folder}, nil
}

type recording struct {
	Source
	folder string
}

// Cases writes as it goes. What a run that was broken off leaves behind is a
// whole corpus, too.
func (r *recording) Cases(ctx context.Context) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		file, err := r.create(labelsName)
		if err != nil {
			yield(Case{Name: labelsName, Err: err})
			return
		}
		wanted := true
		for c := range r.Source.Cases(ctx) {
			if c.Err == nil {
				c.Err = r.write(file, c)
			}
			if wanted = yield(c); !wanted {
				break
			}
		}
		if err := file.Close(); err != nil && wanted {
			yield(Case{Name: labelsName, Err: err})
		}
	}
}

func (r *recording) create(name string) (*os.File, error) {
	name = filepath.Join(r.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, err
	}
	return os.Create(name)
}

func (r *recording) write(labels *os.File, c Case) error {
	file, err := r.create(c.Name)
	if err != nil {
		return err
	}
	_, err = file.Write(c.Content)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	line, err := json.Marshal(labelOf(c), json.Deterministic(true))
	if err != nil {
		return fmt.Errorf("write the label of %s: %w", c.Name, err)
	}
	_, err = labels.Write(append(line, '\n'))
	return err
}

func labelOf(c Case) label {
	_, parameters, _ := mime.ParseMediaType(c.ContentType)
	l := label{File: c.Name, Language: c.Language, URL: c.URL, Charset: parameters["charset"], Fault: c.Fault}
	if c.Expected != policy.Review || len(c.Wanted) == 0 {
		l.Verdict = &c.Expected
	}
	for _, w := range c.Wanted {
		l.Findings = append(l.Findings, damage{Kinds: w.Kinds, Spans: w.Spans})
	}
	return l
}
