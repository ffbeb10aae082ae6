package server_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review/views"
)

// views are the saved views that the token may know, by name.
func (s *service) views() map[string]string {
	s.t.Helper()
	got := want[struct {
		Views []struct {
			Name  string `json:"name"`
			Query string `json:"query"`
		} `json:"views"`
	}](s, 200, "GET", "/v1/views", "")
	queries := map[string]string{}
	for _, v := range got.Views {
		queries[v.Name] = v.Query
	}
	return queries
}

// done is ask for what is answered without a body.
func (s *service) done(method, path, body string) {
	s.t.Helper()
	if got := s.ask(method, path, body); got.StatusCode != 204 {
		s.t.Fatalf("%s %s %s = %s: %s", method, path, body, got.Status, got.body)
	}
}

func wantViews(t *testing.T, s *service, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, s.views()); diff != "" {
		t.Errorf("views (-want +got):\n%s", diff)
	}
}

func TestAViewIsSavedReplacedAndDeletedByItsReviewer(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	s.done("POST", "/v1/views", `{"reviewer":"ann","name":"Links","query":"site=a"}`)
	s.done("POST", "/v1/views", `{"reviewer":"ann","name":" Links","query":"status=any&site=b&order=queue&since=2026-03-01&rule="}`)
	s.done("POST", "/v1/views", `{"reviewer":"bob","name":"a/b ü","query":""}`)
	wantProblem(t, s.ask("POST", "/v1/views", `{"reviewer":"bob","name":"Links","query":"site=b"}`), 409, "conflict", "name")
	wantViews(t, s, map[string]string{"Links": "since=2026-03-01&site=b&status=any", "a/b ü": ""})
	wantProblem(t, s.ask("DELETE", "/v1/views/Links?reviewer=bob", ""), 409, "conflict", "reviewer")
	wantProblem(t, s.ask("DELETE", "/v1/views/Links?by=ann", ""), 400, "malformed", "")
	s.done("DELETE", "/v1/views/Links?reviewer=ann", "")
	s.done("DELETE", "/v1/views/a%2Fb%20%C3%BC?reviewer=bob", "")
	wantProblem(t, s.ask("DELETE", "/v1/views/Links?reviewer=ann", ""), 404, "not-found", "view")
	wantViews(t, s, map[string]string{})
}

func TestAViewThatThePagesCouldNotShowIsNotSaved(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	for name, test := range map[string]struct {
		body   string
		status int
		kind   string
	}{
		"no name":              {`"name":" "`, 422, "incomplete"},
		"a long name":          {`"name":"` + strings.Repeat("é", 61) + `"`, 422, "incomplete"},
		"a long query":         {`"name":"x","query":"text=` + strings.Repeat("a", 2000) + `"`, 422, "incomplete"},
		"an unknown parameter": {`"name":"x","query":"sit=a"`, 400, "malformed"},
		"a parameter twice":    {`"name":"x","query":"site=a&site=b"`, 400, "malformed"},
		"a time for a day":     {`"name":"x","query":"since=2026-03-01T00:00:00Z"`, 400, "malformed"},
		"an unknown order":     {`"name":"x","query":"order=oldest"`, 400, "malformed"},
		"a place in the list":  {`"name":"x","query":"after=x"`, 400, "malformed"},
		"a broken escape":      {`"name":"x","query":"site=%zz"`, 400, "malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			wantProblem(t, s.ask("POST", "/v1/views", `{"reviewer":"ann",`+test.body+`}`), test.status, test.kind, "")
		})
	}
	wantViews(t, s, map[string]string{})
}

func TestATokenOfOneSiteNeitherSeesNorTouchesTheViewsOfAnother(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	for name, query := range map[string]string{"ours": "site=a&text=quoll", "theirs": "site=b", "whose": "author=quoll", "all": "rule=links"} {
		if err := views.Save(t.Context(), desk.Desk.DB, views.View{Name: name, Query: query, Reviewer: "ann"}); err != nil {
			t.Fatal(err)
		}
	}
	whole := s.token
	s.token = newToken(t, desk, access.Token{Name: "a", Scopes: []access.Scope{access.ScopeReview}, Sites: []string{"a"}})
	wantViews(t, s, map[string]string{"ours": "site=a&text=quoll", "all": "rule=links"})
	wantProblem(t, s.ask("DELETE", "/v1/views/theirs?reviewer=ann", ""), 404, "not-found", "")
	wantProblem(t, s.ask("POST", "/v1/views", `{"reviewer":"ann","name":"theirs","query":"site=a"}`), 409, "conflict", "")
	wantProblem(t, s.ask("POST", "/v1/views", `{"reviewer":"ann","name":"x","query":"site=b"}`), 403, "forbidden", "site")
	wantProblem(t, s.ask("POST", "/v1/views", `{"reviewer":"ann","name":"x","query":"text=quoll"}`), 403, "forbidden", "site")
	s.done("POST", "/v1/views", `{"reviewer":"ann","name":"x","query":"site=a&text=quoll"}`)
	s.token = whole
	if got := s.views(); len(got) != 5 || got["theirs"] != "site=b" {
		t.Errorf("views = %v", got)
	}
}
