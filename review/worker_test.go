package review_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/reviewtest"
)

func TestMain(m *testing.M) {
	if work := os.Getenv("REVIEW_TEST_WORKER"); work != "" {
		os.Exit(runWorker(work))
	}
	databasetest.Main(m)
}

// crowd is how many reviewers work at once.
const crowd = 16

func TestACrowdDecidesEverythingOnce(t *testing.T) {
	onBoth(t, review.Options{Lease: time.Hour}, func(t *testing.T, d *desk) {
		d.Fill(work)
		start := time.Now()
		var mu sync.Mutex
		decided := map[string]int{}
		var group sync.WaitGroup
		for n := range crowd {
			group.Go(func() {
				err := reviewtest.Toil(t.Context(), d.Store, fmt.Sprint("reviewer ", n), func(id string) {
					mu.Lock()
					defer mu.Unlock()
					decided[id]++
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		t.Logf("%d reviewers decided on %d items in %v", crowd, len(decided), time.Since(start).Round(time.Millisecond))
		if len(decided) != work {
			t.Errorf("%d items were decided, want %d", len(decided), work)
		}
		for id, n := range decided {
			if n != 1 {
				t.Errorf("item %s was decided %d times", id, n)
			}
		}
		d.wantEachDecidedOnce(work)
		d.wantWholeLog(2 * work) // claims and decisions
	})
}

// wantWholeLog checks the audit log, which is to have so many records.
func (d *desk) wantWholeLog(records int) {
	d.T.Helper()
	v, err := audit.Log{DB: d.DB}.Verify(d.T.Context(), nil, audit.Head{})
	if err != nil || v.Rows != records || len(v.Faults) > 0 {
		d.T.Errorf("the log has %d records, want %d; faults: %v, %v", v.Rows, records, v.Faults, err)
	}
}

// wantEachDecidedOnce checks what the database says of all items.
func (d *desk) wantEachDecidedOnce(items int) {
	d.T.Helper()
	f := d.Figures()
	if len(f.Queues) != 0 || len(f.Sites) != 1 || f.Sites[0].Decided != items || d.Due() != items {
		d.T.Errorf("figures = %+v, %d due, want %d decisions and nothing waiting", f, d.Due(), items)
	}
	n := 0
	for p := (review.Page{Limit: 500}); ; {
		list, after, err := d.List(d.T.Context(), review.Filter{Status: review.StatusDecided}, p)
		if err != nil {
			d.T.Fatal(err)
		}
		n += len(list)
		if p.After = after; after == "" {
			break
		}
	}
	if n != items {
		d.T.Errorf("%d items are decided, want %d", n, items)
	}
}

// runWorker is the test program as a process of its own, in which one reviewer
// works on the store that work names, "driver dsn". It prints the id of each
// decision once it is made.
func runWorker(work string) int {
	driver, dsn, _ := strings.Cut(work, " ")
	db, err := database.Open(context.Background(), driver, dsn)
	if err == nil {
		s := review.New(db, review.Options{Lease: 2 * time.Second})
		err = reviewtest.Toil(context.Background(), s, fmt.Sprint("process ", os.Getpid()), func(id string) { fmt.Println(id) })
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// worker starts the process, and returns the channel of what it prints and what
// to wait for it with.
func (d *desk) worker(ctx context.Context) (*exec.Cmd, <-chan string) {
	d.T.Helper()
	self, err := os.Executable()
	if err != nil {
		d.T.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), "REVIEW_TEST_WORKER="+d.Driver+" "+d.Place)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.T.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		d.T.Fatal(err)
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			lines <- s.Text()
		}
	}()
	return cmd, lines
}

// TestProcessesThatAreKilledLoseNoDecision kills three in the midst of their
// work. What they had in their hands comes back when the lease ends; what they
// said they had decided is decided.
func TestProcessesThatAreKilledLoseNoDecision(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		const items = 600
		d.Pass(time.Since(d.Clock()))
		d.Fill(items)
		told := map[string]int{}
		for kill := range 3 {
			cmd, lines := d.worker(t.Context())
			for range 50 + 20*kill {
				told[<-lines]++
			}
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			for id := range lines {
				told[id]++
			}
			if err := cmd.Wait(); err == nil {
				t.Fatal("the process came to its end before it was killed")
			}
		}
		for d.Figures().Queues != nil {
			cmd, lines := d.worker(t.Context())
			for id := range lines {
				told[id]++
			}
			if err := cmd.Wait(); err != nil {
				t.Fatal(err)
			}
		}
		for id, n := range told {
			if got := d.Look(id); n != 1 || got.Status != review.StatusDecided {
				t.Errorf("item %s was told decided %d times, and is %s", id, n, got.Status)
			}
		}
		if len(told) < items-3 { // a process may be killed between a decision and telling it
			t.Errorf("%d decisions were told of %d", len(told), items)
		}
		d.wantEachDecidedOnce(items)
		d.wantWholeLog(d.events("type NOT IN ('held', 'revised')"))
	})
}

// events counts the events for which a condition holds.
func (d *desk) events(condition string) int {
	d.T.Helper()
	var n int
	if err := d.DB.Read.QueryRow("SELECT COUNT(*) FROM events WHERE " + condition).Scan(&n); err != nil {
		d.T.Fatal(err)
	}
	return n
}
