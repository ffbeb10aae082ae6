package access_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/database/databasetest"
)

func TestMain(m *testing.M) { databasetest.Main(m) }

// start is when these tests begin.
var start = time.Date(2026, 3, 1, 12, 30, 0, 0, time.UTC)

// each runs test on both databases, with a clock that it may set.
func each(t *testing.T, test func(t *testing.T, tokens access.Tokens, clock *time.Time)) {
	databasetest.Each(t, func(t *testing.T, driver, place string) {
		clock := start
		test(t, access.Tokens{DB: databasetest.Open(t, driver, place), Now: func() time.Time { return clock }}, &clock)
	})
}

func create(t *testing.T, tokens access.Tokens, token access.Token) (string, access.Token) {
	t.Helper()
	shown, made, err := tokens.Create(t.Context(), "operator", token)
	if err != nil {
		t.Fatal(err)
	}
	return shown, made
}

func TestATokenIsFoundByItsSecretAlone(t *testing.T) {
	each(t, func(t *testing.T, tokens access.Tokens, _ *time.Time) {
		shown, made := create(t, tokens, access.Token{Name: "cms", Scopes: []access.Scope{access.ScopeCheck}, Sites: []string{"daily"}})
		create(t, tokens, access.Token{Name: "all", Scopes: []access.Scope{access.ScopeReview, access.ScopeAdmin}})
		got, err := tokens.Find(t.Context(), shown)
		if err != nil || got.ID != made.ID || !strings.HasPrefix(shown, "pck_") {
			t.Fatalf("token = %+v, %v", got, err)
		}
		if !got.Opens(access.ScopeCheck) || got.Opens(access.ScopeReview) || !got.On("daily") || got.On("weekly") || got.On("") {
			t.Errorf("the token opens other things than it was made for: %+v", got)
		}
		for _, other := range []string{"", made.ID, made.Name, shown[:len(shown)-1], strings.ToUpper(shown), shown + " ", "pck_" + strings.Repeat("A", 43)} {
			if _, err := tokens.Find(t.Context(), other); !errors.Is(err, access.ErrNoToken) {
				t.Errorf("find %q: %v, want ErrNoToken", other, err)
			}
		}
	})
}

func TestTheDatabaseDoesNotHoldTheSecret(t *testing.T) {
	each(t, func(t *testing.T, tokens access.Tokens, _ *time.Time) {
		shown, _ := create(t, tokens, access.Token{Name: "cms", Scopes: access.Scopes()})
		rows := texts(t, tokens.DB, "SELECT id || hash || name || scopes || sites FROM tokens")
		if len(rows) != 1 || strings.Contains(rows[0], shown[4:]) {
			t.Errorf("rows = %q", rows)
		}
	})
}

func TestATokenEndsWhenItIsOverOrRevoked(t *testing.T) {
	each(t, func(t *testing.T, tokens access.Tokens, clock *time.Time) {
		scopes := []access.Scope{access.ScopeReview}
		old, _ := create(t, tokens, access.Token{Name: "desk", Scopes: scopes, Expires: start.Add(time.Hour)})
		next, second := create(t, tokens, access.Token{Name: "desk", Scopes: scopes})
		opens := func(shown string) bool {
			t.Helper()
			_, err := tokens.Find(t.Context(), shown)
			if err != nil && !errors.Is(err, access.ErrNoToken) {
				t.Fatal(err)
			}
			return err == nil
		}
		if !opens(old) || !opens(next) {
			t.Error("two tokens of a name are not valid at once")
		}
		if _, err := tokens.Revoke(t.Context(), "operator", "desk"); !errors.Is(err, access.ErrInvalid) || !strings.Contains(err.Error(), second.ID) {
			t.Errorf("revoking one of two by name: %v, want an error that lists the ids", err)
		}
		*clock = start.Add(time.Hour)
		if opens(old) || !opens(next) {
			t.Error("not the one that is over is over")
		}
		if got, err := tokens.Revoke(t.Context(), "operator", "desk"); err != nil || got.ID != second.ID || opens(next) {
			t.Errorf("revoked %+v, %v", got, err)
		}
		if _, err := tokens.Revoke(t.Context(), "operator", "desk"); !errors.Is(err, access.ErrNoToken) {
			t.Errorf("revoking again: %v, want ErrNoToken", err)
		}
	})
}

func TestTheListTellsWhatTokensAreAndWhenTheyWereUsed(t *testing.T) {
	each(t, func(t *testing.T, tokens access.Tokens, clock *time.Time) {
		shown, cms := create(t, tokens, access.Token{Name: "cms", Scopes: []access.Scope{access.ScopeCheck}, Sites: []string{"a", "b"}, Expires: start.Add(48 * time.Hour)})
		*clock = start.Add(time.Minute)
		_, desk := create(t, tokens, access.Token{Name: "desk", Scopes: []access.Scope{access.ScopeReview}})
		for _, at := range []time.Duration{2 * time.Hour, 2*time.Hour + 20*time.Minute} {
			*clock = start.Add(at)
			if _, err := tokens.Find(t.Context(), shown); err != nil {
				t.Fatal(err)
			}
		}
		cms.Used = start.Add(2 * time.Hour).Truncate(time.Hour)
		if _, err := tokens.Revoke(t.Context(), "operator", desk.ID); err != nil {
			t.Fatal(err)
		}
		desk.Revoked = *clock
		got, err := tokens.All(t.Context())
		if diff := cmp.Diff([]access.Token{cms, desk}, got); diff != "" || err != nil {
			t.Errorf("tokens: %v (-want +got)\n%s", err, diff)
		}
	})
}

func TestATokenThatMakesNoSenseIsNotMade(t *testing.T) {
	each(t, func(t *testing.T, tokens access.Tokens, _ *time.Time) {
		check := []access.Scope{access.ScopeCheck}
		for want, token := range map[string]access.Token{
			"a name is":          {Scopes: check},
			"a name is up to":    {Name: "a\nb", Scopes: check},
			"a name is up to 1":  {Name: strings.Repeat("x", 101), Scopes: check},
			"that can be seen":   {Name: "ann\u200b", Scopes: check},
			"characters that":    {Name: "\u202enna", Scopes: check},
			"needs a scope":      {Name: "cms"},
			`no scope "reviews"`: {Name: "cms", Scopes: []access.Scope{"reviews"}},
			"not of single":      {Name: "cms", Scopes: []access.Scope{access.ScopeAdmin}, Sites: []string{"a"}},
			"a site has no":      {Name: "cms", Scopes: check, Sites: []string{}},
			"a site has no name": {Name: "cms", Scopes: check, Sites: []string{""}},
			"not text in UTF-8":  {Name: "cms", Scopes: check, Sites: []string{"a", "caf\xe9"}},
			"over before":        {Name: "cms", Scopes: check, Expires: start},
		} {
			if _, _, err := tokens.Create(t.Context(), "operator", token); !errors.Is(err, access.ErrInvalid) || !strings.Contains(err.Error(), want) {
				t.Errorf("create %+v: %v, want %q", token, err, want)
			}
		}
		if all, err := tokens.All(t.Context()); len(all) != 0 || err != nil {
			t.Errorf("tokens = %+v, %v", all, err)
		}
	})
}

func texts(t *testing.T, db *database.DB, query string) []string {
	t.Helper()
	rows, err := db.Read.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	return all
}
