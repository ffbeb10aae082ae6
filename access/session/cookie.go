package session

import (
	"cmp"
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/internal/secret"
	"github.com/presscheck/presscheck/database"
)

// Cookie names the cookie that keeps name. Over https browsers hold it to this
// one host (RFC 6265bis §4.1.3.2); over http they would refuse that.
func Cookie(name string, secure bool) string {
	if secure {
		return "__Host-" + name
	}
	return name
}

// cookie is what the browser keeps until it is closed. Other sites cannot have
// it sent with what changes anything.
func (s *Sessions) cookie(shown string) *http.Cookie {
	return &http.Cookie{
		Name: Cookie("presscheck", s.Secure), Value: shown, Path: "/",
		Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

// hashOf is under which the session of r is kept; false if it has none.
func (s *Sessions) hashOf(r *http.Request) (string, bool) {
	c, err := r.Cookie(Cookie("presscheck", s.Secure))
	if err != nil {
		return "", false
	}
	return secret.Hash(prefix, c.Value)
}

// Handler is next, with access.PersonOf for those who are signed in. While the
// database does not answer it is not known who that is, and nothing is served.
func (s *Sessions) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hash, ok := s.hashOf(r)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		p, ok, err := s.find(r.Context(), hash)
		if err != nil {
			cmp.Or(s.Log, slog.New(slog.DiscardHandler)).WarnContext(r.Context(), "nobody's session can be looked up", "error", err)
			http.Error(w, "The database does not answer, so that presscheck cannot know who you are. Try again soon.", http.StatusServiceUnavailable)
			return
		}
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		in := r.WithContext(access.With(r.Context(), p))
		next.ServeHTTP(w, in)
		r.Pattern = in.Pattern // for whoever logs it
	})
}

// find is who is in the session, as long as it has not ended.
func (s *Sessions) find(ctx context.Context, hash string) (access.Person, bool, error) {
	found, err := database.Collect(ctx, s.DB.Read, scan, "SELECT hash, person, roles, member_of, seen_at, ends_at FROM sessions WHERE hash = $1", hash)
	if err != nil || len(found) == 0 {
		return access.Person{}, false, err
	}
	now, f := s.now(), found[0]
	if !now.Before(f.ends) || !now.Before(f.seen.Add(cmp.Or(s.Idle, 2*time.Hour))) {
		return access.Person{}, false, nil
	}
	roles, err := s.rolesOf(f.granted)
	return access.Person{Name: f.person, Roles: roles}, true, cmp.Or(err, s.seen(ctx, f, now))
}

// seen notes that something was asked for, once a minute. A session that was
// ended meanwhile stays so.
func (s *Sessions) seen(ctx context.Context, f session, now time.Time) error {
	if now.Sub(f.seen) < time.Minute {
		return nil
	}
	_, err := s.DB.Write.ExecContext(ctx, "UPDATE sessions SET seen_at = $1 WHERE hash = $2", database.Micros(now), f.hash)
	return err
}

func scan(rows *sql.Rows) (f session, err error) {
	var seen, ends int64
	err = rows.Scan(&f.hash, &f.person, &f.granted.roles, &f.granted.groups, &seen, &ends)
	f.seen, f.ends = database.Instant(seen), database.Instant(ends)
	return f, err
}
