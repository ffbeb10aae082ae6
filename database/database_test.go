package database_test

import (
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/database/databasetest"
)

func TestMain(m *testing.M) { databasetest.Main(m) }

func TestAnUnknownDriverIsNamedWithThoseThatAre(t *testing.T) {
	_, err := database.Open(t.Context(), "mysql", "")
	if err == nil || !strings.Contains(err.Error(), `"mysql"`) || !strings.Contains(err.Error(), "sqlite or postgres") {
		t.Errorf("error = %v", err)
	}
}

func TestWhatFailedInATransactionHasNotHappened(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, driver, place string) {
		db := databasetest.Open(t, driver, place)
		failure := errors.New("on the way")
		for _, want := range []error{failure, nil} {
			err := db.InTx(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.Exec("INSERT INTO decision_rules (item, seq, rule) VALUES ('a', 1, 'r')")
				return errors.Join(err, want)
			})
			if !errors.Is(err, want) {
				t.Fatalf("error = %v, want %v", err, want)
			}
		}
		rules, err := database.Collect(t.Context(), db.Read, database.Value[string], "SELECT rule FROM decision_rules")
		if err != nil || len(rules) != 1 {
			t.Errorf("rows = %q, %v, want one", rules, err)
		}
	})
}

func TestADatabaseIsOpenedAgainAsItWas(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, driver, place string) {
		for range 2 {
			if err := databasetest.Open(t, driver, place).Ping(t.Context()); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestTimesAndTextsAreWhatTheyWere(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 1000, time.UTC)
	if got := database.Instant(database.Micros(at)); got != at {
		t.Errorf("instant = %v, want %v", got, at)
	}
	if got := database.Instant(database.Micros(time.Time{})); !got.IsZero() {
		t.Errorf("instant of never = %v", got)
	}
	if got := database.Storable("a\x00b\xffc"); got != "a\uFFFDb\uFFFDc" {
		t.Errorf("storable = %q", got)
	}
}
