package server_test

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/presscheck/presscheck/server"
)

// A network is in memory, so that a test may own its time. Its connections
// hold nothing: what one end writes waits until the other end reads it.
type network struct {
	conns chan net.Conn
	done  chan struct{}
	close func()
}

func newNetwork() *network {
	done := make(chan struct{})
	return &network{make(chan net.Conn), done, sync.OnceFunc(func() { close(done) })}
}

func (n *network) dial(context.Context, string, string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case n.conns <- there:
		return here, nil
	case <-n.done:
		return nil, net.ErrClosed
	}
}

func (n *network) Accept() (net.Conn, error) {
	select {
	case c := <-n.conns:
		return c, nil
	case <-n.done:
		return nil, net.ErrClosed
	}
}

func (n *network) Close() error   { n.close(); return nil }
func (n *network) Addr() net.Addr { return &net.TCPAddr{} }

// A running is a Server in Serve, on a network of its own.
type running struct {
	*service
	network *network
	end     context.CancelFunc
	result  chan error
}

// serve runs s in a bubble of synctest until its test ends.
func serve(t *testing.T, s *server.Server) *running {
	t.Helper()
	n := newNetwork()
	ctx, cancel := context.WithCancel(t.Context())
	transport := &http.Transport{DialContext: n.dial}
	log := newBook(t, s)
	r := &running{
		service: &service{t: t, url: "http://presscheck", client: &http.Client{Transport: transport}, stop: cancel, log: log},
		network: n,
		end:     cancel,
		result:  make(chan error, 1),
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.result <- s.Serve(ctx, n)
	}()
	t.Cleanup(func() {
		cancel()
		transport.CloseIdleConnections()
		<-ended
	})
	return r
}

// hold is a filter that holds articles with the word "wait", says on the first
// channel that it does, and lets them go when the second is closed.
func hold() (f prober, held chan struct{}, release chan struct{}) {
	held, release = make(chan struct{}, 100), make(chan struct{})
	return func(ctx context.Context, source string) error {
		if !strings.Contains(source, "wait") {
			return nil
		}
		held <- struct{}{}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-release:
			return nil
		}
	}, held, release
}

func TestDrainingFailsNoRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		filter, held, release := hold()
		srv := newServer(t, filter)
		srv.DrainDelay, srv.CheckTimeout = 10*time.Second, time.Minute
		run := serve(t, srv)
		if got := run.get("/readyz"); got.StatusCode != http.StatusOK {
			t.Fatalf("/readyz before = %s", got.Status)
		}
		inFlight := make(chan reply)
		go func() { inFlight <- run.post("/v1/check", "text/html", "<p>Quokka, wait</p>") }()
		<-held
		run.end()
		synctest.Wait()
		wantProblem(t, run.get("/readyz"), 503, "not-ready", "serving")
		if got := run.get("/livez"); got.StatusCode != http.StatusOK {
			t.Errorf("/livez while draining = %s", got.Status)
		}
		if got := run.post("/v1/check", "text/html", clean); got.StatusCode != http.StatusOK || !got.Close {
			t.Errorf("a new article while draining = %s, connection to be closed: %t", got.Status, got.Close)
		}
		time.Sleep(srv.DrainDelay + time.Second) // into the shutdown
		if _, err := run.client.Get(run.url + "/livez"); err == nil {
			t.Error("a new connection is accepted after the drain")
		}
		close(release)
		if got := <-inFlight; got.StatusCode != http.StatusOK {
			t.Errorf("the request in flight = %s: %s", got.Status, got.body)
		}
		if err := <-run.result; err != nil {
			t.Errorf("Serve() = %v", err)
		}
	})
}

func TestARequestThatDoesNotFinishIsBrokenOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		filter, held, release := hold()
		srv := newServer(t, filter)
		srv.ShutdownTimeout, srv.CheckTimeout, srv.Pipeline.Timeout = 5*time.Second, time.Hour, time.Hour
		run := serve(t, srv)
		failed := make(chan error, 1)
		go func() {
			_, err := run.client.Post(run.url+"/v1/check", "text/html", strings.NewReader("<p>Quokka, wait</p>"))
			failed <- err
		}()
		<-held
		run.end()
		if err := <-run.result; err == nil || !strings.Contains(err.Error(), "did not finish within 5s") {
			t.Errorf("Serve() = %v", err)
		}
		if err := <-failed; err == nil {
			t.Error("the request was answered")
		}
		close(release)
	})
}

func TestServeReportsABrokenListener(t *testing.T) {
	n := newNetwork()
	n.close()
	if err := newServer(t).Serve(t.Context(), n); err == nil || !strings.HasPrefix(err.Error(), "serve: ") {
		t.Errorf("Serve() = %v", err)
	}
}

// Clients that keep asking through the drain are all answered: the load
// balancer has until the end of the delay to notice.
func TestDrainingAnswersAllWhoStillCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newServer(t)
		srv.DrainDelay = 10 * time.Second
		run := serve(t, srv)
		var clients sync.WaitGroup
		for range 4 {
			clients.Go(func() {
				for range 18 {
					if got := run.post("/v1/check", "text/html", damaged); got.StatusCode != http.StatusOK {
						t.Errorf("answer = %s", got.Status)
					}
					time.Sleep(time.Second)
				}
			})
		}
		time.Sleep(9 * time.Second)
		run.end()
		clients.Wait()
		if err := <-run.result; err != nil {
			t.Errorf("Serve() = %v", err)
		}
	})
}

// A balancer sends what clients have for it until /readyz fails. It asks every
// second, and keeps its connections.
func TestABalancerThatWatchesReadinessLosesNoRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newServer(t)
		srv.DrainDelay = 5 * time.Second
		run := serve(t, srv)
		var open atomic.Bool
		var answered atomic.Int32
		open.Store(true)
		var clients sync.WaitGroup
		for range 8 {
			clients.Go(func() {
				for open.Load() {
					if got := run.post("/v1/check", "text/html", damaged); got.StatusCode != http.StatusOK {
						t.Errorf("answer = %s", got.Status)
					}
					answered.Add(1)
					time.Sleep(70 * time.Millisecond)
				}
			})
		}
		clients.Go(func() {
			for run.get("/readyz").StatusCode == http.StatusOK {
				time.Sleep(time.Second)
			}
			open.Store(false)
		})
		time.Sleep(3500 * time.Millisecond)
		before := answered.Load()
		run.end()
		clients.Wait()
		if err := <-run.result; err != nil {
			t.Errorf("Serve() = %v", err)
		}
		if after := answered.Load() - before; after < 8 {
			t.Errorf("%d requests were answered before the end and %d after it; want some of each client", before, after)
		}
		if _, err := run.client.Get(run.url + "/livez"); err == nil {
			t.Error("a request is answered after the end")
		}
	})
}
