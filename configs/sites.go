package configs

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Codes are the reasons that decisions may give, by site; those of "" are for
// all others. As text, sites are separated by semicolons: "spam, other;
// example.org: spam, off-topic".
type Codes map[string][]string

// isCode is what a code may be: programs compare it, and people choose it.
var isCode = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

const longestCode = 40

// MarshalText is the inverse of UnmarshalText.
func (c Codes) MarshalText() ([]byte, error) {
	return bySite(c, func(codes []string) string { return strings.Join(codes, ", ") }), nil
}

// UnmarshalText reads codes. Its errors quote what is wrong and say what to write.
func (c *Codes) UnmarshalText(text []byte) error {
	*c = nil
	return eachSite(string(text), func(site, value string) error {
		var codes Names
		_ = codes.UnmarshalText([]byte(value)) // never fails
		for i, code := range codes {
			if !isCode.MatchString(code) || len(code) > longestCode || slices.Contains(codes[:i], code) {
				return fmt.Errorf("%q, which is no code or there twice; write small letters, digits and hyphens, such as off-topic", code)
			}
		}
		if _, twice := (*c)[site]; twice || len(codes) == 0 {
			return fmt.Errorf("%q, with no codes for a site, or codes twice; write for example spam, other; example.org: spam", text)
		}
		if *c == nil {
			*c = Codes{}
		}
		(*c)[site] = codes
		return nil
	})
}

// Priorities are numbers by site, from -maxPriority to maxPriority. As text,
// sites are separated by semicolons: "example.org: 2; blog.example: -1".
type Priorities map[string]int

const maxPriority = 100

// MarshalText is the inverse of UnmarshalText.
func (p Priorities) MarshalText() ([]byte, error) { return bySite(p, strconv.Itoa), nil }

// UnmarshalText reads priorities. Its errors quote the text and say what to write.
func (p *Priorities) UnmarshalText(text []byte) error {
	*p = nil
	return eachSite(string(text), func(site, value string) error {
		n, err := strconv.Atoi(value)
		if _, twice := (*p)[site]; err != nil || twice || site == "" || max(n, -n) > maxPriority {
			return fmt.Errorf("%q, not a number from -%d to %d for each of several sites; write for example example.org: 2; blog.example: -1",
				text, maxPriority, maxPriority)
		}
		if *p == nil {
			*p = Priorities{}
		}
		(*p)[site] = n
		return nil
	})
}

// eachSite calls f with each site of a text and what is said of it. Sites may
// have ports: the last colon ends them.
func eachSite(text string, f func(site, value string) error) error {
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		site, value := "", part
		if i := strings.LastIndex(part, ":"); i >= 0 {
			site, value = strings.TrimSpace(part[:i]), strings.TrimSpace(part[i+1:])
		}
		if err := f(site, value); err != nil {
			return err
		}
	}
	return nil
}

func bySite[T any](m map[string]T, show func(T) string) []byte {
	var parts []string
	for _, site := range slices.Sorted(maps.Keys(m)) {
		part := show(m[site])
		if site != "" {
			part = site + ": " + part
		}
		parts = append(parts, part)
	}
	return []byte(strings.Join(parts, "; "))
}
