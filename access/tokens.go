package access

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/access/internal/secret"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
)

// Why a token is not made, found or revoked.
var (
	ErrInvalid = errors.New("invalid")       // with what to write instead
	ErrNoToken = errors.New("no such token") // or one that is over
)

// Tokens are those that programs show, in a database that stays its owner's to
// close. It is safe for many goroutines and processes: what one of them revokes
// opens nothing anywhere from then on.
type Tokens struct {
	DB  *database.DB
	Now func() time.Time // nil: time.Now
}

func (s Tokens) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

const (
	tokenPrefix = "pck_"
	tokenFields = "id, name, scopes, sites, created_at, expires_at, used_at, revoked_at"
)

// Create makes a token with the name, scopes, sites and end of t, in the name of
// by. The secret is returned this one time.
func (s Tokens) Create(ctx context.Context, by string, t Token) (string, Token, error) {
	t.ID, t.Created, t.Used, t.Revoked = strings.ToLower(rand.Text()[:10]), s.now().UTC().Truncate(time.Second), time.Time{}, time.Time{}
	if err := t.check(); err != nil {
		return "", Token{}, err
	}
	shown := secret.New(tokenPrefix)
	hash, _ := secret.Hash(tokenPrefix, shown)
	scopes, sites, err := encoded(t)
	if err != nil {
		return "", Token{}, err
	}
	err = s.DB.InTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO tokens (id, hash, name, scopes, sites, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			t.ID, hash, t.Name, scopes, sites, database.Micros(t.Created), database.Micros(t.Expires))
		return cmp.Or(err, audit.Append(ctx, tx, audit.Record{Actor: by, Action: "token.created", Subject: t.ID, Detail: t.detail()}))
	})
	if err != nil {
		return "", Token{}, fmt.Errorf("create token: %w", err)
	}
	return shown, t, nil
}

// check says what cannot be in a token.
func (t Token) check() error {
	if err := CheckName(t.Name); err != nil {
		return err
	}
	if len(t.Scopes) == 0 {
		return fmt.Errorf("%w: a token needs a scope: check, review, admin or metrics", ErrInvalid)
	}
	for _, scope := range t.Scopes {
		if !slices.Contains(Scopes(), scope) {
			return fmt.Errorf("%w: there is no scope %q; there are check, review, admin and metrics", ErrInvalid, scope)
		}
		if t.Sites != nil && (scope == ScopeAdmin || scope == ScopeMetrics) {
			return fmt.Errorf("%w: %s is not of single sites; make a token of its own for it, without sites", ErrInvalid, scope)
		}
	}
	if t.Sites != nil && len(t.Sites) == 0 || slices.Contains(t.Sites, "") {
		return fmt.Errorf("%w: a site has no name", ErrInvalid)
	}
	for _, site := range t.Sites {
		if database.Storable(site) != site {
			return fmt.Errorf("%w: the name of a site is not text in UTF-8", ErrInvalid)
		}
	}
	if !t.Expires.IsZero() && !t.Expires.After(t.Created) {
		return fmt.Errorf("%w: the token would be over before it is made", ErrInvalid)
	}
	return nil
}

// longestName of a person or program, in bytes.
const longestName = 100

// CheckName says what is wrong with the name of a person or program: it has to
// be up to 100 bytes of text that can be seen. Who had one with a character more
// that nobody sees would pass for somebody else in every history.
func CheckName(name string) error {
	if name == "" || len(name) > longestName || database.Storable(name) != name || strings.TrimSpace(name) != name ||
		strings.ContainsFunc(name, isUnseen) {
		return fmt.Errorf("%w: a name is up to %d bytes of characters that can be seen, without blanks around it", ErrInvalid, longestName)
	}
	return nil
}

func isUnseen(r rune) bool { return !unicode.IsPrint(r) }

func encoded(t Token) (scopes, sites []byte, err error) {
	scopes, err = json.Marshal(t.Scopes)
	if err != nil {
		return nil, nil, err
	}
	sites, err = json.Marshal(t.Sites, json.FormatNilSliceAsNull(true))
	return scopes, sites, err
}

// detail is what the record of a change of t says.
func (t Token) detail() map[string]string {
	var scopes []string
	for _, scope := range t.Scopes {
		scopes = append(scopes, string(scope))
	}
	d := map[string]string{"name": t.Name, "scopes": strings.Join(scopes, ", "), "sites": strings.Join(t.Sites, ", ")}
	if !t.Expires.IsZero() {
		d["expires"] = t.Expires.Format(time.RFC3339)
	}
	return d
}

// All lists every token there ever was, the oldest first.
func (s Tokens) All(ctx context.Context) ([]Token, error) {
	tokens, err := database.Collect(ctx, s.DB.Read, scanToken, "SELECT "+tokenFields+" FROM tokens ORDER BY created_at, id")
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	return tokens, nil
}

func scanToken(rows *sql.Rows) (t Token, err error) {
	var scopes, sites []byte
	var created, expires, used, revoked int64
	if err := rows.Scan(&t.ID, &t.Name, &scopes, &sites, &created, &expires, &used, &revoked); err != nil {
		return Token{}, err
	}
	t.Created, t.Expires = database.Instant(created), database.Instant(expires)
	t.Used, t.Revoked = database.Instant(used), database.Instant(revoked)
	return t, cmp.Or(json.Unmarshal(scopes, &t.Scopes), json.Unmarshal(sites, &t.Sites))
}

// Find is the token with that secret, or ErrNoToken if it opens nothing, be it
// unknown, revoked or over.
func (s Tokens) Find(ctx context.Context, shown string) (Token, error) {
	hash, ok := secret.Hash(tokenPrefix, shown)
	if !ok {
		return Token{}, ErrNoToken
	}
	found, err := database.Collect(ctx, s.DB.Read, scanToken, "SELECT "+tokenFields+" FROM tokens WHERE hash = $1", hash)
	if err != nil {
		return Token{}, fmt.Errorf("find token: %w", err)
	}
	now := s.now()
	if len(found) == 0 || !found[0].Valid(now) {
		return Token{}, ErrNoToken
	}
	return found[0], s.used(ctx, found[0], now)
}

// used notes that the token was used, if it is the first time in an hour: a
// write for each request would cost more than looking the token up.
func (s Tokens) used(ctx context.Context, t Token, now time.Time) error {
	hour := now.UTC().Truncate(time.Hour)
	if !t.Used.Before(hour) {
		return nil
	}
	if _, err := s.DB.Write.ExecContext(ctx, "UPDATE tokens SET used_at = $1 WHERE id = $2", database.Micros(hour), t.ID); err != nil {
		return fmt.Errorf("note use of token: %w", err)
	}
	return nil
}

// Revoke ends the token with that id or, if there is one alone that is not over,
// that name. It opens nothing from then on.
func (s Tokens) Revoke(ctx context.Context, by, nameOrID string) (Token, error) {
	all, err := s.All(ctx)
	if err != nil {
		return Token{}, err
	}
	t, err := chosen(all, nameOrID, s.now())
	if err != nil {
		return Token{}, err
	}
	t.Revoked = s.now().UTC()
	err = s.DB.InTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE tokens SET revoked_at = $1 WHERE id = $2", database.Micros(t.Revoked), t.ID)
		return cmp.Or(err, audit.Append(ctx, tx, audit.Record{Actor: by, Action: "token.revoked", Subject: t.ID, Detail: t.detail()}))
	})
	if err != nil {
		return Token{}, fmt.Errorf("revoke token: %w", err)
	}
	return t, nil
}

// chosen is the token that is meant among those that are not over.
func chosen(all []Token, nameOrID string, now time.Time) (Token, error) {
	var meant []Token
	var ids []string
	for _, t := range all {
		switch {
		case !t.Valid(now):
		case t.ID == nameOrID:
			return t, nil
		case t.Name == nameOrID:
			meant, ids = append(meant, t), append(ids, t.ID)
		}
	}
	switch len(meant) {
	case 0:
		return Token{}, fmt.Errorf("%w in force: %q", ErrNoToken, nameOrID)
	case 1:
		return meant[0], nil
	}
	return Token{}, fmt.Errorf("%w: %d tokens have the name %q; write the id of one: %s", ErrInvalid, len(meant), nameOrID, strings.Join(ids, ", "))
}
