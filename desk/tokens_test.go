package desk_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/review"
)

var admin = access.Person{Name: "ada", Roles: map[string]access.Role{"": access.RoleAdmin}}

// madeToken makes a token as an operator does.
func (r *room) madeToken(t access.Token) (string, access.Token) {
	r.t.Helper()
	shown, made, err := r.tokens.Create(r.t.Context(), "operator", t)
	if err != nil {
		r.t.Fatal(err)
	}
	return shown, made
}

func (r *room) allTokens() []access.Token {
	r.t.Helper()
	all, err := r.tokens.All(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

var shownSecret = regexp.MustCompile(`pck_[A-Za-z0-9_-]{43}`)

func TestATokenIsMadeAndItsSecretShownOnce(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = admin
	w := r.post("/desk/tokens", url.Values{"name": {" cms "}, "scope": {"check", "review"}, "sites": {"daily, weekly,"}, "days": {"90"}})
	secret := shownSecret.FindString(w.Body.String())
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d, %v", w.Code, w.Header())
	}
	found, err := r.tokens.Find(t.Context(), secret)
	if err != nil {
		t.Fatalf("the secret %q: %v", secret, err)
	}
	want := access.Token{Name: "cms", Scopes: []access.Scope{access.ScopeCheck, access.ScopeReview}, Sites: []string{"daily", "weekly"}}
	if diff := cmp.Diff(want, found, cmpopts.IgnoreFields(access.Token{}, "ID", "Created", "Expires", "Used")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if days := found.Expires.Sub(found.Created).Hours() / 24; days < 89.9 || days > 90.1 {
		t.Errorf("it lasts %v days", days)
	}
	page := r.get("/desk/tokens").Body.String()
	if strings.Contains(page, secret) || !strings.Contains(page, found.ID) {
		t.Errorf("the list:\n%s", page)
	}
	var log []string
	for one, err := range r.log.Records(t.Context(), audit.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, one.Actor+" "+one.Action+" "+one.Subject)
	}
	if diff := cmp.Diff([]string{"ada token.created " + found.ID}, log); diff != "" {
		t.Errorf("audit log (-want +got)\n%s", diff)
	}
}

func TestATokenThatMakesNoSenseIsNotMade(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = admin
	for want, f := range map[string]url.Values{
		"a name is up to 100 bytes":    {"scope": {"check"}, "days": {"90"}},
		"a token needs a scope":        {"name": {"<script>cms"}, "sites": {"daily"}, "days": {"90"}},
		"there is no scope":            {"name": {"cms"}, "scope": {"<script>all"}, "days": {"90"}},
		"admin is not of single sites": {"name": {"cms"}, "scope": {"admin"}, "sites": {"daily"}, "days": {"0"}},
		"no site beside the commas":    {"name": {"cms"}, "scope": {"check"}, "sites": {" , "}, "days": {"90"}},
		"not text in UTF-8":            {"name": {"cms"}, "scope": {"check"}, "sites": {"caf\xe9"}, "days": {"90"}},
		"choose how long it lasts":     {"name": {"cms"}, "scope": {"check"}, "days": {"7000"}},
	} {
		w := r.post("/desk/tokens", f)
		body := w.Body.String()
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(body, want) || strings.Contains(body, "<script>cms") || strings.Contains(body, "<script>all") {
			t.Errorf("%v: %d, no %q in\n%s", f, w.Code, want, body)
		}
		if sites := f.Get("sites"); sites != "" && !strings.Contains(body, `value="`+sites+`"`) {
			t.Errorf("%v: what was written is gone", f)
		}
	}
	if all := r.allTokens(); len(all) > 0 {
		t.Errorf("made: %+v", all)
	}
}

func TestATokenIsRevokedOnceThatIsConfirmed(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = admin
	secret, made := r.madeToken(access.Token{Name: "cms", Scopes: []access.Scope{access.ScopeCheck}, Sites: []string{"daily"}})
	_, other := r.madeToken(access.Token{Name: made.ID, Scopes: []access.Scope{access.ScopeCheck}})
	at := "/desk/tokens/" + made.ID
	r.wantAll("/desk/tokens", `href="`+at+`"`, "never used", "daily", "every site", "never")
	r.wantAll(at, "Revoke", "cms", `action="`+at+`/revoke"`)
	if _, err := r.tokens.Find(t.Context(), secret); err != nil {
		t.Fatalf("having looked at the question: %v", err)
	}
	if w := r.post(at+"/revoke", nil); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/desk/tokens" {
		t.Errorf("%d to %q", w.Code, w.Header().Get("Location"))
	}
	if _, err := r.tokens.Find(t.Context(), secret); err == nil {
		t.Error("it opens something still")
	}
	for _, gone := range []string{at + "/revoke", "/desk/tokens/cms/revoke", "/desk/tokens/x/revoke"} {
		if w := r.post(gone, nil); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", gone, w.Code)
		}
	}
	if w := r.get(at); w.Code != http.StatusNotFound {
		t.Errorf("the question, once more: %d", w.Code)
	}
	page := r.get("/desk/tokens").Body.String()
	if strings.Contains(page, at+`"`) || !strings.Contains(page, other.ID) {
		t.Errorf("the list:\n%s", page)
	}
	r.wantAll("/desk/tokens?all", made.ID, "revoked")
}

func TestATokenThatIsOverIsAmongAllAlone(t *testing.T) {
	now := time.Now()
	r := newRoom(t, review.Options{Now: func() time.Time { return now }})
	r.who = admin
	_, made := r.madeToken(access.Token{Name: "cms", Scopes: []access.Scope{access.ScopeCheck}, Expires: now.Add(time.Hour)})
	now = now.Add(2 * time.Hour)
	if page := r.get("/desk/tokens").Body.String(); strings.Contains(page, made.ID) {
		t.Errorf("the list:\n%s", page)
	}
	r.wantAll("/desk/tokens?all", made.ID, "over")
}

func TestOnlyWhoAdministersEverySiteIsLedToTheTokens(t *testing.T) {
	r := newRoom(t, review.Options{})
	for name, test := range map[string]struct {
		who  access.Person
		want bool
	}{
		"a lead":             {lead, false},
		"an auditor":         {auditor, false},
		"an admin of a site": {access.Person{Name: "x", Roles: map[string]access.Role{"daily": access.RoleAdmin}}, false},
		"an admin":           {admin, true},
	} {
		r.who = test.who
		if got := strings.Contains(r.get("/desk/").Body.String(), `href="/desk/tokens"`); got != test.want {
			t.Errorf("%s has the link: %v", name, got)
		}
	}
}
