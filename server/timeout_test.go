package server_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy"
)

// sleepy is a filter that takes so long.
func sleepy(d time.Duration) prober {
	return func(ctx context.Context, _ string) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(d):
			return nil
		}
	}
}

func TestASlowBodyIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, err := serve(t, newServer(t)).network.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>Quokka")
		start := time.Now()
		got, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); got.StatusCode != http.StatusRequestTimeout || !got.Close || took != 15*time.Second {
			t.Errorf("answer = %s after %v, to be closed: %t; want 408 after 15s, closed", got.Status, took, got.Close)
		}
	})
}

// The read deadline is for the body alone: net/http takes it for a lost client
// when it passes later, and the article would not be judged.
func TestACheckMayTakeLongerThanReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newServer(t, sleepy(3*time.Second))
		srv.ReadTimeout = time.Second
		if r := serve(t, srv).check("/v1/check", "text/html", clean); r.Verdict.Action != policy.Publish {
			t.Errorf("verdict = %+v, want publish", r.Verdict)
		}
	})
}

func TestAFilterThatTakesTooLongIsForAReviewer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		r := serve(t, newServer(t, sleepy(time.Hour))).check("/v1/check", "text/html", clean)
		if took := time.Since(start); r.Verdict.Action != policy.Review || took != 5*time.Second {
			t.Errorf("verdict = %+v after %v, want review after 5s", r.Verdict, took)
		}
	})
}

func TestABatchIsAnsweredWhileItIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := openStream(serve(t, newServer(t)).service)
		for i := range 5 { // in all longer than either time-out
			time.Sleep(14 * time.Second)
			fmt.Fprintf(out.send, "{\"html\":\"Quokka\",\"external_id\":\"%d\"}\n", i)
			if got := out.next(); got != fmt.Sprintf("%d publish", i) {
				t.Fatalf("answer %d = %q", i, got)
			}
		}
		out.send.Close()
		if got := out.next(); got != "" {
			t.Errorf("after the last line came %q", got)
		}
	})
}

func TestABatchWaitsSoLongForALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := openStream(serve(t, newServer(t)).service)
		start := time.Now()
		if got := out.next(); got != "2 too-slow" || time.Since(start) != 15*time.Second {
			t.Errorf("answer = %q after %v, want 2 too-slow after 15s", got, time.Since(start))
		}
		if got := out.next(); got != "" {
			t.Errorf("after the end came %q", got)
		}
	})
}

// Once all lines have been sent nothing is waited for but the verdicts.
func TestTheEndOfABatchMayTakeLongerThanReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newServer(t, sleepy(3*time.Second))
		srv.ReadTimeout, srv.MaxInFlight = time.Second, 4 // one line at a time
		got := serve(t, srv).post("/v1/check/batch", ndjson, strings.Repeat(`{"html":"Quokka","external_id":"a"}`+"\n", 5))
		if diff := cmp.Diff([]string{"a publish", "a publish", "a publish", "a publish", "a publish"}, outline(t, got.body)); diff != "" {
			t.Errorf("answers (-want +got):\n%s", diff)
		}
	})
}

func TestABatchWhoseAnswersAreNotReadIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := serve(t, newServer(t))
		conn, err := run.network.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST /v1/check/batch HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\n{\"html\":\"Quokka\"}\n", ndjson)
		time.Sleep(31 * time.Second)
		e := decode[map[string]any](t, run.log.String())
		if e["lines"] != 1.0 || e["took_ms"] != 30_000.0 || !strings.Contains(fmt.Sprint(e["error"]), "i/o timeout") {
			t.Errorf("event = %v, want a time-out after one line", e)
		}
	})
}
