package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/presscheck/presscheck/decisionlog"
	"github.com/presscheck/presscheck/pipeline"
)

const ndjson = "application/x-ndjson"

// batch answers each line of the body with a line, in the order of the body,
// while it is still being sent. Once it has begun, whatever goes wrong is a
// line too.
func (a *api) batch(w http.ResponseWriter, r *http.Request) error {
	if media, _ := mediaType(r); media != ndjson {
		return fault{errUnsupported, "The Content-Type of a batch has to be " + ndjson + "."}
	}
	n, spare := a.places.batch()
	if !a.places.take(n, spare) {
		return busy(w)
	}
	defer a.places.give(n)
	in, err := a.decompressed(w, r, r.Body)
	if err != nil {
		return err
	}
	l := &lines{api: a, event: eventOf(r.Context()), in: bufio.NewReader(in), control: http.NewResponseController(w)}
	if err := supported(l.control.EnableFullDuplex()); err != nil {
		return fmt.Errorf("answer while reading: %w", err)
	}
	w.Header().Set("Content-Type", ndjson)
	w.Header().Set("Connection", "close") // what is left of a batch that ends early must not be read as a request
	w.WriteHeader(http.StatusOK)
	return a.stream(w, r, l, n)
}

// stream looks at up to n lines at once. The context of r ends when reading
// fails, if only for a time-out, and would take with it what was read before;
// that a client has left is noticed when it is answered.
func (a *api) stream(w http.ResponseWriter, r *http.Request, l *lines, n int) error {
	e := eventOf(r.Context())
	call := e.call(r)
	judge := func(ctx context.Context, in line) lineAnswer { return a.answerLine(ctx, in, call) }
	for out := range pipeline.Ordered(context.WithoutCancel(r.Context()), l.all, n, judge) {
		a.answered(e, out)
		if err := a.writeLine(w, l.control, out.body); err != nil {
			return errors.Join(err, l.stop())
		}
	}
	return nil
}

func (a *api) writeLine(w http.ResponseWriter, c *http.ResponseController, body []byte) error {
	if err := supported(c.SetWriteDeadline(time.Now().Add(a.WriteTimeout))); err != nil {
		return fmt.Errorf("set deadline: %w", err)
	}
	if _, err := w.Write(body); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return supported(c.Flush())
}

// A lineAnswer is what becomes of one line.
type lineAnswer struct {
	number int
	body   []byte           // the report, or a lineProblem
	report *pipeline.Report // nil if there is none
	err    error            // may stand beside a report
}

// A lineProblem answers a line that there is no report on.
type lineProblem struct {
	Line    int     `json:"line"`
	Problem problem `json:"problem"`
}

// answerLine recovers, because it has a goroutine of its own: the batch, and
// the process, must outlive one line.
func (a *api) answerLine(ctx context.Context, in line, call decisionlog.Call) (out lineAnswer) {
	ctx, step := tracedLine(ctx, in.number)
	defer func() { step.End(out.err) }()
	defer func() {
		if p := recover(); p != nil {
			a.Metrics.Panic()
			out = refuseLine(in.number, panicked(p, debug.Stack()), call.RequestID)
		}
	}()
	if in.err != nil {
		return refuseLine(in.number, in.err, call.RequestID)
	}
	s, err := decode(in.data)
	if err == nil {
		err = onSite(ctx, s.Site)
	}
	if err != nil {
		return refuseLine(in.number, err, call.RequestID)
	}
	report, err := a.inTime(ctx, a.judges(), s)
	a.Decisions.Record(s, report, call)
	var refused fault
	keepErr := a.keep(ctx, s, report, "")
	if errors.As(keepErr, &refused) {
		return refuseLine(in.number, keepErr, call.RequestID)
	}
	err = errors.Join(err, keepErr)
	body, failed := encode(outward(report))
	if failed != nil {
		return refuseLine(in.number, failed, call.RequestID)
	}
	return lineAnswer{in.number, body, report, err}
}

func refuseLine(number int, err error, requestID string) lineAnswer {
	body, failed := encode(lineProblem{number, problemOf(err, requestID)})
	return lineAnswer{number: number, body: body, err: errors.Join(err, failed)}
}

// answered adds out to the event and the metrics. The first error that is not
// the client's stands for all: they are as many as there are lines.
func (a *api) answered(e *event, out lineAnswer) {
	e.lines++
	if out.report == nil {
		e.faults++
		a.Metrics.Problem(problemOf(out.err, e.id).name())
	} else {
		e.judged(out.report)
		a.Metrics.Verdict(out.report.Verdict.Action.String(), "batch", out.report.Input.Site)
	}
	var f fault
	if out.err != nil && e.err == nil && !errors.As(out.err, &f) {
		e.failed(fmt.Errorf("line %d: %w", out.number, out.err))
	}
}
