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
	return data, noReadDeadline(w)
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

// noReadDeadline is for when a body has been read: net/http takes a deadline
// that passes later for a lost client, and cancels the request's context.
func noReadDeadline(w http.ResponseWriter) error {
	return supported(http.NewResponseController(w).SetReadDeadline(time.Time{}))
}

// supported forgives a ResponseWriter that has no connection, as in a test.
func supported(err error) error {
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}
