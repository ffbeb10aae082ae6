package mojibake

import (
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/passage"
)

// lostBytes reports what stands where bytes were thrown away and no inversion
// brings them back, neighbours as one.
func (s *survey) lostBytes() []filters.Finding {
	var found []filters.Finding
	for k := range s.passages {
		p := s.passages[k]
		if !mayRemain(p.Text) {
			continue
		}
		all := s.remainsOf(k)
		for len(all) > 0 {
			n, characters := 1, all[0].characters
			for n < len(all) && all[n].sign == all[0].sign && (p.Whole || isThin(p.Text[all[n-1].end:all[n].start])) {
				characters += all[n].characters
				n++
			}
			f := filters.Finding{
				Kind: LostBytes, Span: p.Span(all[0].start, all[n-1].end), Confidence: all[0].sure, Message: all[0].message,
				Evidence: map[string]any{"characters": characters, "sign": all[0].name, "where": where(p)},
			}
			switch {
			case all[0].name == "replacement":
				f.Fixes = join(p, all[0].start, all[n-1].end)
			case all[0].name == "control":
				f.Fixes = asWindows(p, all[:n])
			case s.isFiller(p.Text[all[0].start:all[n-1].end]) && !p.HasMarkup(all[0].start, all[n-1].end):
				f.Fixes = []filters.Fix{{Message: "remove it", Edits: passage.Edits(p, []passage.Change{{Start: all[0].start, End: all[n-1].end}})}}
			}
			found = append(found, f)
			all = all[n:]
		}
	}
	return found
}

// asWindows offers the dashes and quotes that controls are in windows-1252, if
// all of them are such and no letter beside them makes them part of UTF-8.
func asWindows(p *article.Passage, all []remainder) []filters.Fix {
	var changes []passage.Change
	for _, c := range all {
		before, _ := utf8.DecodeLastRuneInString(p.Text[:c.start])
		after, _ := utf8.DecodeRuneInString(p.Text[c.end:])
		sign, ok := charsets["windows-1252"]().decode(latin1(p.Text[c.start:c.end]))
		if !ok || c.characters > 1 || isPart(before) || isPart(after) || strings.Trim(sign, "‘’“”–—…•€™") != "" || p.HasMarkup(c.start, c.end) {
			return nil
		}
		changes = append(changes, passage.Change{Start: c.start, End: c.end, New: sign})
	}
	return []filters.Fix{{Message: "decode as windows-1252", Edits: passage.Edits(p, changes)}}
}

// isPart reports whether r may be a byte of a UTF-8 character read as Latin-1.
func isPart(r rune) bool { return r >= 0x80 && r < 0x180 && r != 0xA0 }

func latin1(text string) []byte {
	var raw []byte
	for _, r := range text {
		raw = append(raw, byte(r))
	}
	return raw
}

// isFiller reports whether text is memory that was never filled and nothing
// else. In Chinese, 烫烫烫 is also a cry.
func (s *survey) isFiller(text string) bool {
	return strings.Trim(text, "屯") == "" || strings.Trim(text, "烫") == "" && !s.listen().Owns("烫")
}

// A remainder is one run of signs of loss in a passage.
type remainder struct {
	sign
	start, end, characters int
}

func (s *survey) remainsOf(k int) []remainder {
	var all []remainder
	text := s.passages[k].Text
	for i := 0; i < len(text); {
		n, what := remains(text[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[i:])
		} else if !s.isRead(k, i) {
			all = append(all, remainder{what, i, i + n, utf8.RuneCountInString(text[i : i+n])})
		}
		i += n
	}
	return all
}

// isRead reports whether text at i of passage k has been explained already.
func (s *survey) isRead(k, i int) bool {
	lo, hi := 0, len(s.odd)
	for lo < hi {
		mid := (lo + hi) / 2
		if t := &s.odd[mid]; t.passage < k || t.passage == k && t.end <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(s.odd) && s.odd[lo].passage == k && s.odd[lo].start <= i && s.odd[lo].chosen != nil
}

// mayRemain is the fast look for signs of loss: by two bytes, then in full.
func mayRemain(text string) bool {
	for i := asciiPrefix(text); i+1 < len(text); i++ {
		if text[i] < 0xC2 {
			continue
		}
		next := text[i+1]
		may := false
		switch text[i] {
		case 0xC2:
			may = next < 0xA0
		case 0xEF:
			may = next == "\uFFFD"[1]
		case "ï"[0]:
			may = next == "ï"[1]
		case "烫"[0]:
			may = next == "烫"[1]
		case "屯"[0]:
			may = next == "屯"[1]
		case "锟"[0]: // and 锛, 鈥, 銆
			may = next == "锟"[1] || next == "鈥"[1] || next == "銆"[1]
		}
		if may {
			if n, _ := remains(text[i:]); n > 0 {
				return true
			}
		}
	}
	return false
}

type sign struct {
	name    string
	message string
	sure    float64
}

// remains reads a run of signs of loss at the start of text.
func remains(text string) (length int, what sign) {
	if text[0] < utf8.RuneSelf {
		return 0, sign{}
	}
	if n := run(text, func(r rune, size int) bool { return r == utf8.RuneError && size == 3 }); n > 0 {
		return n, sign{"replacement", "Characters were lost here and replaced by U+FFFD.", 0.97}
	}
	if n := repeats(text, "ï¿½"); n > 0 {
		return n, sign{"replacement-read-again", "This is how the sign for lost characters (U+FFFD) looks when it is read in a wrong charset.", 0.95}
	}
	if n := run(text, func(r rune, _ int) bool { return r >= 0x80 && r < 0xA0 && r != 0x85 }); n > 0 {
		return n, sign{"control", "Control characters stand here, as when quotes of Windows are read as Latin-1.", 0.9}
	}
	for _, filler := range []string{"烫", "屯", "锟斤拷"} {
		if strings.HasPrefix(text, filler+filler+filler) || len(filler) > 3 && strings.HasPrefix(text, filler) {
			return repeats(text, filler), sign{"filler", "This is how memory that was never filled, or characters that were lost, look in GBK.", 0.95}
		}
	}
	for _, cut := range []string{"鈥", "銆", "锛"} { // E2 80, E3 80, EF BC and a byte that GBK could not read
		if strings.HasPrefix(text, cut) && strings.HasPrefix(text[len(cut):], "?") {
			return len(cut) + 1, sign{"punctuation", "This is how dashes, quotes and other signs of UTF-8 look in GBK, with a byte lost.", 0.9}
		}
	}
	if rest, is := strings.CutPrefix(text, "锟?"); is && rest != "" && isLetter(rest[0]) {
		return len(text) - len(rest), sign{"filler", "This is how a character that was lost looks in GBK.", 0.9}
	}
	return 0, sign{}
}

// repeats is the length of the repetitions of what that text starts with.
func repeats(text, what string) int {
	n := 0
	for strings.HasPrefix(text[n:], what) {
		n += len(what)
	}
	return n
}

// run is the length of the characters at the start of text that are in a set.
func run(text string, in func(rune, int) bool) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !in(r, size) {
			return i
		}
		i += size
	}
	return len(text)
}
