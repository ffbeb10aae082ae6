package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/presscheck/presscheck/policy/settings"
)

// source is a policy as it was written.
type source struct {
	modules  map[string]*ast.Module // by file name
	settings settings.Settings
	revision string
}

type file struct {
	name string
	text []byte
}

// read reads the policy in fsys, with its tests or without.
func read(fsys fs.FS, tests bool) (source, error) {
	files, err := load(fsys, tests)
	if err != nil {
		return source{}, err
	}
	s := source{modules: map[string]*ast.Module{}, revision: revision(files)}
	var documents []settings.Document
	var faults []error
	for _, f := range files {
		if isData(f.name) {
			d, err := settings.Parse(f.name, f.text)
			documents, faults = append(documents, d), append(faults, err)
			continue
		}
		m, err := parse(f.name, f.text)
		s.modules[f.name] = m
		faults = append(faults, each(err))
	}
	s.settings, err = settings.Gather(documents)
	return s, errors.Join(append(faults, err)...)
}

// load returns the files with Rego or data in the order of their names.
func load(fsys fs.FS, tests bool) ([]file, error) {
	var files []file
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && hidden(base): // such as the ..data of a mounted ConfigMap
			return fs.SkipDir
		case d.IsDir() || hidden(base) || !belongs(base) || isTest(name) && !tests:
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		files = append(files, file{name, text})
		return err
	})
	return files, err
}

func hidden(base string) bool { return len(base) > 1 && base[0] == '.' }

func belongs(base string) bool {
	return isData(base) || path.Ext(base) == ".rego"
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.rego") }

func isData(name string) bool { return settings.IsFile(path.Base(name)) }

func revision(files []file) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%q %d\n%s", f.name, len(f.text), f.text)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
