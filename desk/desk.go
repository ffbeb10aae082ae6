// Package desk is the pages on which people decide about what is held.
//
//	request ──▶ headers, same origin? ──▶ route ──▶ who is it? ──▶ page: review.Store ──▶ template
//	                                      table     access.Person
//
// Requests come from browsers of people who have signed in: access.PersonOf
// says who. What the pages show was written by strangers, of whom some mean
// harm to whoever looks: all of it is text here, escaped by html/template, and
// no address in it is a link. A page is read and used without its script; forms
// are sent as POST and answered with another place to go to, but for the one that
// shows the secret of a token, and GET changes nothing.
package desk

import (
	"cmp"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
)

// Pages is what the pages are made of. Its fields are set before Handler and
// not changed after it.
type Pages struct {
	Store  *review.Store         // must be set
	Audit  audit.Log             // of the same database
	Tokens access.Tokens         // in it
	Policy func() *policy.Engine // the one in force: its rules explain themselves; nil explains nothing
	Limits article.Limits        // of one article, as of the pipeline
	SignIn *SignIn               // nil: somewhere else
	Origin string                // scheme and host that browsers know the pages by; empty: as they send it
	Log    *slog.Logger          // of what went wrong here; nil logs nothing

	VerifyAtOnce int // records of the audit log that are verified for one page; default 100,000
}

// Handler answers all paths below /desk/. It is safe for many goroutines.
func (p Pages) Handler() http.Handler {
	p.Log = cmp.Or(p.Log, slog.New(slog.DiscardHandler))
	p.SignIn = p.SignIn.withDefaults()
	all := &pages{Pages: p}
	all.templates = all.parse()
	return all.handler()
}

// pages are Pages at work.
type pages struct {
	Pages
	templates map[string]*template.Template // by file
}
