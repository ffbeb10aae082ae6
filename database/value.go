package database

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Micros is t as tables have it: microseconds since 1970, and 0 for never.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Instant is the time that a table has as us; 0 is the zero time.
func Instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// Storable is s with U+FFFD for what PostgreSQL keeps no text of: bytes that are
// not UTF-8, and NUL.
func Storable(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, "\x00") {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}
