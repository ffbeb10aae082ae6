package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/oidc"
	"github.com/presscheck/presscheck/access/session"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/server"
)

// let lets programs in that show tokens in db, if there is one.
func let(srv *server.Server, db *database.DB, c configs.Access) {
	if db == nil {
		return
	}
	srv.Tokens = &access.Tokens{DB: db}
	srv.CheckTokens, srv.MetricsTokens, srv.TokenRate = c.Check == "tokens", c.Metrics == "tokens", c.TokenRate
}

// people are those who sign in at the pages. Nil people are none.
type people struct{ sessions *session.Sessions }

// openPages gives srv its pages, if there is a desk.
func openPages(srv *server.Server, db *database.DB, c *configs.Config, log *slog.Logger) (*people, error) {
	if db == nil {
		return nil, nil
	}
	provider, err := newProvider(c)
	if err != nil {
		return nil, err
	}
	s := newSessions(db, c, log)
	if provider != nil {
		s.Roles = provider.Groups.Roles
	}
	pages := desk.Pages{
		Store:  srv.Desk,
		Audit:  audit.Log{DB: db},
		Tokens: access.Tokens{DB: db},
		Policy: func() *policy.Engine { engine, _ := srv.Policy.Engines(); return engine },
		Limits: limits(c.Article),
		Log:    log,
		Origin: c.Access.Origin,
		SignIn: &desk.SignIn{Sessions: s, Provider: provider, Metrics: srv.Metrics},
	}
	srv.Pages = s.Handler(pages.Handler())
	return &people{s}, nil
}

func newSessions(db *database.DB, c *configs.Config, log *slog.Logger) *session.Sessions {
	return &session.Sessions{
		DB:      db,
		Secure:  strings.HasPrefix(pagesOrigin(c, c.Server.Address), "https:"),
		Idle:    c.Access.SessionIdle,
		Longest: c.Access.SessionLongest,
		Log:     log,
	}
}

// pagesOrigin is where people reach the pages of a service that listens at address.
// If nobody has said so, and others than this machine can reach it, all that is
// known is that it has to be over https.
func pagesOrigin(c *configs.Config, address string) string {
	switch {
	case c.Access.Origin != "":
		return c.Access.Origin
	case loopback(address):
		return "http://" + address
	}
	return "https:"
}

// loopback reports whether only this machine can reach the address.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && (host == "localhost" || net.ParseIP(host).IsLoopback())
}

// newProvider is where people sign in, or nil if they do nowhere else.
func newProvider(c *configs.Config) (*oidc.Provider, error) {
	if c.OIDC.Issuer == "" {
		return nil, nil
	}
	secret, err := readToken("oidc.client_secret_file", c.OIDC.ClientSecretFile)
	if err != nil {
		return nil, usage(err)
	}
	text, err := os.ReadFile(c.OIDC.RolesFile)
	if err != nil {
		return nil, usage(fmt.Errorf("oidc.roles_file: %w", err))
	}
	groups, err := oidc.ReadGroups(text)
	if err != nil {
		return nil, usage(fmt.Errorf("oidc.roles_file: %s: %w", c.OIDC.RolesFile, err))
	}
	return &oidc.Provider{
		Issuer:       c.OIDC.Issuer,
		ClientID:     c.OIDC.ClientID,
		ClientSecret: secret,
		RedirectURL:  c.Access.Origin + desk.OIDCPath,
		Secure:       strings.HasPrefix(c.Access.Origin, "https:"),
		NameClaim:    c.OIDC.NameClaim,
		GroupsClaim:  c.OIDC.GroupsClaim,
		Groups:       groups,
	}, nil
}

// linkLasts is how long it takes to go from a terminal to a browser.
const linkLasts = 15 * time.Minute

// invite says how the first person gets in. Where only this machine can use it,
// that is a link, which goes to out and not to the log, which is kept.
func (p *people) invite(ctx context.Context, c *configs.Config, address net.Addr, out io.Writer, log *slog.Logger) {
	if p == nil {
		return
	}
	some, err := p.sessions.Anybody(ctx)
	switch {
	case some:
	case err != nil:
		log.Warn("it is not known whether anybody has ever signed in", "error", err)
	case c.OIDC.Issuer != "":
		log.Warn("nobody has ever signed in; at the provider those can whose groups have a role in oidc.roles_file, and anybody whom 'presscheck token link' lets in",
			"at", c.Access.Origin+desk.SignInPath, "issuer", c.OIDC.Issuer)
	case loopback(address.String()) && c.DecisionLog.To != "-": // whose lines are for programs
		first := access.Person{Name: "admin", Roles: map[string]access.Role{"": access.RoleAdmin}}
		if err := p.printLink(ctx, out, pagesOrigin(c, address.String()), first, linkLasts); err != nil {
			log.Warn("no link to sign in with could be made", "error", err)
		}
	default:
		log.Warn("nobody has ever signed in; let somebody in with 'presscheck token link --name NAME --role admin', which prints a link")
	}
}

// printLink makes a link and prints it, this one time.
func (p *people) printLink(ctx context.Context, out io.Writer, origin string, who access.Person, lasts time.Duration) error {
	link, err := p.sessions.Link(ctx, operator, who, lasts)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s signs in here, once, within %s:\n%s%s#%s\n", who.Name, spoken(lasts), origin, desk.SignInPath, link)
	return err
}

// operator is who did what was done on the command line.
const operator = "command line"

// warnOfAccess says what it means that nothing is kept, or that all may come.
func warnOfAccess(c *configs.Config, log *slog.Logger) {
	if c.Store.Driver == "none" {
		log.Warn("no store is configured: what is held is kept nowhere, and nobody gets to see it here; set store.driver to sqlite or postgres")
	}
	if c.Access.Check == "anyone" && !loopback(c.Server.Address) {
		log.Warn("whoever reaches this address may have articles checked, and fill the review desk; set access.check to tokens, or see that only the CMS reaches it", "address", c.Server.Address)
	}
}

// errNoOrigin is for commands that print where to go.
var errNoOrigin = usage(errors.New("access.origin is not set: write the address under which people reach the pages, for example https://desk.example.org"))
