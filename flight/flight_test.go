package flight_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/flight"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/tracing"
)

// open is a recorder whose clock advances by a second with each recording, and
// its folder.
func open(t *testing.T, o flight.Options) (*flight.Recorder, *metrics.Metrics, string) {
	t.Helper()
	dir, m := filepath.Join(t.TempDir(), "flight"), metrics.New(metrics.Known{})
	now := time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC)
	o.Threshold, o.Directory, o.Metrics = time.Second, dir, m
	o.Now = func() time.Time { now = now.Add(time.Second); return now }
	r, err := flight.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r, m, dir
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

// await returns once as many slow decisions have the result.
func await(t *testing.T, m *metrics.Metrics, result, want string) {
	t.Helper()
	line := `presscheck_flight_recordings_total{result="` + result + `"} ` + want + "\n"
	for text := ""; !strings.Contains(text, line); {
		if t.Context().Err() != nil {
			t.Fatalf("no %s in\n%s", line, text)
		}
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		text = w.Body.String()
	}
}

func TestASlowDecisionIsRecordedWithTheNamesOfItsStepsAndNoArticle(t *testing.T) {
	r, m, dir := open(t, flight.Options{})
	ctx, end := tracing.Task(context.Background(), "decision")
	article := strings.ToUpper("quokka")
	_, step := tracing.Start(ctx, "filter", "gloss")
	if len(article) != 6 {
		t.Fatal(article)
	}
	step.End(nil)
	end()
	r.Took(2*time.Second, "q1")
	r.Took(time.Second, "q2") // not longer than the threshold
	await(t, m, "written", "1")
	r.Close()
	got := names(t, dir)
	if len(got) != 1 || got[0] != "slow-20261123T160001.000000.trace" {
		t.Fatalf("folder = %q", got)
	}
	recording, err := os.ReadFile(filepath.Join(dir, got[0]))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"go 1.": true, "decision": true, "filter gloss": true, article: false} {
		if bytes.Contains(recording, []byte(word)) != want {
			t.Errorf("the recording of %d bytes holds %q: %t, want %t", len(recording), word, !want, want)
		}
	}
}

func TestThereIsOneRecordingInAnInterval(t *testing.T) {
	r, m, dir := open(t, flight.Options{Interval: 2500 * time.Millisecond})
	for i, want := range []struct{ result, count string }{{"written", "1"}, {"skipped", "1"}, {"skipped", "2"}, {"written", "2"}} {
		r.Took(time.Minute, "q")
		await(t, m, want.result, want.count)
		t.Logf("decision %d: %s", i, want.result)
	}
	r.Close()
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("folder = %q, want two recordings", got)
	}
}

func TestTheNewestRecordingsAreKept(t *testing.T) {
	r, m, dir := open(t, flight.Options{Keep: 2})
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, count := range []string{"1", "2", "3", "4"} {
		r.Took(time.Minute, "q")
		await(t, m, "written", count)
	}
	r.Close()
	want := "notes.txt slow-20261123T160003.000000.trace slow-20261123T160004.000000.trace"
	if got := strings.Join(names(t, dir), " "); got != want {
		t.Errorf("folder = %s, want %s", got, want)
	}
}

func TestARecordingThatFailsIsCountedAndTheNextIsTried(t *testing.T) {
	r, m, dir := open(t, flight.Options{})
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	r.Took(time.Minute, "q")
	await(t, m, "failed", "1")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	r.Took(time.Minute, "q")
	await(t, m, "written", "1")
}

func TestWhatComesAfterCloseIsNothing(t *testing.T) {
	r, _, dir := open(t, flight.Options{})
	r.Close()
	r.Took(time.Minute, "q")
	r.Close()
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("folder = %q", got)
	}
	var none *flight.Recorder
	none.Took(time.Minute, "q")
	none.Close()
}

func TestAFolderThatCannotBeMadeIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := flight.Open(flight.Options{Threshold: time.Second, Directory: file}); err == nil || !strings.Contains(err.Error(), "make folder for recordings") {
		t.Errorf("Open() = %v", err)
	}
}
