package database_test

import (
	"errors"
	"testing"

	"github.com/presscheck/presscheck/database"
)

func TestAPlaceIsReadAsItWasWritten(t *testing.T) {
	var at int64
	var id string
	place := database.Place(int64(-7), "a.1")
	if err := database.ReadPlace(place, &at, &id); err != nil || at != -7 || id != "a.1" {
		t.Errorf("place %s = %d %q, %v", place, at, id, err)
	}
	for name, text := range map[string]string{
		"not base64":     "?",
		"fewer parts":    database.Place(1),
		"other parts":    database.Place("a", "b"),
		"nothing at all": "",
	} {
		if err := database.ReadPlace(text, &at, &id); !errors.Is(err, database.ErrPlace) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadPlace(f *testing.F) {
	f.Add(database.Place(1, "a"))
	f.Add("MSBh")
	f.Fuzz(func(t *testing.T, text string) {
		var at int64
		var id string
		if database.ReadPlace(text, &at, &id) != nil {
			return
		}
		var again int64
		var same string
		if err := database.ReadPlace(database.Place(at, id), &again, &same); err != nil || again != at || same != id {
			t.Errorf("%d %q is read again as %d %q, %v", at, id, again, same, err)
		}
	})
}
