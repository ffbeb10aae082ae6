package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/session"
	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/database"
)

func newTokenCommand(s *setup, std streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token create|list|revoke|link|roles|sign-out|forget",
		Short: "Let programs and people in, and keep them out again",
		Long: "Programs show a token, people sign in with a link or at a provider (oidc in the configuration).\n" +
			"Both are in the store, so that these commands need its settings; a service that runs need not be\n" +
			"restarted. Every change is in the audit log.",
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return usage(errors.New("token needs create, list, revoke, link, roles, sign-out or forget"))
		},
	}
	cmd.AddCommand(newTokenCreate(s, std), newTokenList(s, std), newTokenRevoke(s, std), newTokenLink(s, std), newRoles(s, std), newSignOut(s, std), newForget(s, std))
	return cmd
}

// withStore runs f with the store that the configuration names.
func (s *setup) withStore(cmd *cobra.Command, f func(*configs.Config, *database.DB) error) error {
	c, err := s.config(cmd)
	if err != nil {
		return err
	}
	db, err := needDatabase(cmd.Context(), c.Store, "tokens and sessions are kept in a store")
	if err != nil {
		return err
	}
	err = f(c, db)
	for _, mistake := range []error{access.ErrInvalid, access.ErrNoToken, session.ErrTaken, session.ErrNobody, session.ErrGroups} {
		if errors.Is(err, mistake) {
			err = usage(err)
			break
		}
	}
	return errors.Join(err, db.Close())
}

func newTokenCreate(s *setup, std streams) *cobra.Command {
	var t access.Token
	var scopes []string
	var expires string
	cmd := &cobra.Command{
		Use:   "create",
		Short: "Make a token for a program",
		Long: "Make a token and print it, this one time: only its hash is kept. A program sends it as\n" +
			"\"Authorization: Bearer TOKEN\". What it opens:\n\n" +
			"  check    POST /v1/check, /v1/check/batch, /v1/repair, if access.check is tokens\n" +
			"  review   /v1/items…\n" +
			"  admin    POST /v1/policy/…\n" +
			"  metrics  /metrics and /debug/pprof/, if access.metrics is tokens\n\n" +
			"To replace a token, make another of the same name, give it to the program, and revoke the first\n" +
			"by its id once the list says that the second is used.",
		Example: "  presscheck token create --name cms --scope check,review --site daily,weekly\n" +
			"  presscheck token create --name prometheus --scope metrics --expires 365d",
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lasts, err := lasting(expires)
			if err != nil {
				return usage(fmt.Errorf("--expires: %w", err))
			}
			for _, scope := range scopes {
				t.Scopes = append(t.Scopes, access.Scope(scope))
			}
			return s.withStore(cmd, func(_ *configs.Config, db *database.DB) error {
				if lasts > 0 {
					t.Expires = time.Now().UTC().Add(lasts).Truncate(time.Second)
				}
				return createToken(cmd.Context(), std, db, t)
			})
		},
	}
	cmd.Flags().StringVar(&t.Name, "name", "", "the program's `NAME`")
	cmd.Flags().StringSliceVar(&scopes, "scope", nil, "check, review, admin or metrics; several with commas, or given several times")
	cmd.Flags().StringSliceVar(&t.Sites, "site", nil, "for this `SITE` alone; several with commas, or given several times")
	cmd.Flags().StringVar(&expires, "expires", "", "when it is over, as `TIME` from now, such as 90d; without it never")
	return cmd
}

// createToken prints the token alone on standard output, for a script to keep.
func createToken(ctx context.Context, std streams, db *database.DB, t access.Token) error {
	shown, made, err := access.Tokens{DB: db}.Create(ctx, operator, t)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, shown)
	fmt.Fprintf(std.err, "token %s of %s; it is not shown again\n", made.ID, made.Name)
	return err
}

// lasting reads how long something lasts; empty is 0, for ever.
func lasting(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n > 0 && n <= 36500 {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d > 0 {
		return d, nil
	}
	return 0, fmt.Errorf("%q is no time; write for example 15m, 12h or 90d", text)
}

func newTokenList(s *setup, std streams) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the tokens, without their secrets",
		Long:    "List the tokens that are in force. When one was used last is known to the hour.",
		Example: "  presscheck token list --all",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withStore(cmd, func(_ *configs.Config, db *database.DB) error {
				tokens, err := access.Tokens{DB: db}.All(cmd.Context())
				if err != nil {
					return err
				}
				return listTokens(std.out, tokens, all)
			})
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "those that are revoked or over, too")
	return cmd
}

func listTokens(w io.Writer, tokens []access.Token, all bool) error {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.OptionsNoBordersAndSeparators
	t.AppendHeader(table.Row{"id", "name", "scopes", "sites", "created", "expires", "used", "revoked"})
	for _, token := range tokens {
		if all || token.Valid(time.Now()) {
			t.AppendRow(table.Row{token.ID, token.Name, scopesOf(token), sitesOf(token), day(token.Created), day(token.Expires), day(token.Used), day(token.Revoked)})
		}
	}
	if t.Length() == 0 {
		_, err := fmt.Fprintln(w, "no tokens")
		return err
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}

func scopesOf(t access.Token) string {
	var names []string
	for _, scope := range t.Scopes {
		names = append(names, string(scope))
	}
	return strings.Join(names, ", ")
}

func sitesOf(t access.Token) string {
	if t.Sites == nil {
		return "all"
	}
	return strings.Join(t.Sites, ", ")
}

func day(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	return at.Format("2006-01-02 15:04")
}

func newTokenRevoke(s *setup, std streams) *cobra.Command {
	return &cobra.Command{
		Use:     "revoke NAME|ID",
		Short:   "End a token",
		Long:    "End a token, at once and wherever it is used. If a name has several, name the one by its id.",
		Example: "  presscheck token revoke cms",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			return s.withStore(cmd, func(_ *configs.Config, db *database.DB) error {
				t, err := access.Tokens{DB: db}.Revoke(cmd.Context(), operator, named[0])
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(std.out, "revoked: token %s of %s\n", t.ID, t.Name)
				return err
			})
		},
	}
}
