package access

import (
	"fmt"
	"slices"
	"strings"
)

// A Role is a set of rights. Who has several on a site has them joined by |, and
// the rights of each. The zero Role gives none.
type Role uint8

// The roles that people have.
const (
	RoleReviewer Role = 1 << iota
	RoleLead
	RoleAdmin
	RoleAuditor // reads, and changes nothing
)

// roles are those that are not joined of others, in the order in which they are
// written.
var roles = []struct {
	role   Role
	name   string
	rights []Right
}{
	{RoleReviewer, "reviewer", []Right{See, Decide}},
	{RoleLead, "lead", []Right{See, Decide, Lead}},
	{RoleAdmin, "admin", []Right{See, Decide, Lead, Administer, Audit}},
	{RoleAuditor, "auditor", []Right{See, Audit}},
}

// ParseRole is the role with that name or, of several names with commas between
// them, all of these, or an error that lists those there are.
func ParseRole(text string) (Role, error) {
	var joined Role
	for name := range strings.SplitSeq(text, ",") {
		one, err := named(strings.TrimSpace(name))
		if err != nil {
			return 0, err
		}
		joined |= one
	}
	return joined, nil
}

func named(name string) (Role, error) {
	for _, r := range roles {
		if r.name == name {
			return r.role, nil
		}
	}
	return 0, fmt.Errorf("%w: there is no role %q; there are reviewer, lead, admin and auditor", ErrInvalid, name)
}

// String gives the names as ParseRole reads them, such as "lead, auditor".
func (r Role) String() string {
	var names []string
	for _, one := range roles {
		if r&one.role != 0 {
			names = append(names, one.name)
		}
	}
	return strings.Join(names, ", ")
}

// MarshalText gives String.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText is ParseRole.
func (r *Role) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRole(string(text))
	return err
}

// gives reports whether one of the roles that r is joined of has the right.
func (r Role) gives(right Right) bool {
	for _, one := range roles {
		if r&one.role != 0 && slices.Contains(one.rights, right) {
			return true
		}
	}
	return false
}
