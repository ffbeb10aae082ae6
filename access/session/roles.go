package session

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
)

// An Account is what a provider knows somebody by. The zero Account is nobody's:
// of who signs in with a link.
type Account struct {
	Subject string   // issuer and sub
	Groups  []string // of those that have roles, the ones that the person was in
}

// ErrGroups means that somebody's roles are not given by name.
var ErrGroups = errors.New("the person signs in at a provider and has the roles of their groups; change these there, or in the file that oidc.roles_file names")

// granted is what somebody may do, as a session keeps it: by name, or by groups.
type granted struct{ roles, groups string }

// grant is what p may do, who signs in with the account.
func grant(p access.Person, at Account) (granted, error) {
	roles, err := json.Marshal(p.Roles, json.Deterministic(true))
	if err != nil || at.Subject == "" {
		return granted{roles: string(roles)}, err
	}
	groups, err := json.Marshal(at.Groups)
	return granted{string(roles), string(groups)}, err
}

// rolesOf is what g gives now.
func (s *Sessions) rolesOf(g granted) (roles map[string]access.Role, err error) {
	if g.groups == "" {
		return roles, json.Unmarshal([]byte(g.roles), &roles)
	}
	var groups []string
	if err := json.Unmarshal([]byte(g.groups), &groups); err != nil || s.Roles == nil {
		return nil, err
	}
	return s.Roles(groups), nil
}

// ChangeRoles gives the person of p's name the roles of p in place of theirs, in
// all sessions and in the links that they could still use. It returns how many
// of each there were. For who signs in at a provider it is ErrGroups.
func (s *Sessions) ChangeRoles(ctx context.Context, by string, p access.Person) (sessions, links int, err error) {
	g, err := grant(p, Account{})
	if err != nil {
		return 0, 0, err
	}
	name := database.Storable(p.Name)
	err = s.DB.InTx(ctx, func(tx *sql.Tx) error {
		switch err := free(ctx, tx, name); {
		case errors.Is(err, ErrTaken):
			return ErrGroups
		case err != nil:
			return err
		}
		var err, err2 error
		links, err = change(ctx, tx, "UPDATE links SET roles = $1 WHERE person = $2", g.roles, name) // first, as in EndAll
		sessions, err2 = change(ctx, tx, "UPDATE sessions SET roles = $1 WHERE person = $2", g.roles, name)
		if err := cmp.Or(err, err2); err != nil || sessions+links == 0 {
			return err
		}
		d := detail(p)
		d["sessions"], d["links"] = strconv.Itoa(sessions), strconv.Itoa(links)
		return audit.Append(ctx, tx, audit.Record{Actor: by, Action: "person.roles-changed", Subject: name, Detail: d})
	})
	if err != nil {
		return 0, 0, fmt.Errorf("change roles: %w", err)
	}
	return sessions, links, nil
}
