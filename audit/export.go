package audit

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/presscheck/presscheck/sheet"
)

// WriteJSON writes each record as one line of JSON, from which Verify can be
// done again. It ends with the first error.
func WriteJSON(w io.Writer, records iter.Seq2[Record, error]) error {
	out := bufio.NewWriter(w)
	for r, err := range records {
		if err != nil {
			return errors.Join(err, out.Flush())
		}
		text, err := r.line().encode(jsontext.AllowInvalidUTF8(true))
		if err != nil {
			return fmt.Errorf("audit: encode record %d: %w", r.Seq, err)
		}
		if _, err := out.Write(append(text, '\n')); err != nil {
			return fmt.Errorf("audit: write: %w", err)
		}
	}
	return out.Flush()
}

// ReadJSON yields what WriteJSON wrote. After an error it ends.
func ReadJSON(r io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		in := bufio.NewReader(r)
		for n := 1; ; n++ {
			text, err := in.ReadBytes('\n')
			if err == io.EOF && len(text) == 0 {
				return
			}
			if err != nil && err != io.EOF {
				yield(Record{}, fmt.Errorf("audit: read: %w", err))
				return
			}
			r, err := readLine(text)
			if err != nil {
				err = fmt.Errorf("audit: line %d is no record of the log: %w", n, err)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func readLine(text []byte) (Record, error) {
	var l line
	if err := json.Unmarshal(text, &l, json.RejectUnknownMembers(true)); err != nil {
		return Record{}, err
	}
	return l.record()
}

// WriteCSV writes the records as a table for a spreadsheet, in which no cell is
// a formula. It ends with the first error.
func WriteCSV(w io.Writer, records iter.Seq2[Record, error]) error {
	out, err := sheet.New(w, "seq", "at", "actor", "action", "site", "subject", "detail", "prev", "hash")
	if err != nil {
		return fmt.Errorf("audit: write: %w", err)
	}
	for r, err := range records {
		if err != nil {
			return errors.Join(err, out.Close())
		}
		detail, err := encodeDetail(r.Detail)
		if err == nil {
			l := r.line()
			err = out.Row(strconv.FormatInt(l.Seq, 10), l.At, l.Actor, l.Action, l.Site, l.Subject, detail, l.Prev, l.Hash)
		}
		if err != nil {
			return fmt.Errorf("audit: write record %d: %w", r.Seq, err)
		}
	}
	return out.Close()
}
