package audit_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
)

// change changes one field of a record, and reports whether it is another now.
var changes = []func(r *audit.Record, text string, number int64) bool{
	func(r *audit.Record, text string, _ int64) bool { return set(&r.Actor, text) },
	func(r *audit.Record, text string, _ int64) bool { return set(&r.Action, text) },
	func(r *audit.Record, text string, _ int64) bool { return set(&r.Site, text) },
	func(r *audit.Record, text string, _ int64) bool { return set(&r.Subject, text) },
	func(r *audit.Record, text string, _ int64) bool { return set(&r.Prev, text) },
	func(r *audit.Record, text string, _ int64) bool { return set(&r.Hash, text) },
	func(r *audit.Record, _ string, number int64) bool { return set(&r.Seq, number) },
	func(r *audit.Record, _ string, number int64) bool {
		return set(&r.At, r.At.Add(time.Duration(number)*time.Microsecond))
	},
	func(r *audit.Record, text string, number int64) bool { // a detail, or one more
		keys := append(slices.Sorted(maps.Keys(r.Detail)), text)
		key := keys[int(uint64(number)%uint64(len(keys)))]
		before, had := r.Detail[key]
		r.Detail = maps.Clone(r.Detail)
		r.Detail[key] = text
		return !had || before != text
	},
	func(r *audit.Record, _ string, number int64) bool { // one detail less
		keys := slices.Sorted(maps.Keys(r.Detail))
		if len(keys) == 0 {
			return false
		}
		r.Detail = maps.Clone(r.Detail)
		delete(r.Detail, keys[int(uint64(number)%uint64(len(keys)))])
		return true
	},
}

func set[T comparable](field *T, value T) bool {
	changed := *field != value
	*field = value
	return changed
}

// chain is a random log as it was written.
func chain(f *testing.F) []audit.Record {
	db, err := database.Open(f.Context(), "sqlite", filepath.Join(f.TempDir(), "log.db"))
	if err != nil {
		f.Fatal(err)
	}
	defer db.Close()
	log := audit.Log{DB: db}
	r := rand.New(rand.NewPCG(7, 7))
	for range 12 {
		if err := log.Add(f.Context(), random(r)); err != nil {
			f.Fatal(err)
		}
	}
	return all(f, log.Records(f.Context(), audit.Filter{}))
}

// FuzzAnyChangeOfAnyFieldIsFound changes one field of one record, or takes it
// away, or puts a changed copy behind it.
func FuzzAnyChangeOfAnyFieldIsFound(f *testing.F) {
	whole := chain(f)
	r := rand.New(rand.NewPCG(8, 8))
	for range 300 {
		f.Add(r.Uint64(), r.Uint64(), []string{"", "eve", "a\x00", "\xff", "0", whole[r.IntN(len(whole))].Hash}[r.IntN(6)], r.Int64N(20)-5)
	}
	last := whole[len(whole)-1]
	head := audit.Head{Seq: last.Seq, Hash: last.Hash}
	f.Fuzz(func(t *testing.T, row, field uint64, text string, number int64) {
		list := slices.Clone(whole)
		at := int(row % uint64(len(list)))
		seq := list[at].Seq
		if number > 1<<40 || number < -1<<40 || !changes[field%uint64(len(changes))](&list[at], text, number) {
			return
		}
		v, err := audit.Verify(each(list), audit.Head{}, head)
		if err != nil {
			t.Fatal(err)
		}
		near := func(fault audit.Fault) bool {
			return fault.Seq == seq || fault.Seq == seq+1 || fault.Seq == list[at].Seq
		}
		if !slices.ContainsFunc(v.Faults, near) {
			t.Errorf("record %d is %+v, was %+v, and the faults are %q", seq, list[at], whole[at], faults(v))
		}
		for name, other := range map[string][]audit.Record{
			"without": slices.Delete(slices.Clone(whole), at, at+1),
			"twice":   slices.Insert(slices.Clone(whole), at, whole[at]),
			"copied":  slices.Insert(slices.Clone(whole), at, list[at]),
		} {
			if v, _ := audit.Verify(each(other), audit.Head{}, head); len(v.Faults) == 0 {
				t.Errorf("record %d %s: no fault", seq, name)
			}
		}
	})
}

func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(`{"action":"a","actor":"b","at":"2026-03-01T12:00:00.000000Z","detail":{"a":"b"},"hash":"1","prev":"0","seq":1,"site":"","subject":"x"}`))
	f.Add([]byte("{}\n\n[]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var read []audit.Record
		for r, err := range audit.ReadJSON(bytes.NewReader(text)) {
			if err != nil {
				if strings.Contains(err.Error(), "line 0") {
					t.Error(err)
				}
				break
			}
			read = append(read, r)
		}
		var b bytes.Buffer
		if err := audit.WriteJSON(&b, each(read)); err != nil {
			t.Fatal(err)
		}
		again := all(t, audit.ReadJSON(&b))
		if len(again) != len(read) {
			t.Errorf("%d records are %d when written and read again", len(read), len(again))
		}
	})
}
