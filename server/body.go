package server

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// body reads the whole body of r, decompressed.
func (a *api) body(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > a.MaxBody {
		return nil, a.tooLarge() // before the client was told to go on and send it
	}
	in, err := a.decompressed(w, r, http.MaxBytesReader(w, r.Body, a.MaxBody))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(in, a.MaxDecompressed+1))
	switch {
	case err != nil:
		return nil, a.unreadable(err)
	case int64(len(data)) > a.MaxDecompressed:
		return nil, a.tooLarge()
	case len(data) == 0:
		return nil, fault{errMalformed, "The body is empty. Send the article in it."}
	}
	return data, nil
}

// decompressed undoes the Content-Encoding of body, which belongs to r.
func (a *api) decompressed(w http.ResponseWriter, r *http.Request, body io.Reader) (io.Reader, error) {
	switch coding := strings.Join(r.Header.Values("Content-Encoding"), ","); strings.ToLower(coding) {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		zipped, err := gzip.NewReader(body)
		if err != nil {
			return nil, a.unreadable(err)
		}
		return zipped, nil
	}
	w.Header().Set("Accept-Encoding", "gzip")
	return nil, fault{errUnsupported, "The Content-Encoding is not known. Compress the body with gzip, once, or not at all."}
}

// unreadable says in our words why reading a body failed. Whatever it is, it
// happened at the client or on the way.
func (a *api) unreadable(err error) error {
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return a.tooLarge()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return fault{errTooSlow, fmt.Sprintf("A body, or a line of a batch, has to arrive within %v.", a.ReadTimeout)}
	}
	return fault{errMalformed, "The body broke off, or is not compressed as its Content-Encoding says."}
}

func (a *api) tooLarge() error {
	return fault{errTooLarge, fmt.Sprintf("A body may have %d bytes as sent and %d bytes after decompression.", a.MaxBody, a.MaxDecompressed)}
}

// A meter counts what is read of a body. At its end it takes the deadline for
// reading away: net/http goes on listening for a client that leaves, and would
// take a deadline that passes for one, and cancel the request's context.
type meter struct {
	io.ReadCloser
	control *http.ResponseController
	event   *event
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.ReadCloser.Read(p)
	m.event.body += int64(n)
	if err == io.EOF && !m.event.whole {
		m.event.whole = true
		if err := supported(m.control.SetReadDeadline(time.Time{})); err != nil {
			return n, fmt.Errorf("lift deadline: %w", err)
		}
	}
	return n, err
}

// supported forgives a ResponseWriter that has no connection, as in a test.
func supported(err error) error {
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}
