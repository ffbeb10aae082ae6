package configs

import "strings"

// Names is a list of names. As text they are separated by commas.
type Names []string

// MarshalText is the inverse of UnmarshalText.
func (n Names) MarshalText() ([]byte, error) { return []byte(strings.Join(n, ", ")), nil }

// UnmarshalText reads names; blanks around them and empty ones are left out.
func (n *Names) UnmarshalText(text []byte) error {
	*n = nil
	for name := range strings.SplitSeq(string(text), ",") {
		if name = strings.TrimSpace(name); name != "" {
			*n = append(*n, name)
		}
	}
	return nil
}
