package database

import (
	"fmt"
	"strings"
	"time"
)

// A Where is the condition of a query, put together term by term, and the
// arguments beside it. Its zero value holds for every row. Only constants of the
// program get into its text: whatever comes from elsewhere is an Arg.
type Where struct {
	Args  []any // of the query, in order: $1 is the first
	terms []string
}

// Arg adds a value, a text as Storable has it, and returns what stands for it.
func (w *Where) Arg(value any) string {
	if text, ok := value.(string); ok {
		value = Storable(text)
	}
	w.Args = append(w.Args, value)
	return fmt.Sprintf("$%d", len(w.Args))
}

// And adds a term that has to hold, too.
func (w *Where) And(term string) { w.terms = append(w.terms, term) }

// Equals wants that value in the column; an empty one is any.
func (w *Where) Equals(column, value string) {
	if value != "" {
		w.And(column + " = " + w.Arg(value))
	}
}

// OneOf wants one of the values in the column; nil is any, empty is none.
func (w *Where) OneOf(column string, values []string) {
	switch {
	case values == nil:
		return
	case len(values) == 0:
		w.And("1 = 0")
		return
	}
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = w.Arg(v)
	}
	w.And(column + " IN (" + strings.Join(marks, ", ") + ")")
}

// Within wants a time in the column that is since or later, and before the
// other. The zero time is no bound.
func (w *Where) Within(column string, since, before time.Time) {
	if !since.IsZero() {
		w.And(column + " >= " + w.Arg(Micros(since)))
	}
	if !before.IsZero() {
		w.And(column + " < " + w.Arg(Micros(before)))
	}
}

// String is the condition, without the word WHERE.
func (w *Where) String() string {
	if len(w.terms) == 0 {
		return "1 = 1"
	}
	return strings.Join(w.terms, " AND ")
}
