package access_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/access"
)

func TestARoleGivesRightsOnItsSiteAlone(t *testing.T) {
	ann := access.Person{Name: "ann", Roles: map[string]access.Role{"daily": access.RoleLead, "": access.RoleAuditor}}
	for _, test := range []struct {
		right access.Right
		site  string
		want  bool
	}{
		{access.Decide, "daily", true},
		{access.Lead, "daily", true},
		{access.Audit, "daily", true},
		{access.Administer, "daily", false},
		{access.See, "weekly", true},
		{access.Audit, "weekly", true},
		{access.Decide, "weekly", false},
	} {
		if got := ann.May(test.right, test.site); got != test.want {
			t.Errorf("ann may %s on %s = %v, want %v", test.right, test.site, got, test.want)
		}
	}
	for right, want := range map[access.Right][]string{access.Decide: {"daily"}, access.See: nil, access.Administer: {}} {
		if diff := cmp.Diff(want, ann.Sites(right)); diff != "" {
			t.Errorf("sites on which ann may %s: (-want +got)\n%s", right, diff)
		}
	}
}

func TestSeveralRolesOnASiteGiveTheRightsOfEach(t *testing.T) {
	ann := access.Person{Name: "ann", Roles: map[string]access.Role{"daily": access.RoleLead | access.RoleAuditor, "": access.RoleReviewer}}
	for right, want := range map[access.Right]bool{access.Audit: true, access.Lead: true, access.Decide: true, access.Administer: false} {
		if got := ann.May(right, "daily"); got != want {
			t.Errorf("a lead who is auditor may %s = %v, want %v", right, got, want)
		}
	}
	if diff := cmp.Diff([]string{"daily"}, ann.Sites(access.Audit)); diff != "" {
		t.Errorf("sites on which she may audit: (-want +got)\n%s", diff)
	}
}

func TestARoleIsReadAsItIsWritten(t *testing.T) {
	for _, test := range []struct {
		text string
		want access.Role
	}{
		{"lead", access.RoleLead},
		{"lead, auditor", access.RoleLead | access.RoleAuditor},
		{"reviewer, admin", access.RoleReviewer | access.RoleAdmin},
	} {
		got, err := access.ParseRole(test.text)
		if err != nil || got != test.want || got.String() != test.text {
			t.Errorf("role %q is %v, %v", test.text, got, err)
		}
	}
	for _, text := range []string{"", "boss", "lead,", "lead auditor"} {
		if got, err := access.ParseRole(text); !errors.Is(err, access.ErrInvalid) {
			t.Errorf("role %q is %v, %v; want an error", text, got, err)
		}
	}
}

func TestNobodyMayNothing(t *testing.T) {
	if (access.Person{}).May(access.See, "daily") {
		t.Error("the zero person may see")
	}
	if _, ok := access.PersonOf(t.Context()); ok {
		t.Error("somebody is in an empty context")
	}
	if p, ok := access.PersonOf(access.With(t.Context(), access.Person{Name: "ann"})); !ok || p.Name != "ann" {
		t.Errorf("person = %+v, %v", p, ok)
	}
}
