package session_test

import (
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/session"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/database/databasetest"
)

func TestMain(m *testing.M) { databasetest.Main(m) }

var (
	start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ann   = access.Person{Name: "ann", Roles: map[string]access.Role{"daily": access.RoleLead, "": access.RoleAuditor}}
)

// atProvider is ann where groups have the roles that she has.
var atProvider = session.Account{Subject: "https://id.example 1", Groups: []string{"auditors", "leads"}}

// A front is sessions on a database, with a clock and what groups have.
type front struct {
	*session.Sessions
	t      *testing.T
	db     *database.DB
	clock  time.Time
	groups map[string]map[string]access.Role
}

func each(t *testing.T, test func(t *testing.T, f *front)) {
	databasetest.Each(t, func(t *testing.T, driver, place string) {
		f := &front{t: t, db: databasetest.Open(t, driver, place), clock: start}
		f.groups = map[string]map[string]access.Role{"leads": {"daily": access.RoleLead}, "auditors": {"": access.RoleAuditor}}
		f.Sessions = &session.Sessions{DB: f.db, Secure: true, Roles: f.rolesOf, Now: func() time.Time { return f.clock }}
		test(t, f)
	})
}

func (f *front) rolesOf(groups []string) map[string]access.Role {
	roles := map[string]access.Role{}
	for _, group := range groups {
		maps.Copy(roles, f.groups[group])
	}
	return roles
}

// with is a request that has the cookies.
func with(t *testing.T, cookies ...*http.Cookie) *http.Request {
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/desk/", nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return r
}

// begin signs ann in and returns her cookie.
func (f *front) begin(cookies ...*http.Cookie) *http.Cookie {
	f.t.Helper()
	return f.come(ann, session.Account{}, cookies...)
}

func (f *front) come(p access.Person, at session.Account, cookies ...*http.Cookie) *http.Cookie {
	f.t.Helper()
	w := httptest.NewRecorder()
	if err := f.Begin(w, with(f.t, cookies...), p, at); err != nil {
		f.t.Fatal(err)
	}
	return only(f.t, w)
}

func only(t *testing.T, w *httptest.ResponseRecorder) *http.Cookie {
	t.Helper()
	all := w.Result().Cookies()
	if len(all) != 1 {
		t.Fatalf("cookies = %v, want one", all)
	}
	return all[0]
}

// who is signed in with the cookies.
func (f *front) who(cookies ...*http.Cookie) (p access.Person, ok bool) {
	f.t.Helper()
	w := httptest.NewRecorder()
	f.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		p, ok = access.PersonOf(r.Context())
	})).ServeHTTP(w, with(f.t, cookies...))
	if w.Code != http.StatusOK {
		f.t.Fatalf("answer %d: %s", w.Code, w.Body)
	}
	return p, ok
}

func TestWhoHasSignedInIsKnownByTheCookie(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		c := f.begin()
		if c.Name != "__Host-presscheck" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("cookie = %s", c)
		}
		got, ok := f.who(c)
		if diff := cmp.Diff(ann, got); diff != "" || !ok {
			t.Errorf("person: %v (-want +got)\n%s", ok, diff)
		}
		for _, other := range []string{"", "pcs_", c.Value + "A", c.Value[:46], strings.ToLower(c.Value), strings.Replace(c.Value, "pcs_", "pcl_", 1)} {
			if _, ok := f.who(&http.Cookie{Name: c.Name, Value: other}); ok {
				t.Errorf("somebody is signed in with the cookie %q", other)
			}
		}
	})
}

func TestOnThisMachineTheCookieIsForHTTP(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		f.Secure = false
		if c := f.begin(); c.Secure || c.Name != "presscheck" || !c.HttpOnly {
			t.Errorf("cookie = %s", c)
		}
	})
}

func TestASessionEnds(t *testing.T) {
	for name, end := range map[string]func(f *front, c *http.Cookie){
		"when nothing was asked for too long": func(f *front, _ *http.Cookie) { f.clock = start.Add(2 * time.Hour) },
		"at last, whatever was asked for": func(f *front, c *http.Cookie) {
			for range 11 {
				f.clock = f.clock.Add(time.Hour)
				if _, ok := f.who(c); !ok {
					f.t.Fatalf("the session has ended at %v", f.clock)
				}
			}
			f.clock = start.Add(12 * time.Hour)
		},
		"by signing out": func(f *front, c *http.Cookie) {
			w := httptest.NewRecorder()
			if err := f.End(w, with(f.t, c)); err != nil {
				f.t.Fatal(err)
			}
			if gone := only(f.t, w); gone.MaxAge >= 0 || gone.Name != c.Name {
				f.t.Errorf("the browser is told %s", gone)
			}
		},
		"when all of hers are ended": func(f *front, _ *http.Cookie) {
			if sessions, links, err := f.EndAll(f.t.Context(), "operator", "ann"); sessions != 1 || links != 0 || err != nil {
				f.t.Errorf("ended %d sessions and %d links, %v", sessions, links, err)
			}
		},
		"when she signs in again": func(f *front, c *http.Cookie) {
			if renewed := f.begin(c); renewed.Value == c.Value {
				f.t.Error("the cookie is the same as before")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, f *front) {
				c := f.begin()
				if _, ok := f.who(c); !ok {
					t.Fatal("she is not signed in")
				}
				end(f, c)
				if _, ok := f.who(c); ok {
					t.Error("she is still signed in")
				}
			})
		})
	}
}

func TestARequestUnderWayDoesNotBringAnEndedSessionBack(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		c := f.begin()
		f.clock = f.clock.Add(10 * time.Minute)
		f.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			if _, _, err := f.EndAll(t.Context(), "operator", "ann"); err != nil {
				t.Error(err)
			}
		})).ServeHTTP(httptest.NewRecorder(), with(t, c))
		if _, ok := f.who(c); ok {
			t.Error("she is signed in again")
		}
	})
}

func TestAForgottenNameIsFreeForAnotherWay(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		c := f.begin()
		link, err := f.Link(t.Context(), "operator", ann, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Forget(t.Context(), "operator", "ann"); err != nil {
			t.Fatal(err)
		}
		if _, ok := f.who(c); ok {
			t.Error("she is still signed in")
		}
		if err := f.Enter(httptest.NewRecorder(), with(t), link); !errors.Is(err, session.ErrLink) {
			t.Errorf("her link: %v", err)
		}
		if err := f.Begin(httptest.NewRecorder(), with(t), ann, session.Account{Subject: "https://id.example 1"}); err != nil {
			t.Errorf("at the provider: %v", err)
		}
		if err := f.Forget(t.Context(), "operator", "ben"); !errors.Is(err, session.ErrNobody) {
			t.Errorf("a name that nobody has: %v", err)
		}
	})
}

func TestARoleThatIsTakenAwayIsGoneAtTheNextRequest(t *testing.T) {
	auditor := access.Person{Name: "ann", Roles: map[string]access.Role{"": access.RoleAuditor}}
	for name, test := range map[string]struct {
		at   session.Account
		take func(f *front)
	}{
		"by command": {session.Account{}, func(f *front) {
			if sessions, links, err := f.ChangeRoles(f.t.Context(), "operator", auditor); sessions != 2 || links != 0 || err != nil {
				f.t.Errorf("changed %d sessions and %d links, %v", sessions, links, err)
			}
		}},
		"by another link":      {session.Account{}, func(f *front) { f.come(auditor, session.Account{}) }},
		"in the configuration": {atProvider, func(f *front) { delete(f.groups, "leads") }},
		"at the provider, for who signs in again": {atProvider, func(f *front) {
			f.come(auditor, session.Account{Subject: atProvider.Subject, Groups: []string{"auditors"}})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, f *front) {
				cookies := []*http.Cookie{f.come(ann, test.at), f.come(ann, test.at)}
				test.take(f)
				for _, c := range cookies {
					got, ok := f.who(c)
					if diff := cmp.Diff(auditor, got); diff != "" || !ok {
						t.Errorf("person: %v (-want +got)\n%s", ok, diff)
					}
				}
			})
		})
	}
}

func TestALinkGivesTheRolesAsTheyWereChanged(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		link, err := f.Link(t.Context(), "operator", ann, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		reviewer := access.Person{Name: "ann", Roles: map[string]access.Role{"weekly": access.RoleReviewer}}
		if sessions, links, err := f.ChangeRoles(t.Context(), "operator", reviewer); sessions != 0 || links != 1 || err != nil {
			t.Errorf("changed %d sessions and %d links, %v", sessions, links, err)
		}
		w := httptest.NewRecorder()
		if err := f.Enter(w, with(t), link); err != nil {
			t.Fatal(err)
		}
		got, _ := f.who(only(t, w))
		if diff := cmp.Diff(reviewer, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestTheRolesOfSomebodyAtAProviderAreThoseOfTheirGroups(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		c := f.come(ann, atProvider)
		if _, _, err := f.ChangeRoles(t.Context(), "operator", access.Person{Name: "ann"}); !errors.Is(err, session.ErrGroups) {
			t.Errorf("roles changed by command: %v", err)
		}
		if got, _ := f.who(c); !cmp.Equal(got, ann) {
			t.Errorf("person = %+v", got)
		}
		f.Roles = nil // as without a provider in the configuration
		if got, ok := f.who(c); !ok || len(got.Roles) > 0 {
			t.Errorf("without a provider: %+v, %v", got, ok)
		}
	})
}

func TestANameBelongsToWhoFirstHadIt(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		begin := func(name, subject string) error {
			return f.Begin(httptest.NewRecorder(), with(t), access.Person{Name: name}, session.Account{Subject: subject})
		}
		for _, step := range []struct {
			name, subject string
			want          error
		}{
			{"ann", "", nil},
			{"ann", "https://id.example 1", session.ErrTaken},
			{"ben", "https://id.example 2", nil},
			{"ben", "https://id.example 2", nil},
			{"ben", "https://id.example 3", session.ErrTaken},
			{"ben", "", session.ErrTaken},
		} {
			if err := begin(step.name, step.subject); !errors.Is(err, step.want) {
				t.Errorf("%s as %q: %v, want %v", step.name, step.subject, err, step.want)
			}
		}
		if _, err := f.Link(t.Context(), "operator", access.Person{Name: "ben"}, time.Minute); !errors.Is(err, session.ErrTaken) {
			t.Errorf("a link for ben, who signs in elsewhere: %v", err)
		}
	})
}

func TestALinkIsUsedOnce(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		if some, err := f.Anybody(t.Context()); some || err != nil {
			t.Errorf("before anybody came: %v, %v", some, err)
		}
		link, err := f.Link(t.Context(), "operator", ann, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var in []*http.Cookie
		var work sync.WaitGroup
		for range 8 {
			work.Go(func() {
				w := httptest.NewRecorder()
				err := f.Enter(w, with(t), link)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					in = append(in, w.Result().Cookies()...)
				} else if !errors.Is(err, session.ErrLink) || len(w.Result().Cookies()) > 0 {
					t.Errorf("the link used again: %v, cookies %v", err, w.Result().Cookies())
				}
			})
		}
		work.Wait()
		if len(in) != 1 {
			t.Fatalf("%d got in, want 1", len(in))
		}
		got, _ := f.who(in[0])
		if diff := cmp.Diff(ann, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if some, err := f.Anybody(t.Context()); !some || err != nil {
			t.Errorf("after ann came: %v, %v", some, err)
		}
	})
}

func TestALinkIsOver(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		over, err := f.Link(t.Context(), "operator", ann, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		f.clock = f.clock.Add(time.Minute)
		ended, err := f.Link(t.Context(), "operator", ann, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if _, links, err := f.EndAll(t.Context(), "operator", "ann"); links != 1 || err != nil {
			t.Fatal(links, err)
		}
		for name, link := range map[string]string{"time": over, "revocation": ended, "nothing": "", "another secret": "pcs_" + ended[4:]} {
			if err := f.Enter(httptest.NewRecorder(), with(t), link); !errors.Is(err, session.ErrLink) {
				t.Errorf("a link that is over by %s: %v", name, err)
			}
		}
	})
}

func TestALinkNeedsAName(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		if _, err := f.Link(t.Context(), "operator", access.Person{}, time.Minute); !errors.Is(err, access.ErrInvalid) {
			t.Errorf("a link for nobody: %v", err)
		}
	})
}

func TestWithoutTheDatabaseNobodyIsTakenForSignedOut(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, driver, place string) {
		db, err := database.Open(t.Context(), driver, place)
		if err != nil {
			t.Fatal(err)
		}
		s := &session.Sessions{DB: db}
		w := httptest.NewRecorder()
		if err := s.Begin(w, with(t), ann, session.Account{}); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		answer := httptest.NewRecorder()
		s.Handler(http.NotFoundHandler()).ServeHTTP(answer, with(t, only(t, w)))
		if answer.Code != http.StatusServiceUnavailable {
			t.Errorf("answer %d, want 503", answer.Code)
		}
	})
}

func TestTheDatabaseDoesNotHoldTheSecrets(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		c := f.begin()
		link, err := f.Link(t.Context(), "operator", access.Person{Name: "ben"}, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.db.Read.QueryContext(t.Context(), "SELECT hash || person || roles FROM sessions UNION ALL SELECT hash || person || roles FROM links")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(text, c.Value[4:]) || strings.Contains(text, link[4:]) {
				t.Errorf("a row has the secret: %s", text)
			}
		}
	})
}

func TestWhoCameAndWentStandsInTheAuditLog(t *testing.T) {
	each(t, func(t *testing.T, f *front) {
		link, err := f.Link(t.Context(), "operator", ann, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		if err := f.Enter(w, with(t), link); err != nil {
			t.Fatal(err)
		}
		if err := f.End(httptest.NewRecorder(), with(t, only(t, w))); err != nil {
			t.Fatal(err)
		}
		f.begin()
		for range 2 { // the second ends nothing
			if _, _, err := f.EndAll(t.Context(), "operator", "ann"); err != nil {
				t.Fatal(err)
			}
		}
		f.begin()
		for _, name := range []string{"ann", "ben"} { // who is not signed in
			if _, _, err := f.ChangeRoles(t.Context(), "operator", access.Person{Name: name}); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Forget(t.Context(), "operator", "ann"); err != nil {
			t.Fatal(err)
		}
		var got []string
		for r, err := range (audit.Log{DB: f.db}).Records(t.Context(), audit.Filter{}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r.Actor+" "+r.Action+" "+r.Subject)
		}
		want := []string{"operator link.created ann", "ann person.signed-in ann", "ann person.signed-out ann", "ann person.signed-in ann", "operator person.sessions-ended ann",
			"ann person.signed-in ann", "operator person.roles-changed ann", "operator person.forgotten ann"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
