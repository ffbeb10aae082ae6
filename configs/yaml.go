package configs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// parse returns the root of the only document in text; of none, null.
func parse(text []byte) (*yaml.Node, error) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	var doc, next yaml.Node
	if err := d.Decode(&doc); errors.Is(err, io.EOF) {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}, nil
	} else if err != nil {
		return nil, err
	}
	if err := d.Decode(&next); err == nil {
		return nil, fmt.Errorf("yaml: line %d: a second document begins; write one", next.Line)
	} else if !errors.Is(err, io.EOF) {
		return nil, err
	}
	return doc.Content[0], nil
}

// positioned writes the place of a YAML error as editors know it, file:line.
func positioned(name string, err error) error {
	what := strings.TrimPrefix(err.Error(), "yaml: ")
	if at, ok := strings.CutPrefix(what, "line "); ok {
		return fmt.Errorf("%s:%s", name, at)
	}
	return fmt.Errorf("%s: %s", name, what)
}

// child returns the value of name in a mapping, nil if it has none.
func child(mapping *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			return mapping.Content[i+1]
		}
	}
	return nil
}
