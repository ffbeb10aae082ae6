package server_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/presscheck/presscheck/flight"
)

func TestASlowDecisionIsRecordedWithoutItsArticle(t *testing.T) {
	srv, dir := newServer(t), t.TempDir()
	recorder, err := flight.Open(flight.Options{Threshold: 1, Directory: dir, Metrics: srv.Metrics})
	if err != nil {
		t.Fatal(err)
	}
	srv.Flight = recorder
	s := start(t, srv)
	s.check("/v1/check?title=Quokka", "text/html", damaged)
	s.stop()
	recorder.Close()
	files, err := filepath.Glob(filepath.Join(dir, "*.trace"))
	if err != nil || len(files) != 1 {
		t.Fatalf("recordings %q, %v", files, err)
	}
	recording, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"decision": true, "parse": true, "filter gloss": true, "policy": true, quokka: false} {
		if bytes.Contains(recording, []byte(word)) != want {
			t.Errorf("the recording of %d bytes holds %q: %t, want %t", len(recording), word, !want, want)
		}
	}
}
