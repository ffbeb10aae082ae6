package stylesheet

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
)

// A NameSet is a set of types, ids and classes that may take some names for
// others (a Bloom filter). Most rules with a descendant combinator are about
// something that an element is not inside, and are done with by a look here;
// without it matching takes half as long again.
type NameSet [4]uint64

func (s *NameSet) add(kind byte, name string) {
	const prime = 16777619 // FNV-1a, 32 bits
	h := uint32(2166136261^uint32(kind)) * prime
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * prime
	}
	h ^= h >> 16
	s[h>>6&3] |= 1 << (h & 63)
}

// holds reports whether every name of t is in s, or taken for one that is.
func (s *NameSet) holds(t *NameSet) bool {
	for i, bits := range t {
		if s[i]&bits != bits {
			return false
		}
	}
	return true
}

// AddElement adds the names of n.
func (s *NameSet) AddElement(n *html.Node) {
	s.add('<', n.Data)
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			s.add('#', a.Val)
		case "class":
			for class := range classesIn(a.Val) {
				s.add('.', class)
			}
		}
	}
}

// around is the set of names that the elements around a match must have. What
// stands before "+" or "~" is beside it; all further left is around both.
func (s *selector) around() NameSet {
	set := NameSet{}
	for i := range len(s.chain) - 1 {
		c := &s.chain[i]
		if before := s.chain[i+1].before; before != ' ' && before != '>' {
			continue
		}
		if c.tag != "" {
			set.add('<', c.tag)
		}
		if c.id != "" {
			set.add('#', c.id)
		}
		for _, class := range c.classes {
			set.add('.', class)
		}
	}
	return set
}

// classesIn cuts a class attribute at ASCII white space alone: WHATWG HTML §3.2.6.
func classesIn(list string) iter.Seq[string] {
	return strings.FieldsFuncSeq(list, func(r rune) bool { return r < 0x80 && isSpace(byte(r)) })
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' && c != '\v' }
