package server_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/groups"
	"github.com/presscheck/presscheck/review/views"
	"github.com/presscheck/presscheck/server"
)

// A door is a route, and which token opens it. ITEM stands for that of an
// article of daily, which has a numbat in it, GROUP for the decision on it, VIEW
// for a view of daily, and SITE for one of the token's.
type door struct {
	path, body string
	scope      access.Scope // empty: none is needed, or anyToken
}

// anyToken is the scope of what any token opens.
const anyToken access.Scope = "any"

const (
	inOne = `{"html":"<p>News</p>","site":"SITE"}`
	asAnn = `{"reviewer":"ann"}`
)

var doors = map[string]door{
	"POST /v1/check":                                   {"/v1/check", inOne, access.ScopeCheck},
	"POST /v1/check/batch":                             {"/v1/check/batch", inOne, access.ScopeCheck},
	"POST /v1/repair":                                  {"/v1/repair", inOne, access.ScopeCheck},
	"GET /v1/items":                                    {"/v1/items?text=numbat", "", access.ScopeReview},
	"POST /v1/items/next":                              {"/v1/items/next", asAnn, access.ScopeReview},
	"GET /v1/items/{id}":                               {"/v1/items/ITEM", "", access.ScopeReview},
	"GET /v1/items/{id}/explain":                       {"/v1/items/ITEM/explain", "", access.ScopeReview},
	"GET /v1/items/{id}/similar":                       {"/v1/items/ITEM/similar", "", access.ScopeReview},
	"GET /v1/items/{id}/group":                         {"/v1/items/ITEM/group", "", access.ScopeReview},
	"POST /v1/items/{id}/group/decision":               {"/v1/items/ITEM/group/decision", asAnn, access.ScopeReview},
	"GET /v1/items/{id}/deliveries":                    {"/v1/items/ITEM/deliveries", "", access.ScopeReview},
	"POST /v1/items/{id}/deliveries/{delivery}/resend": {"/v1/items/ITEM/deliveries/ITEM.3/resend", asAnn, access.ScopeReview},
	"POST /v1/items/{id}/claim":                        {"/v1/items/ITEM/claim", asAnn, access.ScopeReview},
	"POST /v1/items/{id}/heartbeat":                    {"/v1/items/ITEM/heartbeat", asAnn, access.ScopeReview},
	"POST /v1/items/{id}/note":                         {"/v1/items/ITEM/note", asAnn, access.ScopeReview},
	"POST /v1/items/{id}/move":                         {"/v1/items/ITEM/move", asAnn, access.ScopeReview},
	"POST /v1/items/{id}/release":                      {"/v1/items/ITEM/release", asAnn, access.ScopeReview},
	"POST /v1/items/{id}/decision":                     {"/v1/items/ITEM/decision", asAnn, access.ScopeReview},
	"GET /v1/groups/{group}":                           {"/v1/groups/GROUP", "", access.ScopeReview},
	"POST /v1/groups/{group}/undo":                     {"/v1/groups/GROUP/undo", asAnn, access.ScopeReview},
	"GET /v1/views":                                    {"/v1/views", "", access.ScopeReview},
	"POST /v1/views":                                   {"/v1/views", `{"reviewer":"ann","name":"SITE","query":"site=SITE"}`, access.ScopeReview},
	"DELETE /v1/views/{name}":                          {"/v1/views/VIEW?reviewer=ann", "", access.ScopeReview},
	"GET /v1/deliveries":                               {"/v1/deliveries", "", access.ScopeReview},
	"GET /v1/decisions":                                {"/v1/decisions", "", access.ScopeReview},
	"GET /v1/figures":                                  {"/v1/figures", "", access.ScopeReview},
	"GET /v1/audit":                                    {"/v1/audit", "", access.ScopeAdmin},
	"POST /v1/policy/reload":                           {"/v1/policy/reload", "", access.ScopeAdmin},
	"POST /v1/policy/promote":                          {"/v1/policy/promote", `{"by":"ann"}`, access.ScopeAdmin},
	"POST /v1/policy/confirm":                          {"/v1/policy/confirm", `{"by":"ann","rule":"x"}`, access.ScopeAdmin},
	"GET /v1/filters":                                  {"/v1/filters", "", anyToken},
	"GET /v1/policy":                                   {"/v1/policy", "", anyToken},
	"GET /livez":                                       {"/livez", "", ""},
	"GET /readyz":                                      {"/readyz?verbose", "", ""},
	"GET /api.yaml":                                    {"/api.yaml", "", ""},
}

// A bearer is a program with a token, or without one.
type bearer struct {
	shown string
	token access.Token
}

var ofDaily = regexp.MustCompile("ITEM|GROUP|VIEW")

// want is the status that b gets at d, or 0 for one of those that say that it
// may, whether or not it can.
func (b bearer) want(d door) int {
	switch {
	case d.scope == "":
		return 0
	case b.shown == "":
		return 401
	case d.scope != anyToken && !b.token.Opens(d.scope):
		return 403
	case ofDaily.MatchString(d.path) && !b.token.On("daily"):
		return 404
	}
	return 0
}

func TestEveryRouteAsksForItsToken(t *testing.T) {
	db := databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "desk.db"))
	desk, _ := newDeskOn(t, db)
	desk.Audit = &audit.Log{DB: db}
	desk.CheckTokens, desk.MetricsTokens = true, true
	var bearers []bearer
	for _, scope := range access.Scopes() {
		token := access.Token{Name: string(scope), Scopes: []access.Scope{scope}}
		bearers = append(bearers, bearer{newToken(t, desk, token), token})
	}
	for _, site := range []string{"daily", "weekly"} {
		token := access.Token{Name: site, Scopes: []access.Scope{access.ScopeCheck, access.ScopeReview}, Sites: []string{site}}
		bearers = append(bearers, bearer{newToken(t, desk, token), token})
	}
	s := start(t, desk)
	held := s.as(bearers[0].shown, "POST", "/v1/check", "application/json",
		`{"html":"<p>Numbat 國(x)家</p>","site":"daily","title":"Numbat","author":{"id":"numbat"},"url":"https://numbat.example/","external_id":"numbat"}`)
	item := decode[struct {
		ID string `json:"item"`
	}](t, held.body).ID
	if _, err := desk.Desk.Claim(t.Context(), item, "ben"); err != nil {
		t.Fatal(err)
	}
	group, err := groups.Decide(t.Context(), desk.Desk, groups.Decision{
		Item: item, Reviewer: "ben", Outcome: review.Reject, Code: "spam", Listed: []groups.Listed{{Item: item, Version: 2}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := views.Save(t.Context(), desk.Desk.DB, views.View{Name: "numbat", Query: "site=daily", Reviewer: "ben"}); err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("ITEM", item, "GROUP", group, "VIEW", "numbat")
	for _, pattern := range server.Patterns() {
		d, ok := doors[pattern]
		if !ok {
			t.Errorf("%s is not in the table: say which token opens it", pattern)
			continue
		}
		for _, b := range append(slices.Clone(bearers), bearer{}) {
			s.tryDoor(pattern, door{fill.Replace(d.path), d.body, d.scope}, b, b.want(d), item)
		}
	}
}

func (s *service) tryDoor(pattern string, d door, b bearer, want int, item string) {
	s.t.Helper()
	method, _, _ := strings.Cut(pattern, " ")
	contentType := ""
	if d.body != "" {
		contentType = "application/json"
	}
	if strings.HasSuffix(d.path, "/batch") {
		contentType = "application/x-ndjson"
	}
	site := "weekly"
	if len(b.token.Sites) > 0 {
		site = b.token.Sites[0]
	}
	got := s.as(b.shown, method, d.path, contentType, strings.ReplaceAll(d.body, "SITE", site))
	name := fmt.Sprintf("%s by %q", pattern, b.token.Name)
	if want != 0 && got.StatusCode != want || want == 0 && (got.StatusCode == 401 || got.StatusCode == 403) || got.StatusCode == 500 {
		s.t.Errorf("%s = %s, want %d: %s", name, got.Status, want, got.body)
	}
	if knows := b.token.On("daily") && (b.token.Opens(access.ScopeReview) || b.token.Opens(access.ScopeAdmin)); knows && b.shown != "" {
		return
	}
	if told := strings.ToLower(got.body); strings.Contains(told, "numbat") || strings.Contains(got.body, item) {
		s.t.Errorf("%s is told of another site: %s", name, got.body)
	}
}
