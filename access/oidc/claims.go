package oidc

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/coreos/go-oidc/v3/oidc"
	"go.yaml.in/yaml/v3"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/session"
)

// Groups are the roles that a group has, by site; that of "" is on every site.
type Groups map[string]map[string]access.Role

// ReadGroups reads groups as an operator writes them, in YAML: {group: {site:
// role}}, where "*" is every site.
func ReadGroups(text []byte) (Groups, error) {
	var written map[string]map[string]string
	d := yaml.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&written); err != nil {
		return nil, errors.New("it does not hold groups, each with sites, each with a role; write for example\n  desk-leads: {daily: lead}")
	}
	groups := Groups{}
	for group, sites := range written {
		groups[group] = map[string]access.Role{}
		for site, name := range sites {
			role, err := access.ParseRole(name)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", group, site, err)
			}
			if site == "" {
				return nil, fmt.Errorf("%s: a site has no name; write \"*\" for every site", group)
			}
			if site == "*" {
				site = ""
			}
			groups[group][site] = role
		}
	}
	return groups, nil
}

// Roles of who is in all of these groups: on each site those of every group.
func (g Groups) Roles(names []string) map[string]access.Role {
	roles := map[string]access.Role{}
	for _, name := range names {
		for site, role := range g[name] {
			roles[site] |= role
		}
	}
	return roles
}

// person is whom the claims of the token are about.
func (p *Provider) person(token *oidc.IDToken) (access.Person, session.Account, error) {
	var claims map[string]any
	if err := token.Claims(&claims); err != nil {
		return access.Person{}, session.Account{}, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	name, err := p.name(claims)
	if err != nil {
		return access.Person{}, session.Account{}, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	groups := slices.DeleteFunc(texts(claims[p.GroupsClaim]), func(group string) bool { return len(p.Groups[group]) == 0 })
	if len(groups) == 0 {
		return access.Person{}, session.Account{}, ErrNoRole
	}
	return access.Person{Name: name, Roles: p.Groups.Roles(groups)}, session.Account{Subject: p.Issuer + " " + token.Subject, Groups: groups}, nil
}

// name is by which the claims call the person.
func (p *Provider) name(claims map[string]any) (string, error) {
	name, _ := claims[p.NameClaim].(string)
	if err := access.CheckName(name); err != nil {
		return "", fmt.Errorf("the claim %s holds no name (%w)", p.NameClaim, err)
	}
	if p.NameClaim == "email" && claims["email_verified"] != true {
		return "", errors.New("the email is not verified")
	}
	return name, nil
}

// texts are those in a claim that is one or a list.
func texts(claim any) []string {
	if one, ok := claim.(string); ok {
		return []string{one}
	}
	list, _ := claim.([]any)
	var all []string
	for _, member := range list {
		if text, ok := member.(string); ok {
			all = append(all, text)
		}
	}
	return all
}
