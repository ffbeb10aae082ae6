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
	"github.com/open-policy-agent/opa/v1/util"
	"go.yaml.in/yaml/v3"
)

const dataFile = "data.yaml"

// source is a policy as it was written.
type source struct {
	modules  map[string]*ast.Module // by file name
	data     map[string]any
	revision string
}

type file struct {
	name string
	text []byte
}

func read(fsys fs.FS) (source, error) {
	files, err := load(fsys)
	if err != nil {
		return source{}, err
	}
	s := source{modules: map[string]*ast.Module{}, data: map[string]any{}, revision: revision(files)}
	var faults []error
	for _, f := range files {
		faults = append(faults, s.add(f))
	}
	return s, errors.Join(faults...)
}

// load returns what a policy is made of, in the order of the names.
func load(fsys fs.FS) ([]file, error) {
	var files []file
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && hidden(base): // such as the ..data of a mounted ConfigMap
			return fs.SkipDir
		case d.IsDir() || hidden(base) || !belongs(base):
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
	return base == dataFile || strings.HasSuffix(base, ".rego") && !strings.HasSuffix(base, "_test.rego")
}

func revision(files []file) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%q %d\n%s", f.name, len(f.text), f.text)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

func (s *source) add(f file) error {
	switch {
	case f.name == dataFile:
		return s.addData(f)
	case path.Base(f.name) == dataFile:
		return fmt.Errorf("%s: data stands in %s beside verdict.rego", f.name, dataFile)
	}
	m, err := parse(f.name, f.text)
	s.modules[f.name] = m
	return err
}

// addData makes plain JSON of the YAML, which may hold more: dates, numbers that
// are none, keys that are no strings.
func (s *source) addData(f file) error {
	if err := yaml.Unmarshal(f.text, &s.data); err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	var tree any = s.data
	if err := util.RoundTrip(&tree); err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	if _, taken := s.data["presscheck"]; taken {
		return fmt.Errorf("%s: data.presscheck belongs to the rules", f.name)
	}
	s.data, _ = tree.(map[string]any)
	return nil
}
