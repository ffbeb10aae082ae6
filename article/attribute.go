package article

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
)

// An Attribute is one attribute of a start tag, as the source has it.
type Attribute struct {
	Key   string // lower-case
	Value string // decoded
	Span  Span   // of the value without its quotes; empty, behind the key, if there is none
}

// Attributes returns those of element n with their places, in source order,
// none if Tag(n) is zero. It reads the tag anew on each call.
func (d *Document) Attributes(n *html.Node) []Attribute {
	var found []Attribute
	for key, value := range d.attributes(d.Tag(n)) {
		found = append(found, Attribute{key, decodeAttribute(d.Source[value.Start:value.End]), value})
	}
	return found
}

// attributes goes through the keys and the places of the values of a start tag.
func (d *Document) attributes(tag Span) iter.Seq2[string, Span] {
	return func(yield func(key string, value Span) bool) {
		if tag.IsZero() {
			return
		}
		s := tagScanner{source: d.Source[:tag.End], at: tag.Start + 1 + len(tagName(d.Source[tag.Start:tag.End]))}
		for s.more() && yield(s.attribute()) {
		}
	}
}

// A tagScanner reads the attributes of one start tag: WHATWG HTML §13.2.5.32
// to 39, as x/net/html understands them.
type tagScanner struct {
	source string // up to the end of the tag
	at     int
}

const spaceInTag = " \n\r\t\f"

func (s *tagScanner) more() bool {
	s.skip(spaceInTag + "/")
	return s.at < len(s.source) && s.source[s.at] != '>'
}

func (s *tagScanner) attribute() (key string, value Span) {
	key = strings.ToLower(s.key())
	value = Span{s.at, s.at}
	s.skip(spaceInTag)
	if s.at < len(s.source) && s.source[s.at] == '=' {
		s.at++
		s.skip(spaceInTag)
		value = s.value()
	}
	return key, value
}

func (s *tagScanner) key() string {
	start := s.at
	for s.at++; s.at < len(s.source) && !endsKey(s.source[s.at]); s.at++ {
	}
	return s.source[start:min(s.at, len(s.source))]
}

func endsKey(c byte) bool { return c <= '>' && strings.IndexByte(spaceInTag+"/>=", c) >= 0 }

func (s *tagScanner) value() Span {
	if s.at < len(s.source) && (s.source[s.at] == '"' || s.source[s.at] == '\'') {
		start := s.at + 1
		length := strings.IndexByte(s.source[start:], s.source[s.at])
		if length < 0 {
			length = len(s.source) - start
		}
		s.at = min(start+length+1, len(s.source))
		return Span{start, start + length}
	}
	start := s.at
	for s.at < len(s.source) && strings.IndexByte(spaceInTag+">", s.source[s.at]) < 0 {
		s.at++
	}
	return Span{start, s.at}
}

func (s *tagScanner) skip(set string) {
	for s.at < len(s.source) && s.source[s.at] <= '/' && strings.IndexByte(set, s.source[s.at]) >= 0 {
		s.at++
	}
}

func decodeAttribute(value string) string {
	if strings.IndexByte(value, '&') < 0 && strings.IndexByte(value, '\r') < 0 {
		return value
	}
	var decoded strings.Builder
	for value != "" {
		text, length := value[:1], 1
		if value[0] == '&' {
			text, length = reference(value, true)
		} else if value[0] == '\r' {
			text, length = decode(value, true)
		}
		decoded.WriteString(text)
		value = value[length:]
	}
	return decoded.String()
}
