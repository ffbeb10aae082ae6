package policy

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/util"
	"go.yaml.in/yaml/v3"
)

// A document is one data file: what it says, and where.
type document struct {
	file  string
	at    []string // where its content stands below data: nowhere, or sites/<site>
	root  *yaml.Node
	value map[string]any // plain JSON
}

// newDocument reads YAML, of which JSON is a part. Tabs are blanks in JSON, and
// no part of its strings, but YAML does not want them as indentation.
func newDocument(f file) (document, error) {
	at, err := mount(f.name)
	if err != nil {
		return document{}, err
	}
	text := f.text
	if path.Ext(f.name) == ".json" {
		text = bytes.ReplaceAll(text, []byte("\t"), []byte(" "))
	}
	d := document{file: f.name, at: at, root: &yaml.Node{}}
	if err := yaml.Unmarshal(text, d.root); err != nil {
		return d, placed(f.name, err)
	}
	literal(d.root)
	if err := d.decode(); err != nil {
		return d, placed(f.name, err)
	}
	return d, d.check()
}

// mount is where a file stands below data, as in a bundle of OPA: by its folder.
func mount(name string) ([]string, error) {
	at := strings.Split(path.Dir(name), "/")
	switch {
	case at[0] == ".":
		return nil, nil
	case len(at) == 2 && at[0] == "sites":
		return at, nil
	}
	return nil, fmt.Errorf("%s: data stands in data.yaml beside verdict.rego, or in sites/<site>/data.yaml", name)
}

// literal makes strings of dates, which JSON does not have, and of all keys.
func literal(n *yaml.Node) {
	if n.Tag == "!!timestamp" {
		n.Tag = "!!str"
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.Kind == yaml.ScalarNode && child.Tag != "!!merge" {
			child.Tag = "!!str"
		}
		literal(child)
	}
}

func (d *document) decode() error {
	if d.root.Kind == 0 { // an empty file
		d.value = map[string]any{}
		return nil
	}
	if err := d.root.Decode(&d.value); err != nil {
		return err
	}
	var tree any = d.value
	if err := util.RoundTrip(&tree); err != nil {
		return err
	}
	d.value, _ = tree.(map[string]any)
	return nil
}

// placed puts the line of an error of yaml where editors look for it.
func placed(file string, err error) error {
	var wrong *yaml.TypeError
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if errors.As(err, &wrong) {
		text = wrong.Errors[0]
	}
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		if line, what, ok := strings.Cut(rest, ": "); ok {
			return fmt.Errorf("%s:%s: %s", file, line, what)
		}
	}
	return fmt.Errorf("%s: %s", file, text)
}

// place is file and line of the value at path below the document's root, or of
// the last on the way to it that is there.
func (d document) place(path []string) string {
	n := d.root
	if n.Kind == yaml.DocumentNode {
		n = n.Content[0]
	}
	line := n.Line
	for _, name := range path {
		key, child := entry(n, name)
		if child == nil {
			break
		}
		n, line = child, key.Line
	}
	return fmt.Sprintf("%s:%d", d.file, max(line, 1))
}

// entry is the key and value of that name, twice the same in a list.
func entry(n *yaml.Node, name string) (key, value *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch n.Kind {
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(name); err == nil && i < len(n.Content) {
			return n.Content[i], n.Content[i]
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == name {
				return n.Content[i], n.Content[i+1]
			}
		}
	}
	return nil, nil
}
