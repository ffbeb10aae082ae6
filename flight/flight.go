// Package flight keeps what the Go runtime did in the last seconds, and writes it
// to a file when a decision was slow.
//
//	Took, longer than Threshold ──▶ one at a time, at most one in Interval ──▶ Directory/slow-….trace
//	                                     the rest is counted                   the newest Keep of them
//
// How long decisions took is said by the server. A recording is for go tool
// trace. It holds names of functions, tasks and regions (package tracing), and
// when goroutines ran or waited; of the memory of the program, and so of
// articles, it holds nothing.
package flight

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/trace"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/presscheck/presscheck/metrics"
)

// Options say which decisions are slow and where recordings go. Threshold and
// Directory must be set; zero fields otherwise mean the defaults.
type Options struct {
	Threshold time.Duration    // of a decision; one that takes longer is slow
	Interval  time.Duration    // from one recording to the next, at least; default none
	Directory string           // made if it does not exist
	Keep      int              // recordings that stay, the newest; default 10
	Metrics   *metrics.Metrics // may be nil
	Log       *slog.Logger     // nil logs nothing
	Now       func() time.Time // nil means time.Now
}

// A Recorder records until it is closed. The Go runtime allows one in a
// process. Took may be called from many goroutines. A nil *Recorder does nothing.
type Recorder struct {
	Options
	recorder *trace.FlightRecorder
	slow     chan decision
	done     chan struct{}

	mu     sync.Mutex
	closed bool // guarded by mu
}

type decision struct {
	took      time.Duration
	requestID string
}

// What is kept in memory: as much as a slow decision and some time before it, but
// no more than 16 MiB. A busy program writes a few MB a second.
const (
	before   = 2 * time.Second
	maxBytes = 16 << 20
)

// Open begins to record.
func Open(o Options) (*Recorder, error) {
	o.Keep = cmp.Or(o.Keep, 10)
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := os.MkdirAll(o.Directory, 0o700); err != nil {
		return nil, fmt.Errorf("make folder for recordings: %w", err)
	}
	r := &Recorder{
		Options:  o,
		recorder: trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: before + 2*o.Threshold, MaxBytes: maxBytes}),
		slow:     make(chan decision, 1),
		done:     make(chan struct{}),
	}
	if err := r.recorder.Start(); err != nil {
		return nil, fmt.Errorf("start flight recorder: %w", err)
	}
	go r.run()
	return r, nil
}

// Took says that a decision took so long, for a request with that id. It does
// not wait for a recording.
func (r *Recorder) Took(took time.Duration, requestID string) {
	if r == nil || took <= r.Threshold {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return
	}
	select {
	case r.slow <- decision{took, requestID}:
	default:
		r.Metrics.Flight("skipped")
	}
}

// Close waits for a recording that is being written, and ends.
func (r *Recorder) Close() {
	if r == nil {
		return
	}
	r.mu.Lock()
	if !r.closed {
		r.closed = true
		close(r.slow)
	}
	r.mu.Unlock()
	<-r.done
}

func (r *Recorder) run() {
	defer close(r.done)
	defer r.recorder.Stop()
	var next time.Time
	for d := range r.slow {
		now := r.Now()
		if now.Before(next) {
			r.Metrics.Flight("skipped")
			continue
		}
		next = now.Add(r.Interval)
		name, err := r.write(now)
		if err != nil {
			r.Metrics.Flight("failed")
			r.Log.Warn("a slow decision could not be recorded", "request_id", d.requestID, "error", err)
			continue
		}
		r.Metrics.Flight("written")
		r.Log.Info("a slow decision is recorded", "request_id", d.requestID,
			"took_ms", d.took.Milliseconds(), "recording", name)
	}
}

// write makes a recording, which has its name once it is whole, and removes the
// oldest ones.
func (r *Recorder) write(now time.Time) (name string, err error) {
	name = filepath.Join(r.Directory, now.UTC().Format("slow-20060102T150405.000000")+".trace")
	if err := replace(name, r.recorder); err != nil {
		return "", err
	}
	return name, r.tidy()
}

// tidy removes all but the newest recordings. Their names sort by time.
func (r *Recorder) tidy() error {
	files, err := os.ReadDir(r.Directory)
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f os.DirEntry) bool {
		return !strings.HasPrefix(f.Name(), "slow-") || filepath.Ext(f.Name()) != ".trace"
	})
	for _, old := range files[:max(0, len(files)-r.Keep)] {
		err = errors.Join(err, os.Remove(filepath.Join(r.Directory, old.Name())))
	}
	return err
}

func replace(name string, from io.WriterTo) error {
	file, err := os.CreateTemp(filepath.Dir(name), "unfinished-*")
	if err != nil {
		return err
	}
	_, err = from.WriteTo(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return os.Rename(file.Name(), name)
}
