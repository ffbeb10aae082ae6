// Package databasetest gives tests empty databases of each kind that there is.
// A test program that uses it calls Main from its TestMain.
package databasetest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/presscheck/presscheck/database"
)

// Main runs the tests with a PostgreSQL server of their own, and ends the
// program. Where the server cannot be started, tests that need it fail.
func Main(m *testing.M) {
	postgres.err = postgres.start()
	code := m.Run()
	if err := postgres.stop(); err != nil {
		fmt.Fprintln(os.Stderr, "stop PostgreSQL:", err)
		code = 1
	}
	os.Exit(code)
}

// Each runs test with SQLite and with PostgreSQL. An empty database waits at
// place, as database.Open wants it.
func Each(t *testing.T, test func(t *testing.T, driver, place string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, "sqlite", filepath.Join(t.TempDir(), "desk #1?.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, "postgres", postgres.schema(t)) })
}

// Open opens the database at place until the test ends.
func Open(t *testing.T, driver, place string) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), driver, place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
