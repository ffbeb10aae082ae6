package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/database"
)

func newTokenLink(s *setup, std streams) *cobra.Command {
	var name, lasts string
	var roles, sites []string
	cmd := &cobra.Command{
		Use:   "link",
		Short: "Print a link with which a person signs in, once",
		Long: "Print a link with which a person signs in at the pages, once and soon. The secret stands behind the\n" +
			"#, which browsers do not send: neither a proxy nor a program that looks at links in mails can use it.\n" +
			"Where scripts are off, it is pasted into the page. Who has several roles may what each allows:\n\n" +
			"  reviewer  sees and decides\n" +
			"  lead      also groups of items, taking over, reopening\n" +
			"  admin     also policies, people, erasure and the audit log\n" +
			"  auditor   sees and reads the audit log, and changes nothing",
		Example: "  presscheck token link --name ann --role lead --site daily\n  presscheck token link --name eve --role admin --for 5m\n  presscheck token link --name kim --role lead,auditor",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			until, err := lasting(lasts)
			if err != nil || until > 24*time.Hour {
				return usage(fmt.Errorf("--for: %q is not a time up to 24h; write for example 15m", lasts))
			}
			who, err := personOf(name, strings.Join(roles, ","), sites)
			if err != nil {
				return usage(err)
			}
			return s.withStore(cmd, func(c *configs.Config, db *database.DB) error {
				where := pagesOrigin(c, c.Server.Address)
				if where == "https:" || strings.HasSuffix(where, ":0") {
					return errNoOrigin
				}
				return (&people{newSessions(db, c, nil)}).printLink(cmd.Context(), std.out, where, who, until)
			})
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "the person's `NAME`, as it will stand in the history")
	rolesFlags(cmd, &roles, &sites)
	cmd.Flags().StringVar(&lasts, "for", "15m", "`TIME` that the link can be used")
	return cmd
}

func rolesFlags(cmd *cobra.Command, roles, sites *[]string) {
	cmd.Flags().StringSliceVar(roles, "role", nil, "reviewer, lead, admin or auditor; several with commas, or given several times")
	cmd.Flags().StringSliceVar(sites, "site", nil, "has the role on this `SITE` alone; several with commas, or given several times")
}

// personOf has the roles, with commas between them, on the sites or, if these are
// nil, on all. An empty flag, such as of a variable that is not set, gives none.
func personOf(name, role string, sites []string) (access.Person, error) {
	known, err := access.ParseRole(role)
	if err != nil {
		return access.Person{}, fmt.Errorf("--role: %w", err)
	}
	p := access.Person{Name: name, Roles: map[string]access.Role{}}
	if sites != nil && len(sites) == 0 || slices.Contains(sites, "") {
		return access.Person{}, fmt.Errorf("--site: %w: a site has no name", access.ErrInvalid)
	}
	for _, site := range sites {
		p.Roles[site] = known
	}
	if sites == nil {
		p.Roles[""] = known
	}
	return p, nil
}

func newRoles(s *setup, std streams) *cobra.Command {
	var roles, sites []string
	cmd := &cobra.Command{
		Use:   "roles NAME",
		Short: "Give a person other roles",
		Long: "Give a person these roles in place of those they have, in what they do next wherever they are signed in,\n" +
			"and in the links that they could still use. Who signs in at a provider has the roles of their groups\n" +
			"(oidc.roles_file); take all from somebody with sign-out.",
		Example: "  presscheck token roles ann --role reviewer --site daily",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			who, err := personOf(named[0], strings.Join(roles, ","), sites)
			if err != nil {
				return usage(err)
			}
			return s.withStore(cmd, func(c *configs.Config, db *database.DB) error {
				sessions, links, err := newSessions(db, c, nil).ChangeRoles(cmd.Context(), operator, who)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(std.out, "changed: %s and %s of %s\n", counted(sessions, "session"), counted(links, "link"), who.Name)
				return err
			})
		},
	}
	rolesFlags(cmd, &roles, &sites)
	return cmd
}

func newSignOut(s *setup, std streams) *cobra.Command {
	return &cobra.Command{
		Use:     "sign-out NAME",
		Short:   "End all sessions of a person",
		Long:    "End all sessions of a person, wherever they are signed in, and the links that they could still use.",
		Example: "  presscheck token sign-out ann",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			return s.withStore(cmd, func(c *configs.Config, db *database.DB) error {
				sessions, links, err := newSessions(db, c, nil).EndAll(cmd.Context(), operator, named[0])
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(std.out, "ended: %s and %s of %s\n", counted(sessions, "session"), counted(links, "link"), named[0])
				return err
			})
		},
	}
}

func newForget(s *setup, std streams) *cobra.Command {
	return &cobra.Command{
		Use:   "forget NAME",
		Short: "Free the name of a person",
		Long: "A name belongs to the way in which it was first used to sign in: with a link, or as one person at the\n" +
			"provider. This frees it for another, and ends the sessions and links of whoever has it. What they did\n" +
			"stays in the history under the name.",
		Example: "  presscheck token forget ann",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			return s.withStore(cmd, func(c *configs.Config, db *database.DB) error {
				if err := newSessions(db, c, nil).Forget(cmd.Context(), operator, named[0]); err != nil {
					return err
				}
				_, err := fmt.Fprintf(std.out, "forgotten: the name %s is free\n", named[0])
				return err
			})
		},
	}
}
