package eval

import (
	"errors"
	"fmt"

	"github.com/presscheck/presscheck/article"
)

// check holds the maker of the fault to its promises.
func (m *made) check() error {
	w := Wanted{m.fault.Kinds, m.fault.Spans}
	err := validate(w)
	if err == nil && len(w.Spans) == 0 {
		err = errors.New("it stands nowhere")
	}
	if err == nil {
		err = inside(w, m.fault.Source)
	}
	if err == nil {
		err = m.undo()
	}
	if err != nil {
		return fmt.Errorf("fault %s/%s: %w", m.family.Name, m.variant, err)
	}
	return nil
}

// undo is an error if the article without the fault is not the one with the
// originals put back.
func (m *made) undo() error {
	if len(m.fault.Original) != len(m.fault.Spans) {
		return fmt.Errorf("%d originals for %d spans", len(m.fault.Original), len(m.fault.Spans))
	}
	var edits []article.Edit
	for i, s := range m.fault.Spans {
		edits = append(edits, article.Edit{Span: s, New: m.fault.Original[i]})
	}
	undone, err := article.Apply(m.fault.Source, edits)
	if err == nil && undone != m.fault.Clean {
		err = errors.New("with its originals put back it is not the clean article")
	}
	return err
}

// inside is an error if something is wanted beyond the end of source.
func inside(w Wanted, source string) error {
	for _, s := range w.Spans {
		if s.End > len(source) {
			return fmt.Errorf("span %d-%d reaches beyond the article, which has %d bytes as UTF-8", s.Start, s.End, len(source))
		}
	}
	return nil
}
