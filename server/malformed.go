package server

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

var errTooNested = errors.New("nested too deep")

// malformed says what is wrong with the JSON in data, where, and what to do. The
// texts of the decoder are not used: they quote what they stumble over.
func malformed(err error, data []byte) error {
	what, remedy := complaint(err, data)
	return fault{errMalformed, fmt.Sprintf("%s%s. %s", what, place(err, data), remedy)}
}

func complaint(err error, data []byte) (what, remedy string) {
	var meaning *json.SemanticError
	switch {
	case !utf8.Valid(data):
		return "The JSON has bytes that are no UTF-8", "Send such an article as text/html or text/plain with its charset: its bytes are then kept."
	case errors.Is(err, jsontext.ErrDuplicateName):
		return "The JSON has a name twice", "Give each once."
	case errors.Is(err, json.ErrUnknownName):
		return "The JSON has an unknown field", "The fields are html, text, url, site, title, author and external_id."
	case errors.Is(err, errTooNested):
		return "The author is nested too deep", fmt.Sprintf("Up to %d levels are read.", maxDepth)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "The JSON ends before it is complete", "Send one object."
	case errors.As(err, &meaning):
		return "A value is of the wrong kind", "The author is an object, every other field a string."
	}
	return "The body is not valid JSON", "Send one object, as RFC 8259 has it."
}

// place names the JSON pointer and the byte offset at which decoding failed,
// as far as they are known.
func place(err error, data []byte) string {
	var pointer jsontext.Pointer
	var offset int64
	var grammar *jsontext.SyntacticError
	var meaning *json.SemanticError
	switch {
	case errors.As(err, &grammar):
		pointer, offset = grammar.JSONPointer, grammar.ByteOffset
	case errors.As(err, &meaning):
		pointer, offset = meaning.JSONPointer, meaning.ByteOffset
	}
	if !utf8.Valid(data) {
		offset = int64(len(validPrefix(data)))
	}
	if !printable.MatchString(string(pointer)) {
		return fmt.Sprintf(" at byte %d", offset)
	}
	return fmt.Sprintf(" at %s, byte %d", pointer, offset)
}

// printable is a pointer that may be shown: of names such as a program would
// choose. The names in a request are as foreign as all of it.
var printable = regexp.MustCompile(`^(/[A-Za-z0-9_.-]{1,32}){1,8}$`)

// validPrefix is what stands before the first byte that is no UTF-8.
func validPrefix(data []byte) []byte {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return data[:i]
		}
		i += size
	}
	return data
}

// depth is how deep the arrays and objects of v are nested.
func depth(v jsontext.Value) int {
	d, deepest := jsontext.NewDecoder(bytes.NewReader(v)), 0
	for {
		if _, err := d.ReadToken(); err != nil {
			return deepest
		}
		deepest = max(deepest, d.StackDepth())
	}
}
