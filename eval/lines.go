package eval

import (
	"bufio"
	"bytes"
	"io"
	"iter"
)

// A line is one of a file of JSON objects.
type line struct {
	number int // from 1
	text   []byte
}

// lines reads the lines of from that are not blank, each as long as it likes.
// An error is the last thing it yields.
func lines(from io.Reader) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		r := bufio.NewReader(from)
		for number := 1; ; number++ {
			text, err := r.ReadBytes('\n')
			if len(bytes.TrimSpace(text)) > 0 && !yield(line{number, text}, nil) {
				return
			}
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(line{}, err)
				return
			}
		}
	}
}
