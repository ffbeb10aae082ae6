// Package decisionlog tells others what was decided: one event for each verdict,
// in the shape of OPA's decision logs.
//
//	Record ─▶ event, masked ─▶ queue, bounded ─▶ batch ─▶ standard output, a file, or HTTP
//	             drops counted ──┘                 └── retried, HTTP only
//
// Its events come from reports on articles, which strangers wrote and which are
// not yet public. Unless it is told otherwise it hands on nothing that quotes
// them. Whoever receives the events may be slow or gone: articles do not wait
// for it, and what finds no room is counted as dropped.
package decisionlog

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
)

// Options say what is written, and how much may wait. Zero fields mean the defaults.
type Options struct {
	Whole    bool              // the events carry the article and all that quotes it
	Labels   map[string]string // of each event, such as id and version of the program
	MaxQueue int               // bytes of events that may wait; default 16 MiB
	MaxBatch int               // bytes of one batch before compression; default 1 MiB
	Delay    time.Duration     // for which an event waits for others to be sent with; default 5 s
	Backoff  time.Duration     // before the first of repeated attempts, each after twice the time up to a minute; default 500 ms
	Metrics  *metrics.Metrics  // may be nil
	Log      *slog.Logger      // nil logs nothing
	Now      func() time.Time  // nil means time.Now
}

// A Log writes events until it is closed. Its methods may be called from many
// goroutines. A nil *Log writes nothing.
type Log struct {
	Options
	send   sender
	wait   bool          // for more events, so that batches are worth sending
	wake   chan struct{} // has room for one: there is something to do
	done   chan struct{} // closed when the last event is written or given up
	cancel context.CancelFunc

	mu     sync.Mutex
	queue  [][]byte // guarded by mu
	size   int      // of queue and of the batch being sent; guarded by mu
	closed bool     // guarded by mu
}

// A sender hands over a batch. errRefused in its error says that to try again
// is no use.
type sender func(ctx context.Context, batch [][]byte) error

var errRefused = errors.New("the receiver refuses it")

// ToWriter writes events to w, one JSON object a line, as they come.
func ToWriter(w io.Writer, o Options) *Log { return open(lines(w), false, o) }

func open(send sender, wait bool, o Options) *Log {
	o.MaxQueue = cmp.Or(o.MaxQueue, 16<<20)
	o.MaxBatch = cmp.Or(o.MaxBatch, 1<<20)
	o.Delay = cmp.Or(o.Delay, 5*time.Second)
	o.Backoff = cmp.Or(o.Backoff, 500*time.Millisecond)
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.Background())
	l := &Log{Options: o, send: send, wait: wait, wake: make(chan struct{}, 1), done: make(chan struct{}), cancel: cancel}
	go l.run(ctx)
	return l
}

func (l *Log) now() time.Time {
	if l.Now != nil {
		return l.Now()
	}
	return time.Now()
}

// Record takes down one decision. It does not wait: if there is no room the
// event is dropped and counted.
func (l *Log) Record(s pipeline.Submission, r *pipeline.Report, c Call) {
	if l == nil {
		return
	}
	text, err := json.Marshal(l.event(s, r, c), json.Deterministic(true), jsontext.AllowInvalidUTF8(true)) // evidence may have bytes that are none
	if err != nil {
		l.drop(1, "unwritable")
		l.Log.Error("decision cannot be written", "request_id", c.RequestID, "error", err.Error())
		return
	}
	if !l.put(text) {
		l.drop(1, "full")
	}
}

func (l *Log) put(text []byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || l.size+len(text) > l.MaxQueue {
		return false
	}
	l.queue = append(l.queue, text)
	l.size += len(text)
	l.Metrics.DecisionsQueued(l.size)
	l.rouse()
	return true
}

func (l *Log) rouse() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *Log) drop(n int, why string) { l.Metrics.DecisionsDropped(n, why) }

// Close writes what waits, for as long as ctx allows; what is left then is
// dropped, which the error says. Nothing can be recorded any more.
func (l *Log) Close(ctx context.Context) error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.rouse()
	select {
	case <-l.done:
	case <-ctx.Done():
		l.cancel()
		<-l.done
	}
	l.cancel()
	return l.giveUp()
}
