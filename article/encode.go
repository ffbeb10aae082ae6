package article

import (
	"fmt"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// Encode writes source, which was changed after it had been decoded, in the
// charset that it came in. What that charset lacks becomes a character reference
// in HTML, and is an error in plain text.
func (e Encoding) Encode(source string, plain bool) ([]byte, error) {
	if e.Charset == "utf-8" {
		return []byte(source), nil
	}
	table, err := htmlindex.Get(e.Charset)
	if err != nil {
		return nil, fmt.Errorf("encode as %q: %w", e.Charset, err)
	}
	encoder := table.NewEncoder()
	if !plain {
		encoder = encoding.HTMLEscapeUnsupported(encoder)
	}
	raw, err := encoder.Bytes([]byte(source))
	if err != nil {
		return nil, fmt.Errorf("encode as %s: %w", e.Charset, err)
	}
	return raw, nil
}
