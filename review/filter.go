package review

import (
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

func (f Filter) conditions(s *Store) database.Where {
	var q database.Where
	q.Equals("items.site", f.Site)
	q.OneOf("items.site", f.Sites)
	q.Equals("items.queue", f.Queue)
	q.Equals("items.status", f.Status)
	q.Equals("items.action", f.Action)
	q.Equals("items.outcome", f.Outcome)
	withFacet(&q, "rule", f.Rule)
	withFacet(&q, "filter", f.Filter)
	withFacet(&q, "kind", f.Kind)
	withFacet(&q, "language", f.Language)
	q.Equals("items.script", f.Script)
	q.Equals("items.author", brief(f.Author))
	if f.Reviewer != "" {
		who := q.Arg(f.Reviewer)
		q.And("(items.decided_by = " + who + " OR items.leased_by = " + who + " AND items.leased_until > " + q.Arg(s.now()) + ")")
	}
	if f.Text != "" {
		q.And("items.search LIKE " + q.Arg(containing(f.Text)) + ` ESCAPE '\'`)
	}
	q.Within("items.held_at", f.Since, f.Before)
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

// withFacet wants an item that can be found by that value; an empty one is any.
func withFacet(q *database.Where, name, value string) {
	if value != "" {
		q.And("EXISTS (SELECT 1 FROM facets WHERE facets.item = items.id AND facet = " + q.Arg(name) + " AND value = " + q.Arg(value) + ")")
	}
}
