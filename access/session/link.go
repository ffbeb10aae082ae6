package session

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/internal/secret"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
)

// ErrLink means that a link was used already, is over, or never was one.
var ErrLink = errors.New("no such link")

const linkPrefix = "pcl_"

// Link is the secret of a link with which p may sign in, once, until it has
// lasted that long. It is returned this one time.
func (s *Sessions) Link(ctx context.Context, by string, p access.Person, lasting time.Duration) (string, error) {
	if err := access.CheckName(p.Name); err != nil {
		return "", err
	}
	roles, err := json.Marshal(p.Roles, json.Deterministic(true))
	if err != nil {
		return "", err
	}
	shown, now := secret.New(linkPrefix), s.now()
	hash, _ := secret.Hash(linkPrefix, shown)
	err = s.DB.InTx(ctx, func(tx *sql.Tx) error {
		if err := free(ctx, tx, p.Name); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM links WHERE ends_at <= $1", database.Micros(now)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO links (hash, person, roles, ends_at) VALUES ($1, $2, $3, $4)",
			hash, p.Name, roles, database.Micros(now.Add(lasting))); err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Record{Actor: by, Action: "link.created", Subject: p.Name, Detail: detail(p)})
	})
	if err != nil {
		return "", fmt.Errorf("make link: %w", err)
	}
	return shown, nil
}

// free is ErrTaken for the name of somebody who signs in at a provider.
func free(ctx context.Context, tx *sql.Tx, name string) error {
	var n int
	err := tx.QueryRowContext(ctx, "SELECT count(*) FROM people WHERE name = $1 AND subject <> ''", name).Scan(&n)
	if err == nil && n > 0 {
		return ErrTaken
	}
	return err
}

// Enter signs in whom the link with that secret is for, as Begin does, and uses
// it up; or it is ErrLink, and everything is as before.
func (s *Sessions) Enter(w http.ResponseWriter, r *http.Request, shown string) error {
	hash, ok := secret.Hash(linkPrefix, shown)
	if !ok {
		return ErrLink
	}
	return s.begin(w, r, Account{}, func(tx *sql.Tx) (access.Person, error) {
		var p access.Person
		var roles []byte
		err := tx.QueryRowContext(r.Context(), "DELETE FROM links WHERE hash = $1 AND ends_at > $2 RETURNING person, roles",
			hash, database.Micros(s.now())).Scan(&p.Name, &roles)
		if errors.Is(err, sql.ErrNoRows) {
			return access.Person{}, ErrLink
		}
		if err != nil {
			return access.Person{}, err
		}
		return p, json.Unmarshal(roles, &p.Roles)
	})
}
