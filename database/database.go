// Package database is the one database of the house: SQLite in a file, or
// PostgreSQL, which are asked in the same words.
//
// Where it lies comes from the operator's configuration. What is written to it
// comes from other packages, each of which has tables of its own; the folder
// migrations has them all.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	_ "modernc.org/sqlite"             // driver "sqlite"

	"github.com/presscheck/presscheck/tracing"
)

// A DB is an open database. It is safe for many goroutines, and many processes
// may have the same one open.
type DB struct {
	Driver string  // "sqlite" or "postgres"
	Write  *sql.DB // for what changes anything
	Read   *sql.DB // the same as Write unless there can be only one writer
	Locked string  // what a SELECT ends in that takes rows nobody else is taking
}

// Open connects to the database and brings its tables up to date. The driver is
// "sqlite" or "postgres"; place is the path of the SQLite file, which is made if
// it does not exist, or the connection string of PostgreSQL.
func Open(ctx context.Context, driver, place string) (*DB, error) {
	db, err := connect(driver, place)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open store: %w", err), db.Close())
	}
	return db, nil
}

// connect opens the pools. PostgreSQL has one for all; SQLite lets many read
// while one writes, and a second writer would only be told to wait.
func connect(driver, place string) (*DB, error) {
	switch driver {
	case "postgres":
		pool, err := sql.Open("pgx", place)
		return &DB{Driver: driver, Write: pool, Read: pool, Locked: " FOR UPDATE SKIP LOCKED"}, err
	case "sqlite":
		write, err := sql.Open("sqlite", sqliteName(place, "_txlock", "immediate"))
		if err != nil {
			return nil, err
		}
		write.SetMaxOpenConns(1)
		read, err := sql.Open("sqlite", sqliteName(place, "_pragma", "query_only(1)"))
		return &DB{Driver: driver, Write: write, Read: read}, err
	}
	return nil, fmt.Errorf("driver %q is not known; it is sqlite or postgres", driver)
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

// Close waits for what is under way and disconnects. It does nothing to a nil DB.
func (db *DB) Close() error {
	if db == nil {
		return nil
	}
	if db.Read == db.Write {
		return db.Write.Close()
	}
	return errors.Join(db.Read.Close(), db.Write.Close())
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if _, err := db.Read.ExecContext(ctx, "SELECT 1"); err != nil {
		return fmt.Errorf("ask store: %w", err)
	}
	return nil
}

// InTx runs f in a transaction of a writer, which it ends: with an error of f
// nothing has happened.
func (db *DB) InTx(ctx context.Context, f func(*sql.Tx) error) error {
	ctx, step := tracing.Start(ctx, "store", "write")
	err := db.transact(ctx, f)
	step.End(err)
	return err
}

func (db *DB) transact(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.Write.BeginTx(ctx, nil)
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

// A Querier is a pool, or a transaction.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Collect asks q, and reads each row of the answer with scan.
func Collect[T any](ctx context.Context, q Querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	ctx, step := tracing.Start(ctx, "store", "read")
	all, err := collect(ctx, q, scan, query, args...)
	step.End(err)
	return all, err
}

// Value reads a row of one column, for Collect.
func Value[T any](rows *sql.Rows) (value T, err error) {
	err = rows.Scan(&value)
	return value, err
}

func collect[T any](ctx context.Context, q Querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
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
