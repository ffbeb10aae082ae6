package access_test

import (
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
