package server_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestOperatorsHaveAListenerOfTheirOwn(t *testing.T) {
	srv := newServer(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv.Operations = l
	clients, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- srv.Serve(ctx, clients) }()
	for _, test := range []struct {
		listener net.Listener
		path     string
		status   int
		want     string
	}{
		{l, "/metrics", 200, "presscheck_verdicts_total"},
		{l, "/livez", 200, `"ok"`},
		{l, "/readyz?verbose", 200, `"policy"`},
		{l, "/debug/pprof/", 200, "goroutine"},
		{l, "/debug/pprof/goroutine?debug=1", 200, "goroutine profile"},
		{l, "/v1/filters", 404, "not-found"},
		{clients, "/metrics", 404, "not-found"},
		{clients, "/debug/pprof/", 404, "not-found"},
		{clients, "/livez", 200, `"ok"`},
	} {
		status, body := fetch(t, http.DefaultClient, "http://"+test.listener.Addr().String()+test.path)
		if status != test.status || !strings.Contains(body, test.want) {
			t.Errorf("%s = %d: %.300s, want %d and %s", test.path, status, body, test.status, test.want)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Serve() = %v", err)
	}
	if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
		c.Close()
		t.Error("the listener of operators is open after Serve")
	}
}

func TestOperatorsSeeHowMuchWaits(t *testing.T) {
	srv, _ := newDesk(t)
	operators, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	clients, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv.Operations = operators
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- srv.Serve(ctx, clients) }()
	answer, err := http.Post("http://"+clients.Addr().String()+"/v1/check", "text/html", strings.NewReader(heldArticle))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	for l, want := range map[net.Listener]bool{operators: true, clients: false} {
		_, body := fetch(t, http.DefaultClient, "http://"+l.Addr().String()+"/readyz?verbose")
		if !strings.Contains(body, `"store","ok":true`) || strings.Contains(body, `{"name":"queue","ok":true,"waiting":1,"oldest":"20`) != want {
			t.Errorf("/readyz?verbose at %v = %s", l.Addr(), body)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Serve() = %v", err)
	}
}

func TestOperatorsAreAnsweredUntilTheLastRequestIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		filter, held, release := hold()
		srv, n := newServer(t, filter), newNetwork()
		srv.Operations, srv.CheckTimeout = n, time.Minute
		run := serve(t, srv)
		transport := &http.Transport{DialContext: n.dial, DisableKeepAlives: true}
		operator := &http.Client{Transport: transport}
		inFlight := make(chan reply)
		go func() { inFlight <- run.post("/v1/check", "text/html", "<p>Quokka, wait</p>") }()
		<-held
		run.end()
		time.Sleep(time.Second) // into the shutdown
		if status, body := fetch(t, operator, "http://operators/readyz"); status != 503 || !strings.Contains(body, "serving") {
			t.Errorf("/readyz = %d: %s", status, body)
		}
		if status, body := fetch(t, operator, "http://operators/metrics"); status != 200 || !strings.Contains(body, "presscheck_http_requests_in_flight 2") {
			t.Errorf("/metrics = %d, without the request in flight", status)
		}
		close(release)
		if got := <-inFlight; got.StatusCode != http.StatusOK {
			t.Errorf("the request in flight = %s", got.Status)
		}
		if err := <-run.result; err != nil {
			t.Errorf("Serve() = %v", err)
		}
	})
}

func TestOperatorsAreAnsweredUntilAllIsHandedOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv, n := newServer(t), newNetwork()
		handing, handed := make(chan struct{}), make(chan struct{})
		srv.Operations, srv.Last = n, func() { close(handing); <-handed }
		run := serve(t, srv)
		operator := &http.Client{Transport: &http.Transport{DialContext: n.dial, DisableKeepAlives: true}}
		run.end()
		<-handing
		srv.Metrics.Panic() // as what hands over may lose something
		if status, body := fetch(t, operator, "http://operators/metrics"); status != 200 || !strings.Contains(body, "presscheck_panics_total 1") {
			t.Errorf("/metrics during the hand-over = %d: %s", status, body)
		}
		close(handed)
		if err := <-run.result; err != nil {
			t.Errorf("Serve() = %v", err)
		}
		if _, err := operator.Get("http://operators/metrics"); err == nil {
			t.Error("/metrics is answered after the end")
		}
	})
}

func fetch(t *testing.T, c *http.Client, address string) (status int, body string) {
	t.Helper()
	answer, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}
