package server

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// A line is one line of a batch, or why there is none.
type line struct {
	number int // from 1
	data   []byte
	err    error
}

// lines reads a batch line by line, and gives the client ReadTimeout for each.
type lines struct {
	*api
	event   *event
	in      *bufio.Reader
	control *http.ResponseController
	stopped atomic.Bool
}

// all yields the lines that are not blank. If the batch cannot be read to its
// end, the last line says why.
func (l *lines) all(yield func(line) bool) {
	for n := 1; ; n++ {
		data, last, err := l.next()
		blank := err == nil && len(bytes.TrimSpace(data)) == 0
		if n > l.MaxLines && !(blank && last) {
			data, last, blank = nil, true, false
			err = fault{errTooLarge, fmt.Sprintf("A batch may have %d lines. Send the rest in another, from this line on.", l.MaxLines)}
		}
		if !blank && !yield(line{n, data, err}) || last {
			return
		}
	}
}

// next reads one line, of which no more is kept than it may be long. After
// last there is nothing to be read any more.
func (l *lines) next() (data []byte, last bool, err error) {
	if err := l.wait(); err != nil {
		return nil, true, err
	}
	for size := int64(0); ; {
		part, err := l.in.ReadSlice('\n')
		size += int64(len(part))
		if size <= l.MaxBody {
			data = append(data, part...)
		}
		switch full := err == bufio.ErrBufferFull; {
		case full && size <= max(l.MaxBody, l.MaxDecompressed):
			continue
		case full:
			return nil, true, fault{errTooLarge, l.longest() + " This one was too long even to be skipped: the batch ends here."}
		case err != nil && err != io.EOF:
			return nil, true, l.unreadable(err)
		case size > l.MaxBody:
			return nil, err == io.EOF, fault{errTooLarge, l.longest()}
		}
		return data, err == io.EOF, nil
	}
}

func (l *lines) longest() string {
	return fmt.Sprintf("A line of a batch may have %d bytes, after decompression.", l.MaxBody)
}

// errStopped ends a batch that nobody waits for.
var errStopped = errors.New("the batch was given up")

// wait gives the client time to send the next line, if one is still to come.
func (l *lines) wait() error {
	if !l.event.whole {
		if err := supported(l.control.SetReadDeadline(time.Now().Add(l.ReadTimeout))); err != nil {
			return fmt.Errorf("set deadline: %w", err)
		}
	}
	if l.stopped.Load() {
		return errStopped
	}
	return nil
}

// stop ends all soon, also while it waits for the client. The deadline that
// wait sets does not undo this one: it looks at stopped after it.
func (l *lines) stop() error {
	l.stopped.Store(true)
	return supported(l.control.SetReadDeadline(time.Unix(1, 0)))
}
