package desk

import "net/http"

// A key is what pressing it does. desk.js does it.
type key struct{ Key, Does string }

// keyboard is every key there is, as the sheet shows it.
var keyboard = []key{
	{"j", "next in the list of items or findings"},
	{"k", "the one before it"},
	{"Enter", "open what is chosen in the list"},
	{"a", "approve as it is"},
	{"A", "approve as repaired"},
	{"r", "reject: shows the reasons, a digit chooses one"},
	{"e", "escalate"},
	{"s", "skip, for me"},
	{"u", "undo the last decision"},
	{"n", "next mark"},
	{"p", "previous mark"},
	{"/", "search"},
	{"?", "this sheet"},
}

func (p *pages) keys(w http.ResponseWriter, r *http.Request) error {
	return p.render(w, r, "keys.html", keyboard)
}
