package configs

import (
	"fmt"
	"io"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Print writes the effective configuration as YAML, which Load reads as the
// same configuration. With origins each value has a trailing comment that says
// where it comes from, in the words of Where.
func (c *Config) Print(w io.Writer, origins bool) error {
	var root yaml.Node
	if err := root.Encode(c); err != nil {
		return fmt.Errorf("print configuration: %w", err)
	}
	if origins {
		c.origins.annotate(&root, "")
	}
	e := yaml.NewEncoder(w)
	e.SetIndent(2)
	if err := e.Encode(&root); err != nil {
		return fmt.Errorf("print configuration: %w", err)
	}
	return e.Close()
}

// annotate comments every value below n, which stands at key.
func (o origins) annotate(n *yaml.Node, key string) {
	switch {
	case n.Kind == yaml.MappingNode && len(n.Content) > 0:
		for i := 0; i+1 < len(n.Content); i += 2 {
			o.annotate(n.Content[i+1], below(key, n.Content[i].Value))
		}
	case n.Kind == yaml.SequenceNode && len(n.Content) > 0:
		for i, value := range n.Content {
			o.annotate(value, below(key, strconv.Itoa(i)))
		}
	default:
		n.LineComment = o.at(key)
	}
}
