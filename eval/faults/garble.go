package faults

import (
	"bytes"
	"math/rand/v2"
	"strings"

	"github.com/presscheck/presscheck/article"
)

// A step is one wrong decoding: text written in one encoding and read in
// another.
type step struct{ written, read string }

// steps parses a path: "utf-8>windows-1252", or several, joined by "+".
func steps(path string) []step {
	var all []step
	for one := range strings.SplitSeq(path, "+") {
		written, read, _ := strings.Cut(one, ">")
		all = append(all, step{written, read})
	}
	return all
}

// A garbler sends text along a path of steps.
type garbler struct {
	path     []step
	lost     string     // stands for bytes that the reader has no character for; empty: U+FFFD, but C1 controls in single-byte tables
	cut      *rand.Rand // if set, one byte of each text is lost on the way
	lossless bool       // so far
}

// garble finds the edits for one text.
func (g *garbler) garble(text string) []article.Edit {
	out := cells(text)
	for _, s := range g.path {
		out = g.pass(out, s)
	}
	return joined(text, weave(text, out))
}

// pass is one step. What cannot be written stays as it is, as a character
// reference would.
func (g *garbler) pass(in []cell, s step) []cell {
	writer, reader := newCodec(s.written, false), newCodec(s.read, g.lost != "")
	var out []cell
	var run []octet
	for _, c := range in {
		code, ok := writer.encode(c.text)
		if !ok {
			out, run = append(g.read(out, g.losing(run), reader), c), nil
			continue
		}
		for _, b := range code {
			run = append(run, octet{b, c.from})
		}
	}
	return g.read(out, g.losing(run), reader)
}

func (g *garbler) read(out []cell, run []octet, reader *codec) []cell {
	code := bytesOf(run)
	for i := 0; i < len(run); {
		text, size := reader.decode(code[i:])
		if size == 0 {
			text, size = g.replacement(), min(reader.unreadable(code[i:]), len(run)-i)
			g.lossless = false
		} else if back, ok := reader.encode(text); !ok || !bytes.Equal(back, code[i:i+size]) {
			g.lossless = false
		}
		out = append(out, cell{text, origin(run[i : i+size])})
		i += size
	}
	return out
}

func (g *garbler) replacement() string {
	if g.lost == "" {
		return "\uFFFD"
	}
	return g.lost
}

// losing loses one byte of a character early in run, if one is to be lost.
func (g *garbler) losing(run []octet) []octet {
	if g.cut == nil {
		return run
	}
	var wide []int
	for i, o := range run {
		if o.value >= 0x80 {
			wide = append(wide, i)
		}
	}
	if len(wide) < 4 {
		return run
	}
	g.lossless = false
	at := wide[g.cut.IntN(len(wide)/2)]
	g.cut = nil
	return append(append([]octet(nil), run[:at]...), run[at+1:]...)
}
