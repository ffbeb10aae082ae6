package settings

import "fmt"

// A Mode is what a reason does to an article. The zero Mode is Enforce, so that
// whatever was forgotten holds the article.
type Mode int

// The modes, as they are written in JSON: "enforce", "warn", "shadow".
const (
	Enforce Mode = iota // it holds the article
	Warn                // it is reported and holds nothing
	Shadow              // it is counted and not shown to the CMS
)

var modeNames = [...]string{Enforce: "enforce", Warn: "warn", Shadow: "shadow"}

// String is the mode as it is written in JSON, or "Mode(7)" for what is no mode.
func (m Mode) String() string {
	if m < 0 || int(m) >= len(modeNames) {
		return fmt.Sprintf("Mode(%d)", int(m))
	}
	return modeNames[m]
}

// MarshalText refuses what is no mode.
func (m Mode) MarshalText() ([]byte, error) {
	if m < 0 || int(m) >= len(modeNames) {
		return nil, fmt.Errorf("%v is not a mode", m)
	}
	return []byte(m.String()), nil
}

// UnmarshalText accepts exactly the three names and leaves m alone otherwise.
func (m *Mode) UnmarshalText(text []byte) error {
	for i, name := range modeNames {
		if string(text) == name {
			*m = Mode(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a mode", text)
}
