// Package written reads a policy as its authors wrote it, and compiles it against
// what a policy may use.
//
//	folder ──▶ Read: *.rego parsed, data.yaml gathered ──▶ Policy ──▶ Compile: strict, allow-list, input schema
//
// The files come from the people who write policies, by way of package source or
// from the folder that an author works in. They may be wrong in every way, and all
// that is found is named with its line; capabilities.json, the allow-list, keeps
// them from network and clock. What judges, tests and explains policies starts here.
package written

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

// A Policy is what stands in the files of a policy. It does not change after it
// is read, and many goroutines may use it. The zero Policy has no files.
type Policy struct {
	Modules  map[string]*ast.Module // as parsed, with METADATA, by file name
	Settings settings.Settings
	Revision string // a short hash of the names and contents of the files
}

type file struct {
	name string
	text []byte
}

// Read reads the policy whose root is fsys: Rego, and the settings. Tests
// (*_test.rego) and hidden files are left out. The error lists what is no Rego
// and every fault of the settings, with file and line.
func Read(fsys fs.FS) (Policy, error) { return read(fsys, false) }

// ReadWithTests is Read with the tests, which are part of the revision then.
func ReadWithTests(fsys fs.FS) (Policy, error) { return read(fsys, true) }

func read(fsys fs.FS, tests bool) (Policy, error) {
	files, err := load(fsys, tests)
	if err != nil {
		return Policy{}, err
	}
	p := Policy{Modules: map[string]*ast.Module{}, Revision: revision(files)}
	var documents []settings.Document
	var faults []error
	for _, f := range files {
		if isData(f.name) {
			d, err := settings.Parse(f.name, f.text)
			documents, faults = append(documents, d), append(faults, err)
			continue
		}
		m, err := parse(f.name, f.text)
		p.Modules[f.name] = m
		faults = append(faults, Faults(err))
	}
	p.Settings, err = settings.Gather(documents)
	return p, errors.Join(append(faults, err)...)
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
		case d.IsDir() || hidden(base) || !belongs(base) || IsTest(name) && !tests:
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

// IsTest reports whether the file of that name holds tests.
func IsTest(name string) bool { return strings.HasSuffix(name, "_test.rego") }

func isData(name string) bool { return settings.IsFile(path.Base(name)) }

func revision(files []file) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%q %d\n%s", f.name, len(f.text), f.text)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
