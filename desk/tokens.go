package desk

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/presscheck/presscheck/access"
)

// tokens are what programs show, and the form for another.
type tokens struct {
	Rows   []token
	All    bool // those that are revoked or over, too
	Scopes []scopeChoice
	Lives  []lifeChoice
	Form   tokenForm
	Wrong  string        // why the form was not taken, if so
	Made   *access.Token // with that form
	Secret string        // of Made, shown this one time
}

// A token is one of them.
type token struct {
	access.Token
	State string // empty: it is in force
}

// administers lets only people in who administer every site: a token may be
// good for any.
func (p *pages) administers(next handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if who, _ := access.PersonOf(r.Context()); !who.May(access.Administer, "") {
			return errForbidden
		}
		return next(w, r)
	}
}

func (p *pages) listTokens(w http.ResponseWriter, r *http.Request) error {
	return p.renderTokens(w, r, http.StatusOK, tokens{All: r.URL.Query().Has("all"), Form: tokenForm{Days: "365"}})
}

// renderTokens shows page with the tokens there are.
func (p *pages) renderTokens(w http.ResponseWriter, r *http.Request, status int, page tokens) error {
	page.Scopes, page.Lives = scopeChoices, lifeChoices
	all, err := p.Tokens.All(r.Context())
	if err != nil {
		return err
	}
	slices.Reverse(all)
	for _, t := range all {
		if row := (token{t, stateOf(t, p.Store.Now())}); page.All || row.State == "" {
			page.Rows = append(page.Rows, row)
		}
	}
	return p.renderStatus(w, r, status, "tokens.html", page)
}

func stateOf(t access.Token, at time.Time) string {
	switch {
	case !t.Revoked.IsZero():
		return "revoked"
	case !t.Valid(at):
		return "over"
	}
	return ""
}

// makeToken answers with the secret, and leads nowhere else: what stood in an
// address, or was kept for the next page, would be shown more than once.
func (p *pages) makeToken(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	form := tokenForm{Name: strings.TrimSpace(r.PostFormValue("name")), Sites: r.PostFormValue("sites"), Days: r.PostFormValue("days")}
	form.Scopes = r.PostForm["scope"]
	t, err := form.token(p.Store.Now())
	if err != nil {
		return p.renderTokens(w, r, http.StatusUnprocessableEntity, tokens{Form: form, Wrong: err.Error()})
	}
	secret, made, err := p.Tokens.Create(r.Context(), who.Name, t)
	if errors.Is(err, access.ErrInvalid) {
		_, why, _ := strings.Cut(err.Error(), access.ErrInvalid.Error()+": ")
		return p.renderTokens(w, r, http.StatusUnprocessableEntity, tokens{Form: form, Wrong: why})
	}
	if err != nil {
		return err
	}
	return p.renderTokens(w, r, http.StatusOK, tokens{Form: tokenForm{Days: "365"}, Made: &made, Secret: secret})
}

// askToRevoke asks whether a token is to be revoked.
func (p *pages) askToRevoke(w http.ResponseWriter, r *http.Request) error {
	t, err := p.tokenOf(r)
	if err != nil {
		return err
	}
	return p.render(w, r, "token.html", t)
}

func (p *pages) revokeToken(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	t, err := p.tokenOf(r)
	if err != nil {
		return err
	}
	switch _, err := p.Tokens.Revoke(r.Context(), who.Name, t.ID); {
	case errors.Is(err, access.ErrNoToken):
		return errNoToken
	case err != nil:
		return err
	}
	http.Redirect(w, r, "/desk/tokens", http.StatusSeeOther)
	return nil
}

// tokenOf is the token in force that a path names.
func (p *pages) tokenOf(r *http.Request) (access.Token, error) {
	all, err := p.Tokens.All(r.Context())
	if err != nil {
		return access.Token{}, err
	}
	for _, t := range all {
		if t.ID == r.PathValue("id") && t.Valid(p.Store.Now()) {
			return t, nil
		}
	}
	return access.Token{}, errNoToken
}

var errNoToken = problem{http.StatusNotFound, "There is no such token in force", "It may have been revoked or be over, or the address is misspelt. The list has those that are."}
