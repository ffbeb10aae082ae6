package faults

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/presscheck/presscheck/article"
)

// Gloss does to traditional Chinese text what the spam kit does: it looks for
// characters of its set, a share of those that conversion makes, among the GBK
// bytes without regard to where characters begin, and puts the Mandarin
// reading behind each. The edits lead from text to the result.
func Gloss(text string, share float64, r *rand.Rand) (string, []article.Edit) {
	k := newKit(share, "?", r)
	edits := k.gloss(text)
	glossed, err := article.Apply(text, edits)
	if err != nil {
		panic("faults: edits of the kit: " + err.Error()) // weave makes them in order
	}
	return glossed, edits
}

// A kit is the spam kit of one site. It is not safe for many goroutines.
type kit struct {
	set      map[[2]byte]string // GBK bytes of a character → its reading in parentheses, in GBK
	remnant  string             // what a lead byte becomes that lost its trail byte to "("
	lossless bool               // no byte has been dropped so far, other than those that can be computed

	encoder *encoding.Encoder
	decoder *encoding.Decoder
}

func newKit(share float64, remnant string, r *rand.Rand) *kit {
	k := &kit{
		set: map[[2]byte]string{}, remnant: remnant, lossless: true,
		encoder: simplifiedchinese.GBK.NewEncoder(), decoder: simplifiedchinese.GBK.NewDecoder(),
	}
	all := conversion().traditional
	for _, c := range sample(r, all, int(share*float64(len(all))+0.5)) {
		k.add(c)
	}
	return k
}

// add takes a character into the set.
func (k *kit) add(c rune) {
	code, err := k.encoder.String(string(c))
	reading, _, _ := strings.Cut(pinyin.PinyinDict[int(c)], ",")
	gloss, failed := k.encoder.String("(" + reading + ")")
	if err == nil && failed == nil && len(code) == 2 && reading != "" {
		k.set[[2]byte{code[0], code[1]}] = gloss
	}
}

// gloss finds the edits for one text. What GBK has no code for stays as it is.
func (k *kit) gloss(text string) []article.Edit {
	var out []cell
	var run []octet
	for _, c := range cells(text) {
		if code, ok := k.encode(c); ok {
			run = append(run, code...)
			continue
		}
		out = append(k.decode(out, k.insert(run)), c)
		run = nil
	}
	return weave(text, k.decode(out, k.insert(run)))
}

func (k *kit) encode(c cell) (code []octet, ok bool) {
	if len(c.text) == 1 && c.text[0] < utf8.RuneSelf {
		return []octet{{c.text[0], c.from}}, true
	}
	encoded, err := k.encoder.String(c.text)
	for i := range len(encoded) {
		code = append(code, octet{encoded[i], c.from})
	}
	return code, err == nil && len(encoded) == 2
}

// insert puts readings in wherever two bytes are those of a member.
func (k *kit) insert(run []octet) []octet {
	out := make([]octet, 0, 2*len(run))
	for i := 0; i < len(run); i++ {
		out = append(out, run[i])
		if i+1 == len(run) {
			break
		}
		gloss, isMember := k.set[[2]byte{run[i].value, run[i+1].value}]
		if !isMember {
			continue
		}
		i++
		out = append(out, run[i])
		for g := range len(gloss) {
			out = append(out, octet{gloss[g], nowhere})
		}
	}
	return out
}

// decode reads GBK as the kit does. A lead byte before the "(" of a reading
// takes it along into the remnant; any other that cannot be read is dropped.
func (k *kit) decode(out []cell, run []octet) []cell {
	for len(run) > 0 {
		switch c, size := k.read(run); {
		case size > 0:
			out = append(out, c)
			run = run[size:]
		case len(run) > 1 && run[1] == octet{'(', nowhere}:
			out = append(out, cell{k.remnant, nowhere})
			run = run[2:]
		default:
			k.lossless = false
			run = run[1:]
		}
	}
	return out
}

// read takes one character, of size 0 if there is none.
func (k *kit) read(run []octet) (c cell, size int) {
	if run[0].value < utf8.RuneSelf {
		return cell{string(rune(run[0].value)), run[0].from}, 1
	}
	if len(run) < 2 {
		return cell{}, 0
	}
	text, err := k.decoder.String(string([]byte{run[0].value, run[1].value}))
	if err != nil || utf8.RuneCountInString(text) != 1 || text == "\uFFFD" {
		return cell{}, 0
	}
	return cell{text, origin(run[:2])}, 2
}

// straddled are the members that conversion knows whose bytes lie across two
// neighbours in text.
func (k *kit) straddled(text string) []rune {
	var found []rune
	var last []octet
	for _, c := range cells(text) {
		code, ok := k.encode(c)
		if ok && len(last) == 2 {
			if middle, size := k.read([]octet{last[1], code[0]}); size == 2 {
				if member, _ := utf8.DecodeRuneInString(middle.text); conversion().balance[member] < 0 {
					found = append(found, member)
				}
			}
		}
		last = code
	}
	return found
}
