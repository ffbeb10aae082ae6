package server

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// An answer is a ResponseWriter that remembers the status it sent.
type answer struct {
	http.ResponseWriter
	status int // 0 until the header is out
}

func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= 200 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// encode writes v as one line of JSON, the same for the same v. Bytes that are
// no UTF-8 become U+FFFD: an article can carry them into evidence, and an
// answer with a blemish is better than none.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	err := json.MarshalWrite(&b, v, json.Deterministic(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return nil, fmt.Errorf("encode answer: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func answerJSON(w http.ResponseWriter, v any) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	return send(w, "application/json", body)
}

func send(w http.ResponseWriter, mediaType string, body []byte) error {
	w.Header().Set("Content-Type", mediaType)
	if _, err := w.Write(body); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}
