package linkblock

import "unicode/utf8"

// A markClass is a set of marks.
type markClass uint8

const (
	bar markClass = 1 << iota
	underscore
	dot
	comma
	dash
	hyphen // a dash between letters
)

// A mark is a character that may part keywords.
type mark struct {
	class      markClass
	start, end int // in the data of a block
}

// marksOf finds the marks in a line.
func marksOf(data string, line stretch) []mark {
	var marks []mark
	for i := line.start; i < line.end; i++ {
		if !leadsMark[data[i]] {
			continue
		}
		r, size := utf8.DecodeRuneInString(data[i:line.end])
		if class := classOf(r); class != 0 {
			marks = append(marks, mark{inWord(data, i, class), i, i + size})
		}
		i += size - 1
	}
	return marks
}

// leadsMark tells the bytes that marks begin with.
var leadsMark = [256]bool{'|': true, '_': true, ',': true, '-': true, 0xC2: true, 0xD8: true, 0xE2: true, 0xE3: true, 0xEF: true}

func classOf(r rune) markClass {
	switch r {
	case '|', '｜', '¦':
		return bar
	case '_':
		return underscore
	case '·', '•', '・':
		return dot
	case ',', '，', '、', '،':
		return comma
	case '-', '–', '—':
		return dash
	}
	return 0
}

// inWord is class, or what the mark at i is instead inside a word, as in
// "re-elect", or a number, as in "1,000".
func inWord(data string, i int, class markClass) markClass {
	if i == 0 || i+1 == len(data) {
		return class
	}
	switch before, after := data[i-1], data[i+1]; {
	case data[i] == '-' && isAlnum(before) && isAlnum(after):
		return hyphen
	case data[i] == ',' && isDigit(before) && isDigit(after):
		return 0
	}
	return class
}
