package desk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/review"
)

var auditor = access.Person{Name: "kim", Roles: map[string]access.Role{"": access.RoleAuditor}}

// note adds records to the audit log.
func (r *room) note(records ...audit.Record) {
	r.t.Helper()
	if err := r.log.Add(r.t.Context(), records...); err != nil {
		r.t.Fatal(err)
	}
}

var recordLine = regexp.MustCompile(`<tr id="r(\d+)"`)

// listed are the numbers of the records on a page, in its order.
func listed(page string) string {
	var numbers []string
	for _, found := range recordLine.FindAllStringSubmatch(page, -1) {
		numbers = append(numbers, found[1])
	}
	return strings.Join(numbers, " ")
}

func TestTheAuditLogShowsWhoDidWhatTheLatestFirst(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.plant("daily", "numbat", "numbat", flagged)
	r.settle("ann", review.Reject) // claims and decides
	if _, err := r.Note(t.Context(), item.ID, "ben", "numbat"); err != nil {
		t.Fatal(err)
	}
	r.note(audit.Record{Action: "policy.loaded", Subject: "2026-03"})
	r.who = auditor
	r.wantAll("/desk/audit", "<bdi>ann</bdi>", "item.decided", `href="/desk/items/`+item.ID+`"`, "outcome", "reject", "spam", "the machine", "policy.loaded", "2026-03")
	page := r.get("/desk/audit").Body.String()
	if got := listed(page); got != "4 3 2 1" {
		t.Errorf("records %s", got)
	}
	if strings.Contains(page, "numbat") {
		t.Errorf("what somebody wrote is in\n%s", page)
	}
}

func TestTheAuditLogIsFiltered(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = auditor
	r.note(
		audit.Record{Actor: "ann", Action: "item.claimed", Site: "a", Subject: "x"},
		audit.Record{Actor: "ben", Action: "item.claimed", Site: "b", Subject: "y"},
		audit.Record{Actor: "ann", Action: "item.decided", Site: "a", Subject: "y"},
		audit.Record{Actor: "command line", Action: "token.created", Subject: "t"},
	)
	for query, want := range map[string]string{
		"":                              "4 3 2 1",
		"actor=ann":                     "3 1",
		"actor=+ann+":                   "3 1",
		"action=item.claimed":           "2 1",
		"item=y":                        "3 2",
		"actor=ann&action=item.decided": "3",
		"actor=nobody":                  "",
		"before=3":                      "2 1",
		"actor=%00%ff":                  "",
	} {
		if got := listed(r.get("/desk/audit?" + query).Body.String()); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	r.wantAll("/desk/audit?actor=nobody", "No record")
	for _, wrong := range []string{"before=x", "before=-1", "before=99999999999", "verify=x", "verify=1:00"} {
		if w := r.get("/desk/audit?" + wrong); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", wrong, w.Code)
		}
	}
}

func TestTheAuditLogIsTurnedPageByPage(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = auditor
	for i := range 120 {
		r.note(audit.Record{Actor: []string{"ann", "ben"}[i%2], Action: "item.claimed", Site: "a"})
	}
	var pages []string
	for at := "/desk/audit?actor=ann"; at != ""; {
		page := r.get(at).Body.String()
		numbers := strings.Fields(listed(page))
		pages = append(pages, fmt.Sprintf("%d from %s", len(numbers), numbers[0]))
		_, rest, _ := strings.Cut(page, `rel="next" href="`)
		at, _, _ = strings.Cut(rest, `"`)
		at = strings.ReplaceAll(at, "&amp;", "&")
	}
	if diff := cmp.Diff([]string{"50 from 119", "10 from 19"}, pages); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTheAuditLogIsOfTheSitesWhereOneMayReadIt(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.note(
		audit.Record{Actor: "ann", Action: "item.claimed", Site: "daily", Subject: "x"},
		audit.Record{Actor: "ben", Action: "item.claimed", Site: "weekly", Subject: "y"},
		audit.Record{Actor: "zoe", Action: "person.signed-in", Subject: "zoe"},
	)
	on := func(role access.Role, sites ...string) access.Person {
		p := access.Person{Name: "x", Roles: map[string]access.Role{}}
		for _, site := range sites {
			p.Roles[site] = role
		}
		return p
	}
	for name, test := range map[string]struct {
		who  access.Person
		want string
	}{
		"of one":                       {on(access.RoleAuditor, "daily"), "1"},
		"of two":                       {on(access.RoleAuditor, "daily", "weekly"), "2 1"},
		"of one, who leads everywhere": {access.Person{Name: "x", Roles: map[string]access.Role{"": access.RoleLead, "weekly": access.RoleAuditor}}, "2"},
		"an admin of all":              {on(access.RoleAdmin, ""), "3 2 1"},
	} {
		r.who = test.who
		page := r.get("/desk/audit").Body.String()
		if got := listed(page); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		if told := strings.Contains(page, "You see what was done on"); told != (test.want != "3 2 1") {
			t.Errorf("%s: told of the sites: %v", name, told)
		}
	}
}

func TestOnlyWhoMayReadTheAuditLogIsLedToIt(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.plant("daily", "town", "eve", flagged)
	for name, test := range map[string]struct {
		who  access.Person
		want bool
	}{
		"a reviewer":            {reviewer, false},
		"a lead":                {lead, false},
		"an auditor of a site":  {access.Person{Name: "x", Roles: map[string]access.Role{"daily": access.RoleAuditor}}, true},
		"an auditor of another": {access.Person{Name: "x", Roles: map[string]access.Role{"daily": access.RoleLead, "weekly": access.RoleAuditor}}, true},
	} {
		r.who = test.who
		if got := strings.Contains(r.get("/desk/").Body.String(), `href="/desk/audit"`); got != test.want {
			t.Errorf("%s has the link: %v", name, got)
		}
		got := strings.Contains(r.get("/desk/items/"+item.ID).Body.String(), `href="/desk/audit?item=`+item.ID)
		if want := test.who.May(access.Audit, "daily"); got != want {
			t.Errorf("%s has the link from the item: %v", name, got)
		}
	}
}

func TestTheAuditLogIsVerifiedOnRequest(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = auditor
	r.wantAll("/desk/audit?verify=1", "The log is empty")
	r.note(audit.Record{Action: "a.b"}, audit.Record{Action: "a.b"}, audit.Record{Action: "a.b"})
	head, err := r.log.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if page := r.get("/desk/audit").Body.String(); strings.Contains(page, "Whole") || !strings.Contains(page, `name="verify" value="1"`) {
		t.Errorf("without having been asked to verify:\n%s", page)
	}
	r.wantAll("/desk/audit?verify=1&actor=ann", "Whole", "3 records", head.String())
	r.wantAll("/desk/audit?verify="+head.String(), "The log ends with record 3")
	r.wantAll("/desk/audit?verify=3:"+strings.Repeat("0", 64), "Not whole")
	for _, statement := range []string{"DROP TRIGGER audit_no_update", "UPDATE audit SET actor = 'eve' WHERE seq = 2"} {
		if _, err := r.log.DB.Write.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	r.wantAll("/desk/audit?verify=1", "Not whole", "Record 2", "it was altered")
}

func TestALongAuditLogIsVerifiedInParts(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.pages = desk.Pages{Store: r.Store, Audit: r.log, VerifyAtOnce: 3}.Handler()
	r.who = auditor
	for range 7 {
		r.note(audit.Record{Action: "a.b"})
	}
	next := regexp.MustCompile(`name="verify" value="(\d:[0-9a-f]{64})"`)
	at := "/desk/audit?verify=1"
	for _, want := range []string{"Whole so far: records 1 to 3 of 7", "Whole so far: records 4 to 6 of 7", "Whole: the 1 record"} {
		r.wantAll(at, want)
		if found := next.FindStringSubmatch(r.get(at).Body.String()); found != nil {
			at = "/desk/audit?verify=" + url.QueryEscape(found[1])
		}
	}
	if _, err := r.log.DB.Write.ExecContext(t.Context(), "DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq < 5"); err != nil {
		t.Fatal(err)
	}
	r.wantAll("/desk/audit?verify=1", "Not whole", "with all up to record 4")
}

func TestWhatStrangersChoseIsTextInTheAuditLog(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = auditor
	r.note(audit.Record{Actor: hostileTitle, Action: hostileTitle, Site: hostileTitle, Subject: hostileTitle, Detail: map[string]string{hostileTitle: hostileTitle}})
	page := r.get("/desk/audit").Body.String() + r.get("/desk/audit?actor="+url.QueryEscape(hostileTitle)+"&item=%22%3E%3Cscript%3E").Body.String()
	for _, bad := range []string{"<script>document", "<img", `href="javascript:`} {
		if strings.Contains(page, bad) {
			t.Errorf("%q is in\n%s", bad, page)
		}
	}
}
