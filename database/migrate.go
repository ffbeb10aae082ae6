package database

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql migrations/*/*.sql
var migrations embed.FS

// migrate creates or changes the tables. Replicas that start at once wait for
// one another.
func (db *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	options := []goose.ProviderOption{
		goose.WithLogger(goose.NopLogger()),
		goose.WithGoMigrations(db.migration(5, files, "audit_triggers.sql")),
	}
	dialect := goose.DialectSQLite3
	if db.Driver == "postgres" {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return fmt.Errorf("lock for migrations: %w", err)
		}
		dialect, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(dialect, db.Write, files, options...)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring tables up to date: %w", err)
	}
	return nil
}

// migration is one for which the databases have no words in common: the file
// name of the folder of each.
func (db *DB) migration(version int64, files fs.FS, name string) *goose.Migration {
	return goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		text, err := fs.ReadFile(files, db.Driver+"/"+name)
		if err == nil {
			_, err = tx.ExecContext(ctx, string(text))
		}
		return err
	}}, nil)
}
