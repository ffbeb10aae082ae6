package review

import (
	"fmt"
	"strings"
	"time"

	"github.com/presscheck/presscheck/database"
)

// A Filter chooses items. Its zero fields choose all.
type Filter struct {
	Site     string
	Sites    []string // any of them; nil is all, empty is none
	Queue    string
	Status   string    // StatusOpen and so on
	Action   string    // of the machine: publish, review, reject
	Outcome  string    // of a person: Approve, ApproveRepaired, Reject
	Rule     string    // one that had something to say, whether or not it holds the article
	Filter   string    // one that found something
	Kind     string    // of a finding, as "filter/kind"
	Script   string    // ISO 15924, of most of the text
	Language string    // as the article says itself: the first subtag, in lower case
	Author   string    // as Item.Author
	Reviewer string    // who decided, or has it in their hands
	Text     string    // in title, address, external id, author or the first 64 KiB of text, case ignored; of a long one its first 1,000 bytes
	Since    time.Time // held then or later
	Before   time.Time // held before
}

func (f Filter) conditions(s *Store) builder {
	var q builder
	q.equals("items.site", f.Site)
	q.oneOf("items.site", f.Sites)
	q.equals("items.queue", f.Queue)
	q.equals("items.status", f.Status)
	q.equals("items.action", f.Action)
	q.equals("items.outcome", f.Outcome)
	q.facet("rule", f.Rule)
	q.facet("filter", f.Filter)
	q.facet("kind", f.Kind)
	q.facet("language", f.Language)
	q.equals("items.script", f.Script)
	q.equals("items.author", brief(f.Author))
	if f.Reviewer != "" {
		who := q.arg(f.Reviewer)
		q.add("(items.decided_by = " + who + " OR items.leased_by = " + who + " AND items.leased_until > " + q.arg(s.now()) + ")")
	}
	if f.Text != "" {
		q.add("items.search LIKE " + q.arg(containing(f.Text)) + ` ESCAPE '\'`)
	}
	if !f.Since.IsZero() {
		q.add("items.held_at >= " + q.arg(database.Micros(f.Since)))
	}
	if !f.Before.IsZero() {
		q.add("items.held_at < " + q.arg(database.Micros(f.Before)))
	}
	return q
}

// longestText bounds what is searched for, in bytes. SQLite refuses patterns of
// more than 50,000.
const longestText = 1000

// containing is the LIKE pattern of what has text in it, or its beginning.
func containing(text string) string {
	if len(text) > longestText {
		text = strings.ToValidUTF8(text[:longestText], "")
	}
	escape := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
	return "%" + escape.Replace(strings.ToLower(text)) + "%"
}

// A builder puts a condition together, and the arguments beside it. Only
// constants of the program get into its text.
type builder struct {
	terms []string
	args  []any
}

// arg adds a value and returns what stands for it.
func (b *builder) arg(value any) string {
	if text, ok := value.(string); ok {
		value = database.Storable(text)
	}
	b.args = append(b.args, value)
	return fmt.Sprintf("$%d", len(b.args))
}

func (b *builder) add(term string) { b.terms = append(b.terms, term) }

func (b *builder) equals(column, value string) {
	if value != "" {
		b.add(column + " = " + b.arg(value))
	}
}

func (b *builder) oneOf(column string, values []string) {
	switch {
	case values == nil:
		return
	case len(values) == 0:
		b.add("1 = 0")
		return
	}
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = b.arg(v)
	}
	b.add(column + " IN (" + strings.Join(marks, ", ") + ")")
}

func (b *builder) facet(name, value string) {
	if value != "" {
		b.add("EXISTS (SELECT 1 FROM facets WHERE facets.item = items.id AND facet = " + b.arg(name) + " AND value = " + b.arg(value) + ")")
	}
}

func (b *builder) where() string {
	if len(b.terms) == 0 {
		return "1 = 1"
	}
	return strings.Join(b.terms, " AND ")
}
