package audit_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/database/databasetest"
)

func TestMain(m *testing.M) { databasetest.Main(m) }

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// onBoth runs test on an empty log in each database.
func onBoth(t *testing.T, test func(t *testing.T, log audit.Log)) {
	databasetest.Each(t, func(t *testing.T, driver, place string) {
		test(t, audit.Log{DB: databasetest.Open(t, driver, place)})
	})
}

// random is a record of which everything may be anything.
func random(r *rand.Rand) audit.Record {
	texts := []string{"", "ann", "item.decided", "example.org", "=1+1", "\u202e \U0001F600\n", "a\x00b\xff", `"\`, "null", "é"}
	text := func() string { return texts[r.IntN(len(texts))] }
	detail := map[string]string{}
	for range r.IntN(4) {
		detail[text()] = text()
	}
	return audit.Record{
		At: start.Add(time.Duration(r.Int64N(int64(time.Hour)))), Actor: text(), Action: text(), Site: text(), Subject: text(), Detail: detail,
	}
}

// fill appends n records, some alone and some together.
func fill(t *testing.T, log audit.Log, r *rand.Rand, n int) []audit.Record {
	t.Helper()
	for n > 0 {
		var some []audit.Record
		for range min(n, 1+r.IntN(3)) {
			some = append(some, random(r))
		}
		n -= len(some)
		if err := log.Add(t.Context(), some...); err != nil {
			t.Fatal(err)
		}
	}
	return all(t, log.Records(t.Context(), audit.Filter{}))
}

func all(t testing.TB, records iter.Seq2[audit.Record, error]) []audit.Record {
	t.Helper()
	var list []audit.Record
	for r, err := range records {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

func each(list []audit.Record) iter.Seq2[audit.Record, error] {
	return func(yield func(audit.Record, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// faults is what is wrong with the log, as "seq: problem" each.
func faults(v audit.Verdict) []string {
	var list []string
	for _, f := range v.Faults {
		list = append(list, fmt.Sprintf("%d: %s", f.Seq, f.Problem))
	}
	return list
}

func TestALogThatNobodyTouchedIsWhole(t *testing.T) {
	onBoth(t, func(t *testing.T, log audit.Log) {
		for _, n := range []int{0, 1, 20} {
			list := fill(t, log, rand.New(rand.NewPCG(1, uint64(n))), n)
			v, err := log.Verify(t.Context(), nil, audit.Head{})
			if err != nil || len(v.Faults) > 0 || v.Rows != len(list) || v.Head.Seq != int64(len(list)) {
				t.Errorf("after %d more: verdict = %+v, %v", n, v, err)
			}
		}
	})
}

func TestWhatIsRolledBackLeavesNoGap(t *testing.T) {
	onBoth(t, func(t *testing.T, log audit.Log) {
		failure := errors.New("changed my mind")
		for _, want := range []error{nil, failure, nil} {
			err := log.DB.InTx(t.Context(), func(tx *sql.Tx) error {
				return errors.Join(audit.Append(t.Context(), tx, audit.Record{Action: "test"}), want)
			})
			if !errors.Is(err, want) {
				t.Fatal(err)
			}
		}
		list := all(t, log.Records(t.Context(), audit.Filter{}))
		if len(list) != 2 || list[1].Seq != 2 || list[1].Prev != list[0].Hash || list[1].At.IsZero() {
			t.Errorf("records = %+v", list)
		}
	})
}

func TestACrowdAppendsOneChain(t *testing.T) {
	onBoth(t, func(t *testing.T, log audit.Log) {
		var group sync.WaitGroup
		for n := range 16 {
			group.Go(func() {
				for range 20 {
					if err := log.Add(t.Context(), audit.Record{Actor: fmt.Sprint(n), Action: "a"}, audit.Record{Action: "b"}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		v, err := log.Verify(t.Context(), nil, audit.Head{})
		if err != nil || v.Rows != 640 || len(v.Faults) > 0 {
			t.Errorf("verdict = %d rows, %q, %v", v.Rows, faults(v), err)
		}
	})
}

// tampering is what somebody does who can write to the database, and what is
// found. The log has ten records.
var tampering = []struct{ name, statements, want string }{
	{"an actor", "UPDATE audit SET actor = 'eve' WHERE seq = 4", "4: it was altered: its hash is another than what it says"},
	{"a detail's white space", "UPDATE audit SET detail = ' ' || detail WHERE seq = 4", "4: it was altered: its hash is another than what it says"},
	{"a time by a microsecond", "UPDATE audit SET at = at + 1 WHERE seq = 10", "10: it was altered: its hash is another than what it says"},
	{"a row taken out", "DELETE FROM audit WHERE seq = 4", "4: it is missing"},
	{"several rows taken out", "DELETE FROM audit WHERE seq BETWEEN 4 AND 6", "4: it is missing, with all up to record 6"},
	{"the first row taken out", "DELETE FROM audit WHERE seq = 1", "1: it is missing"},
	{"the end taken off", "DELETE FROM audit WHERE seq > 8", "10: it was there once, and the log ends before it"},
	{"everything taken out", "DELETE FROM audit", "10: it was there once, and the log ends before it"},
	{"a row before the first", "UPDATE audit SET seq = 0 WHERE seq = 1",
		"0: it was inserted, or moved: it stands behind record 0; 1: it is missing"},
	{"two rows exchanged", "UPDATE audit SET seq = -1 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5; UPDATE audit SET seq = 5 WHERE seq = -1",
		"4: it was altered: its hash is another than what it says; 5: it was altered: its hash is another than what it says; " +
			"6: it does not follow on record 5: one of them was replaced"},
	{"a gap closed", "DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq = 5",
		"4: it was altered: its hash is another than what it says; 5: it is missing"},
	{"a row copied behind the end", "INSERT INTO audit SELECT 11, at, actor, action, site, subject, detail, prev, hash FROM audit WHERE seq = 10",
		"11: it was altered: its hash is another than what it says"},
	{"the head set back", "UPDATE audit_head SET seq = 9, hash = (SELECT hash FROM audit WHERE seq = 9)",
		"10: it was not appended in the way of the program, for which the log ends with record 9"},
	{"the hash of the head", "UPDATE audit_head SET hash = 'x'", "10: it has another hash than was written down"},
}

func TestEachTamperingIsFoundAndNamed(t *testing.T) {
	for _, test := range tampering {
		t.Run(test.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, log audit.Log) {
				fill(t, log, rand.New(rand.NewPCG(2, 2)), 10)
				disarm(t, log.DB)
				for statement := range strings.SplitSeq(test.statements, ";") {
					if _, err := log.DB.Write.ExecContext(t.Context(), statement); err != nil {
						t.Fatal(err)
					}
				}
				v, err := log.Verify(t.Context(), nil, audit.Head{})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, strings.Join(faults(v), "; ")); diff != "" {
					t.Errorf("faults (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// disarm takes away what keeps the database from changing rows.
func disarm(t *testing.T, db *database.DB) {
	t.Helper()
	statement := "DROP TRIGGER audit_append_only ON audit"
	if db.Driver == "sqlite" {
		statement = "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete"
	}
	if _, err := db.Write.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func TestTheDatabaseRefusesToChangeRows(t *testing.T) {
	onBoth(t, func(t *testing.T, log audit.Log) {
		fill(t, log, rand.New(rand.NewPCG(3, 3)), 2)
		for _, statement := range []string{"UPDATE audit SET actor = 'eve' WHERE seq = 1", "DELETE FROM audit WHERE seq = 1", "DELETE FROM audit"} {
			if _, err := log.DB.Write.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "only added") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}

// TestAnEndTakenOffShowsByAHeadThatWasWrittenDown also takes the head along, as
// somebody would who knows how the log is kept.
func TestAnEndTakenOffShowsByAHeadThatWasWrittenDown(t *testing.T) {
	onBoth(t, func(t *testing.T, log audit.Log) {
		list := fill(t, log, rand.New(rand.NewPCG(4, 4)), 10)
		head, err := log.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		known, err := audit.ParseHead(head.String())
		if err != nil || known != head {
			t.Errorf("head %v is read as %v, %v", head, known, err)
		}
		disarm(t, log.DB)
		if _, err := log.DB.Write.Exec("DELETE FROM audit WHERE seq > 8"); err != nil {
			t.Fatal(err)
		}
		if _, err := log.DB.Write.Exec("UPDATE audit_head SET seq = 8, hash = $1", list[7].Hash); err != nil {
			t.Fatal(err)
		}
		if v, err := log.Verify(t.Context(), nil, audit.Head{}); err != nil || len(v.Faults) > 0 {
			t.Errorf("the chain alone: %q, %v", faults(v), err)
		}
		v, err := log.Verify(t.Context(), nil, audit.Head{}, known)
		if diff := cmp.Diff([]string{"10: it was there once, and the log ends before it"}, faults(v)); err != nil || diff != "" {
			t.Errorf("faults, %v (-want +got):\n%s", err, diff)
		}
		fill(t, log, rand.New(rand.NewPCG(5, 5)), 4)
		v, err = log.Verify(t.Context(), nil, audit.Head{Seq: 8, Hash: list[7].Hash}, known)
		if diff := cmp.Diff([]string{"10: it has another hash than was written down"}, faults(v)); err != nil || diff != "" || v.Rows != 4 {
			t.Errorf("%d rows, faults, %v (-want +got):\n%s", v.Rows, err, diff)
		}
	})
}

func TestRecordsAreChosen(t *testing.T) {
	onBoth(t, func(t *testing.T, log audit.Log) {
		for n, r := range []audit.Record{
			{Actor: "ann", Action: "item.decided", Site: "a", Subject: "x"},
			{Actor: "bob", Action: "item.decided", Site: "b", Subject: "y"},
			{Action: "policy.loaded"},
			{Actor: "ann", Action: "item.erased", Site: "a", Subject: "y"},
		} {
			r.At = start.Add(time.Duration(n) * time.Hour)
			if err := log.Add(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
		for _, test := range []struct {
			filter audit.Filter
			want   string
		}{
			{audit.Filter{}, "1 2 3 4"},
			{audit.Filter{Sites: []string{"a"}}, "1 4"},
			{audit.Filter{Sites: []string{"b", "a"}}, "1 2 4"},
			{audit.Filter{Sites: []string{}}, ""},
			{audit.Filter{Since: start.Add(time.Hour)}, "2 3 4"},
			{audit.Filter{Since: start.Add(time.Hour), Until: start.Add(3 * time.Hour)}, "2 3"},
			{audit.Filter{After: 3}, "4"},
			{audit.Filter{Before: 3}, "1 2"},
			{audit.Filter{Actor: "ann"}, "1 4"},
			{audit.Filter{Action: "item.decided"}, "1 2"},
			{audit.Filter{Subject: "y", Sites: []string{"b"}}, "2"},
			{audit.Filter{Actor: "ann", Action: "item.decided", Subject: "y"}, ""},
			{audit.Filter{Actor: "\x00\xff' OR 1=1"}, ""},
		} {
			if got := seqs(all(t, log.Records(t.Context(), test.filter))); got != test.want {
				t.Errorf("%+v chooses %q, want %q", test.filter, got, test.want)
			}
			latest, err := log.Latest(t.Context(), test.filter, 10)
			slices.Reverse(latest)
			if got := seqs(latest); got != test.want || err != nil {
				t.Errorf("%+v, the latest first, chooses %q, %v, want %q", test.filter, got, err, test.want)
			}
		}
		for n, want := range map[int]string{0: "", 1: "4", 3: "4 3 2"} {
			latest, err := log.Latest(t.Context(), audit.Filter{}, n)
			if got := seqs(latest); got != want || err != nil {
				t.Errorf("the latest %d are %q, %v, want %q", n, got, err, want)
			}
		}
	})
}

func TestALongNameKeepsNothingOutOfTheLog(t *testing.T) {
	onBoth(t, func(t *testing.T, log audit.Log) {
		random, long := rand.New(rand.NewPCG(7, 7)), "é"
		for range 5000 {
			long += string(rune('!' + random.IntN(90))) // so that no database can make it short
		}
		long = strings.Repeat("x", 999) + long // which is cut within the é
		for _, name := range []string{long, long[1000:]} {
			if err := log.Add(t.Context(), audit.Record{Actor: name, Action: "policy.promoted", Site: name, Subject: name}); err != nil {
				t.Fatal(err)
			}
			if found, err := log.Latest(t.Context(), audit.Filter{Actor: name, Sites: []string{name}}, 2); len(found) != 1 || err != nil {
				t.Errorf("by the name %d were found, %v", len(found), err)
			}
		}
		if v, err := log.Verify(t.Context(), nil, audit.Head{}); v.Rows != 2 || len(v.Faults) > 0 || err != nil {
			t.Errorf("verdict %+v, %v", v, err)
		}
	})
}

func seqs(records []audit.Record) string {
	var list []string
	for _, r := range records {
		list = append(list, fmt.Sprint(r.Seq))
	}
	return strings.Join(list, " ")
}

func TestAnExportCanBeVerifiedByItself(t *testing.T) {
	onBoth(t, func(t *testing.T, log audit.Log) {
		list := fill(t, log, rand.New(rand.NewPCG(6, 6)), 30)
		var b bytes.Buffer
		if err := audit.WriteJSON(&b, each(list)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(list, all(t, audit.ReadJSON(&b))); diff != "" {
			t.Errorf("exported and read (-want +got):\n%s", diff)
		}
	})
}

func TestAnExportIsWrittenAsDocumented(t *testing.T) {
	r := audit.Record{At: start, Actor: "=ann", Action: "item.decided", Site: "a", Subject: "X", Detail: map[string]string{"outcome": "reject", "code": "spam"},
		Seq: 1, Prev: "00", Hash: "11"}
	var asJSON, asCSV strings.Builder
	if err := errors.Join(audit.WriteJSON(&asJSON, each([]audit.Record{r})), audit.WriteCSV(&asCSV, each([]audit.Record{r}))); err != nil {
		t.Fatal(err)
	}
	wantJSON := `{"action":"item.decided","actor":"=ann","at":"2026-03-01T12:00:00.000000Z","detail":{"code":"spam","outcome":"reject"},` +
		`"hash":"11","prev":"00","seq":1,"site":"a","subject":"X"}` + "\n"
	if diff := cmp.Diff(wantJSON, asJSON.String()); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
	wantCSV := "seq,at,actor,action,site,subject,detail,prev,hash\n" +
		`1,2026-03-01T12:00:00.000000Z,'=ann,item.decided,a,X,"{""code"":""spam"",""outcome"":""reject""}",00,11` + "\n"
	if diff := cmp.Diff(wantCSV, asCSV.String()); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
}
