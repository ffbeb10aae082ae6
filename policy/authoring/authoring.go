// Package authoring helps people write policies: it lays down a new rule with
// its test, formats Rego, and writes the rule book. Policies come as files from
// the folder that an author works in; nothing here runs in the service.
package authoring

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"text/template"

	"github.com/open-policy-agent/opa/v1/format"
)

//go:embed templates
var templates embed.FS

var ruleName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// ErrExists says that there is such a rule already.
var ErrExists = errors.New("there is such a rule already")

// Scaffold returns the files to be written for a new rule in the policy fsys, by
// name: the rule, which objects to confident findings of one kind of a filter,
// its test, and data.yaml with its threshold. Names are of lower-case letters,
// digits and underscores. The rule has no mode yet, so it starts in shadow.
func Scaffold(fsys fs.FS, rule, filter, kind string) (map[string][]byte, error) {
	if !ruleName.MatchString(rule) || strings.HasSuffix(rule, "_test") {
		return nil, fmt.Errorf("%q is no name for a rule: use lower-case letters, digits and _, as in link_blocks", rule)
	}
	if _, err := fs.Stat(fsys, rule); err == nil {
		return nil, fmt.Errorf("%s: %w", rule, ErrExists)
	}
	data, err := withThreshold(fsys, rule)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{"data.yaml": data}
	title := strings.ToUpper(rule[:1]) + strings.ReplaceAll(rule[1:], "_", " ")
	words := map[string]string{"Rule": rule, "Title": title, "Filter": filter, "Kind": kind}
	for from, to := range map[string]string{"rule.rego": rule + ".rego", "rule_test.rego": rule + "_test.rego"} {
		if files[path.Join(rule, to)], err = fill(from, words); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func fill(name string, words map[string]string) ([]byte, error) {
	t, err := template.ParseFS(templates, "templates/"+name)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, words); err != nil {
		return nil, err
	}
	return format.Source(name, out.Bytes())
}

var thresholds = regexp.MustCompile(`(?m)^thresholds:[ \t]*(\{\}[ \t]*)?(#.*)?$`)

// withThreshold is data.yaml with one threshold more. It is text that changes,
// not YAML, because the comments are the reasons for the numbers.
func withThreshold(fsys fs.FS, rule string) ([]byte, error) {
	text, err := fs.ReadFile(fsys, "data.yaml")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	entry := "  " + rule + ":\n    # From here on a finding counts. Say what was measured.\n    confident: 0.9\n"
	at := thresholds.FindIndex(text)
	if at == nil {
		return append(text, "\nthresholds:\n"+entry...), nil
	}
	rest := strings.TrimPrefix(string(text[at[1]:]), "\n")
	return []byte(string(text[:at[0]]) + "thresholds:\n" + entry + "\n" + rest), nil
}

// Format returns the files of the policy in fsys that are not as opa fmt would
// write them, by name, as they should be. Hidden files are left alone.
func Format(fsys fs.FS) (map[string][]byte, error) {
	changed := map[string][]byte{}
	var faults []error
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(path.Base(name), ".") && name != "."
		switch {
		case err != nil:
			return err
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden || path.Ext(name) != ".rego":
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		want, err := format.Source(name, text)
		if err != nil {
			faults = append(faults, err)
		} else if !bytes.Equal(text, want) {
			changed[name] = want
		}
		return nil
	})
	return changed, errors.Join(append(faults, err)...)
}
