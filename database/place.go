package database

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// ErrPlace says that a text is no place in this list.
var ErrPlace = errors.New("not a place in the list")

// Place is where a page of a list ends, as a text for an address: the numbers,
// and texts without spaces, by which the list is sorted.
func Place(parts ...any) string {
	text := strings.TrimSuffix(fmt.Sprintln(parts...), "\n")
	return base64.RawURLEncoding.EncodeToString([]byte(text))
}

// ReadPlace reads the parts of a place, to each of which it has a pointer. A text
// that Place did not write, or of other parts, is ErrPlace.
func ReadPlace(text string, parts ...any) error {
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return ErrPlace
	}
	if n, _ := fmt.Sscan(string(decoded), parts...); n != len(parts) {
		return ErrPlace
	}
	return nil
}
