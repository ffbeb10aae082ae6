package configs

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A ByteSize is a number of bytes, never negative. Its text is a whole number,
// followed by B, KiB (1024 bytes), MiB or GiB, or by nothing for bytes.
type ByteSize int64

var byteUnits = [...]struct {
	name string
	size ByteSize
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}}

// String gives the size in the largest unit that divides it, for example 2MiB.
func (b ByteSize) String() string {
	for _, u := range byteUnits {
		if b != 0 && b%u.size == 0 {
			return strconv.FormatInt(int64(b/u.size), 10) + u.name
		}
	}
	return "0B"
}

// MarshalText gives String.
func (b ByteSize) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads the text of a size. Its errors quote the text and say
// what to write.
func (b *ByteSize) UnmarshalText(text []byte) error {
	number, unit := splitUnit(string(text))
	size, ok := unitSize(unit)
	if !ok {
		return fmt.Errorf("%q with an unknown unit; write B, KiB, MiB or GiB, for example 2MiB", text)
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 || n > math.MaxInt64/int64(size) {
		return fmt.Errorf("%q, not a size; write a whole number with a unit, for example 2MiB", text)
	}
	*b = ByteSize(n) * size
	return nil
}

func splitUnit(s string) (number, unit string) {
	i := strings.LastIndexAny(s, "0123456789") + 1
	return s[:i], strings.TrimSpace(s[i:])
}

func unitSize(name string) (ByteSize, bool) {
	for _, u := range byteUnits {
		if name == u.name {
			return u.size, true
		}
	}
	return 1, name == ""
}
