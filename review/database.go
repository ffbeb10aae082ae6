package review

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"net/url"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	_ "modernc.org/sqlite" // driver "sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// connect opens the pools. PostgreSQL has one for all; SQLite lets many read
// while one writes, and a second writer would only be told to wait.
func connect(o Options) (*Store, error) {
	s := &Store{Options: o}
	var err error
	switch o.Driver {
	case "postgres":
		s.locked = " FOR UPDATE SKIP LOCKED"
		s.write, err = sql.Open("pgx", o.DSN)
		s.read = s.write
	case "sqlite":
		if s.write, err = sql.Open("sqlite", sqliteName(o.DSN, "_txlock", "immediate")); err != nil {
			break
		}
		s.write.SetMaxOpenConns(1)
		s.read, err = sql.Open("sqlite", sqliteName(o.DSN, "_pragma", "query_only(1)"))
	default:
		err = fmt.Errorf("driver %q is not known; it is sqlite or postgres", o.Driver)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// sqliteName is the file at path as the driver wants it. A decision outlives a
// power cut (synchronous), and what is deleted is overwritten (secure_delete).
func sqliteName(path, key, value string) string {
	pragmas := url.Values{"_pragma": {
		"busy_timeout(10000)",
		"journal_mode(WAL)",
		"synchronous(FULL)",
		"foreign_keys(1)",
		"secure_delete(1)",
	}}
	pragmas.Add(key, value)
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + pragmas.Encode()
}

// migrate creates or changes the tables. Replicas that start at once wait for
// one another.
func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption{goose.WithLogger(goose.NopLogger())}
	if s.Driver == "postgres" {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return fmt.Errorf("lock for migrations: %w", err)
		}
		dialect, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(dialect, s.write, files, options...)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring tables up to date: %w", err)
	}
	return nil
}

// inTx runs f in a transaction of a writer.
func (s *Store) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() // without effect after Commit
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// A querier is the database, or a transaction on it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// collect asks q, and reads each row of the answer with scan.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
