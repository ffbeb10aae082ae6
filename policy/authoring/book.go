package authoring

import (
	"bytes"
	_ "embed"
	"io"
	"text/template"

	"github.com/presscheck/presscheck/policy"
)

//go:embed templates/book.md
var bookText string

var book = template.Must(template.New("book").Parse(bookText))

// WriteBook writes the rule book of a policy as Markdown: every rule with what it
// says, why, what it looks at, and its settings for all sites and for those that
// differ.
func WriteBook(w io.Writer, e *policy.Engine) error {
	var out bytes.Buffer
	if err := book.Execute(&out, map[string]any{"Revision": e.Revision(), "Rules": pages(e)}); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}
