// Package session knows who is signed in.
//
//	link or provider ──▶ Enter, Begin ──▶ cookie ──▶ Handler ──▶ access.PersonOf
//
// Cookies and the secrets of links come from browsers and can be anything. What
// they stand for is kept in the database, so that it ends there when it ends.
package session

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/internal/secret"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
)

// Sessions are of people who have signed in. It is safe for many goroutines and
// processes; its fields are not changed once it is used.
type Sessions struct {
	DB      *database.DB
	Secure  bool             // people come over https; otherwise only from this machine
	Idle    time.Duration    // after which a session ends in which nothing was asked for; default 2 h
	Longest time.Duration    // after which it ends whatever happens; default 12 h
	Log     *slog.Logger     // nil logs nothing
	Now     func() time.Time // nil: time.Now

	// Roles are those that groups at the provider have now, by site. It is asked
	// at each request; nil: none have any.
	Roles func(groups []string) map[string]access.Role
}

// Why a name cannot be used or freed.
var (
	ErrTaken  = errors.New("the name belongs to somebody who signs in in another way; take another, or free it with 'presscheck token forget'")
	ErrNobody = errors.New("nobody has that name")
)

const prefix = "pcs_"

func (s *Sessions) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

// A session is a row of the table.
type session struct {
	hash, person string
	granted      granted
	seen, ends   time.Time
}

// Begin signs p in and answers with the cookie, in place of any session that r
// belonged to. The name is theirs from the first time on: with another account it
// is ErrTaken. What p may do, p may in the other sessions of theirs, too.
func (s *Sessions) Begin(w http.ResponseWriter, r *http.Request, p access.Person, at Account) error {
	return s.begin(w, r, at, func(*sql.Tx) (access.Person, error) { return p, nil })
}

// begin signs in whom who names, in one transaction with it.
func (s *Sessions) begin(w http.ResponseWriter, r *http.Request, at Account, who func(*sql.Tx) (access.Person, error)) error {
	ctx, shown := r.Context(), secret.New(prefix)
	err := s.DB.InTx(ctx, func(tx *sql.Tx) error {
		p, err := who(tx)
		if err != nil {
			return err
		}
		if err := s.know(ctx, tx, p.Name, at.Subject); err != nil {
			return err
		}
		g, err := grant(p, at)
		if err == nil {
			err = s.replace(ctx, tx, r, p.Name, g, shown)
		}
		if err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Record{Actor: p.Name, Action: "person.signed-in", Subject: p.Name, Detail: detail(p)})
	})
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	http.SetCookie(w, s.cookie(shown))
	return nil
}

// detail is what the record of a change about p says: each role, and where.
func detail(p access.Person) map[string]string {
	d := map[string]string{}
	for site, role := range p.Roles {
		d["role on "+cmp.Or(site, "every site")] = role.String()
	}
	return d
}

// know notes that the person was here, unless the name is somebody else's.
func (s *Sessions) know(ctx context.Context, tx *sql.Tx, name, subject string) error {
	now := database.Micros(s.now())
	result, err := tx.ExecContext(ctx, `INSERT INTO people (name, subject, first_at, last_at) VALUES ($1, $2, $3, $3)
		ON CONFLICT (name) DO UPDATE SET last_at = excluded.last_at WHERE people.subject = excluded.subject`, name, subject, now)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return cmp.Or(err, ErrTaken)
	}
	return nil
}

// replace puts a new session in the place of that of r, removes those that are
// over, and grants g in all of the person's.
func (s *Sessions) replace(ctx context.Context, tx *sql.Tx, r *http.Request, name string, g granted, shown string) error {
	now := s.now()
	old, _ := s.hashOf(r)
	if _, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE hash = $1 OR ends_at <= $2", old, database.Micros(now)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE sessions SET roles = $1, member_of = $2 WHERE person = $3", g.roles, g.groups, name); err != nil {
		return err
	}
	hash, _ := secret.Hash(prefix, shown)
	_, err := tx.ExecContext(ctx, "INSERT INTO sessions (hash, person, roles, member_of, began_at, seen_at, ends_at) VALUES ($1, $2, $3, $4, $5, $5, $6)",
		hash, name, g.roles, g.groups, database.Micros(now), database.Micros(now.Add(cmp.Or(s.Longest, 12*time.Hour))))
	return err
}

// End signs out: nobody is in the session of r any more, whoever has its cookie.
func (s *Sessions) End(w http.ResponseWriter, r *http.Request) error {
	gone := s.cookie("")
	gone.MaxAge = -1
	http.SetCookie(w, gone)
	hash, ok := s.hashOf(r)
	if !ok {
		return nil
	}
	err := s.DB.InTx(r.Context(), func(tx *sql.Tx) error {
		var name string
		err := tx.QueryRowContext(r.Context(), "DELETE FROM sessions WHERE hash = $1 RETURNING person", hash).Scan(&name)
		switch {
		case errors.Is(err, sql.ErrNoRows): // it has ended already
			return nil
		case err != nil:
			return err
		}
		return audit.Append(r.Context(), tx, audit.Record{Actor: name, Action: "person.signed-out", Subject: name})
	})
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// EndAll ends all sessions of the person with that name, and the links that
// they could still use. It returns how many of each there were. Links go first: a
// session that one is being used for is there once that is done.
func (s *Sessions) EndAll(ctx context.Context, by, name string) (sessions, links int, err error) {
	name = database.Storable(name)
	err = s.DB.InTx(ctx, func(tx *sql.Tx) error {
		var err error
		if links, err = change(ctx, tx, "DELETE FROM links WHERE person = $1", name); err != nil {
			return err
		}
		if sessions, err = change(ctx, tx, "DELETE FROM sessions WHERE person = $1", name); err != nil || sessions+links == 0 {
			return err
		}
		return audit.Append(ctx, tx, audit.Record{Actor: by, Action: "person.sessions-ended", Subject: name,
			Detail: map[string]string{"sessions": strconv.Itoa(sessions), "links": strconv.Itoa(links)}})
	})
	if err != nil {
		return 0, 0, fmt.Errorf("end sessions: %w", err)
	}
	return sessions, links, nil
}

// Forget frees the name, for whoever signs in with it next in whatever way, and
// ends what EndAll ends. What stands in the history under the name stays. A name
// that nobody has is ErrNobody.
func (s *Sessions) Forget(ctx context.Context, by, name string) error {
	name = database.Storable(name)
	err := s.DB.InTx(ctx, func(tx *sql.Tx) error {
		links, err := change(ctx, tx, "DELETE FROM links WHERE person = $1", name)
		people, err2 := change(ctx, tx, "DELETE FROM people WHERE name = $1", name)
		sessions, err3 := change(ctx, tx, "DELETE FROM sessions WHERE person = $1", name)
		if err := cmp.Or(err, err2, err3); err != nil {
			return err
		}
		if links+people+sessions == 0 {
			return ErrNobody
		}
		return audit.Append(ctx, tx, audit.Record{Actor: by, Action: "person.forgotten", Subject: name,
			Detail: map[string]string{"sessions": strconv.Itoa(sessions), "links": strconv.Itoa(links)}})
	})
	if err != nil {
		return fmt.Errorf("forget person: %w", err)
	}
	return nil
}

// change returns how many rows the query changed.
func change(ctx context.Context, tx *sql.Tx, query string, args ...any) (int, error) {
	result, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// Anybody reports whether anybody has ever signed in.
func (s *Sessions) Anybody(ctx context.Context) (bool, error) {
	var n int
	err := s.DB.Read.QueryRowContext(ctx, "SELECT count(*) FROM people").Scan(&n)
	if err != nil {
		return false, fmt.Errorf("count people: %w", err)
	}
	return n > 0, nil
}
