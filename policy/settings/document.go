package settings

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

// A Document is one data file: what it says, and where.
type Document struct {
	file  string
	at    []string // where its content stands below data: nowhere, or sites/<site>
	root  *yaml.Node
	value map[string]any // plain JSON
}

// IsFile reports whether a file whose name without folders is base holds settings.
func IsFile(base string) bool { return base == "data.yaml" || base == "data.json" }

// Parse reads one file, whose name is relative to the root of the policy, and
// holds it to data.schema.json. The error lists every fault with its line; the
// document beside it is what could be read.
//
// JSON is read as the part of YAML that it is. Tabs are blanks in JSON, and no
// part of its strings, but YAML does not want them as indentation.
func Parse(name string, text []byte) (Document, error) {
	d := Document{file: name, root: &yaml.Node{}}
	var err error
	if d.at, err = mount(name); err != nil {
		return d, err
	}
	if path.Ext(name) == ".json" {
		text = bytes.ReplaceAll(text, []byte("\t"), []byte(" "))
	}
	if err := yaml.Unmarshal(text, d.root); err != nil {
		return d, placed(name, err)
	}
	literal(d.root)
	if err := d.decode(); err != nil {
		return d, placed(name, err)
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

func (d *Document) decode() error {
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
func (d Document) place(path []string) string {
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
