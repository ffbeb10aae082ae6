package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// A nearGroup is the open near-identical items of an answer.
type nearGroup struct {
	Members []struct {
		Item     review.Item `json:"item"`
		Place    string      `json:"place"`
		Evidence []struct {
			Text string `json:"text"`
		} `json:"evidence"`
	} `json:"members"`
}

// listed are its items, as a decision names them.
func (g nearGroup) listed() string {
	var items []string
	for _, m := range g.Members {
		items = append(items, fmt.Sprintf(`{"item":%q,"version":%d}`, m.Item.ID, m.Item.Version))
	}
	return "[" + strings.Join(items, ",") + "]"
}

type decidedGroup struct {
	ID    string `json:"group"`
	Items []struct {
		Item review.Item `json:"item"`
		Fate string      `json:"fate"`
	} `json:"items"`
	Unseen   int `json:"unseen"`
	Undoable int `json:"undoable"`
}

// fates says what became of which item, by external id.
func (g decidedGroup) fates() map[string]string {
	fates := map[string]string{}
	for _, i := range g.Items {
		fates[i.Item.ExternalID] = i.Fate
	}
	return fates
}

// near has near-identical articles checked, by site and external id, and returns
// the path of the first one.
func (s *service) near(articles ...string) string {
	s.t.Helper()
	first := ""
	for _, article := range articles {
		site, id, _ := strings.Cut(article, "/")
		held := s.check("/v1/check?site="+site+"&external_id="+id, "text/html; charset=utf-8", heldArticle)
		if first == "" {
			first = "/v1/items/" + held.Item
		}
	}
	return first
}

func (s *service) decideGroup(path, items string) decidedGroup {
	s.t.Helper()
	return want[decidedGroup](s, 200, "POST", path+"/group/decision", `{"reviewer":"ann","outcome":"reject","code":"spam","items":`+items+`}`)
}

func wantFates(t *testing.T, got decidedGroup, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, got.fates()); diff != "" {
		t.Errorf("fates (-want +got):\n%s", diff)
	}
}

func TestAGroupIsShownWithItsEvidenceAndDecidedAtOnce(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	path := s.near("a/1", "a/2", "b/3")
	group := want[nearGroup](s, 200, "GET", path+"/group", "")
	if len(group.Members) != 3 || group.Members[0].Item.ExternalID != "1" {
		t.Fatalf("group = %+v", group)
	}
	for _, m := range group.Members {
		if m.Place == "" || len(m.Evidence) == 0 || !strings.Contains(heldArticle, m.Evidence[0].Text) {
			t.Errorf("%s has the evidence %q %+v", m.Item.ExternalID, m.Place, m.Evidence)
		}
	}
	got := s.decideGroup(path, group.listed())
	wantFates(t, got, map[string]string{"1": "decided", "2": "decided", "3": "decided"})
	if got.Undoable != 3 {
		t.Errorf("%d decisions can be taken back, want 3", got.Undoable)
	}
	if again := want[nearGroup](s, 200, "GET", path+"/group", ""); len(again.Members) != 0 {
		t.Errorf("still open: %+v", again)
	}
	wantFates(t, want[decidedGroup](s, 200, "GET", "/v1/groups/"+got.ID, ""), got.fates())
}

func TestAGroupDecisionTouchesWhatItNamesAndNothingThatMoved(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	path := s.near("a/1", "a/2", "a/3")
	group := want[nearGroup](s, 200, "GET", path+"/group", "")
	s.near("a/4")
	for _, m := range group.Members {
		switch id := "/v1/items/" + m.Item.ID; m.Item.ExternalID {
		case "2":
			want[review.Item](s, 200, "POST", id+"/note", `{"reviewer":"bob","note":"Wait."}`)
		case "3":
			want[review.Item](s, 200, "POST", id+"/claim", `{"reviewer":"bob"}`)
		}
	}
	wantFates(t, s.decideGroup(path, group.listed()), map[string]string{"1": "decided", "2": "changed", "3": "taken", "4": "new"})
}

func TestAGroupIsUndoneByWhoDecidedWhileThatCanBe(t *testing.T) {
	desk, clock := newDesk(t)
	s := start(t, desk)
	path := s.near("a/1", "a/2")
	decide := func() decidedGroup {
		return s.decideGroup(path, want[nearGroup](s, 200, "GET", path+"/group", "").listed())
	}
	undo := "/v1/groups/" + decide().ID + "/undo"
	wantProblem(t, s.ask("POST", undo, `{"reviewer":"bob"}`), 409, "conflict", "Somebody else")
	wantFates(t, want[decidedGroup](s, 200, "POST", undo, `{"reviewer":"ann"}`), map[string]string{"1": "undone", "2": "undone"})
	again := decide()
	clock.pass(time.Hour)
	late := want[decidedGroup](s, 200, "POST", "/v1/groups/"+again.ID+"/undo", `{"reviewer":"ann"}`)
	wantFates(t, late, map[string]string{"1": "decided", "2": "decided"})
	if late.Undoable != 0 {
		t.Errorf("%d decisions can be taken back, want none: they are final", late.Undoable)
	}
}

func TestAGroupEndsAtTheSitesOfTheToken(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	path := s.near("a/1", "a/2", "b/3")
	all := want[nearGroup](s, 200, "GET", path+"/group", "")
	whole := s.token
	s.token = newToken(t, desk, access.Token{Name: "a", Scopes: []access.Scope{access.ScopeReview}, Sites: []string{"a"}})
	own := want[nearGroup](s, 200, "GET", path+"/group", "")
	if len(own.Members) != 2 {
		t.Errorf("%d items are shown, want the 2 of the token's site", len(own.Members))
	}
	body := `{"reviewer":"ann","outcome":"approve","items":` + all.listed() + `}`
	wantProblem(t, s.ask("POST", path+"/group/decision", body), 404, "not-found", "")
	only := s.decideGroup(path, own.listed())
	wantFates(t, only, map[string]string{"1": "decided", "2": "decided"})
	want[decidedGroup](s, 200, "POST", "/v1/groups/"+only.ID+"/undo", `{"reviewer":"ann"}`)

	s.token = whole
	group := s.decideGroup(path, want[nearGroup](s, 200, "GET", path+"/group", "").listed())
	s.token = newToken(t, desk, access.Token{Name: "a", Scopes: []access.Scope{access.ScopeReview}, Sites: []string{"a"}})
	part := want[decidedGroup](s, 200, "GET", "/v1/groups/"+group.ID, "")
	if len(part.Items) != 2 || part.Unseen != 1 || part.Undoable != 0 {
		t.Errorf("the record = %+v, want 2 items, 1 unseen and none to be undone", part)
	}
	wantProblem(t, s.ask("POST", "/v1/groups/"+group.ID+"/undo", `{"reviewer":"ann"}`), 403, "forbidden", "sites")
	s.token = newToken(t, desk, access.Token{Name: "b", Scopes: []access.Scope{access.ScopeReview}, Sites: []string{"b"}})
	wantProblem(t, s.ask("GET", "/v1/groups/"+group.ID, ""), 404, "not-found", "")
}

func TestAGroupDecisionThatIsNotCompleteDecidesNothing(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	path := s.near("a/1")
	listed := want[nearGroup](s, 200, "GET", path+"/group", "").listed()
	one := strings.Trim(listed, "[]")
	for name, test := range map[string]struct {
		rest   string
		status int
		kind   string
	}{
		"no items":              {`"outcome":"approve"`, 422, "incomplete"},
		"too many items":        {`"outcome":"approve","items":[` + strings.Repeat(one+",", 500) + one + `]`, 422, "incomplete"},
		"an item twice":         {`"outcome":"approve","items":[` + one + "," + one + `]`, 422, "incomplete"},
		"no version":            {`"outcome":"approve","items":[{"item":"x"}]`, 422, "incomplete"},
		"no outcome":            {`"items":` + listed, 422, "incomplete"},
		"no code to reject":     {`"outcome":"reject","items":` + listed, 422, "incomplete"},
		"escalated":             {`"outcome":"escalate","note":"look","items":` + listed, 422, "incomplete"},
		"an item that is not":   {`"outcome":"approve","items":[{"item":"x\u0000","version":1}]`, 404, "not-found"},
		"a field of an item":    {`"outcome":"approve","items":[{"item":"x","version":1,"out":true}]`, 400, "malformed"},
		"a version of no digit": {`"outcome":"approve","items":[{"item":"x","version":"1"}]`, 400, "malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			wantProblem(t, s.ask("POST", path+"/group/decision", `{"reviewer":"ann",`+test.rest+`}`), test.status, test.kind, "")
		})
	}
	if now := want[nearGroup](s, 200, "GET", path+"/group", ""); now.listed() != listed {
		t.Errorf("the group is %s, was %s", now.listed(), listed)
	}
	wantProblem(t, s.ask("GET", "/v1/groups/none", ""), 404, "not-found", "group")
	wantProblem(t, s.ask("POST", "/v1/groups/none/undo", `{"reviewer":"ann"}`), 404, "not-found", "group")
}
