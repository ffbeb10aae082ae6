package audit

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
)

// A Head is where a log ends, or ended: what to write down elsewhere, since a
// chain cannot know that its last links were taken off.
type Head struct {
	Seq  int64
	Hash string
}

// beginning is the Prev of the first record.
var beginning = Head{0, strings.Repeat("0", 64)}

// String is the head as ParseHead reads it, such as "41:9f86d081…".
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Seq, h.Hash) }

// ParseHead reads what String wrote.
func ParseHead(text string) (Head, error) {
	number, hash, _ := strings.Cut(text, ":")
	seq, err := strconv.ParseInt(number, 10, 32)
	if raw, hexErr := hex.DecodeString(hash); err != nil || seq < 0 || hexErr != nil || len(raw) != 32 {
		return Head{}, errors.New("it is no head of a log; write it as verify printed it, a number, a colon and 64 hexadecimal digits")
	}
	return Head{seq, strings.ToLower(hash)}, nil
}

// A Fault is one place where the log is not as it was written.
type Fault struct {
	Seq     int64  // of the record
	Problem string // what is wrong with it
}

// A Verdict is what Verify found.
type Verdict struct {
	Head   Head // where the log ends
	Rows   int  // that were looked at
	Faults []Fault
}

// Verify goes through records, which begin behind the head from, zero for the
// whole log, and are in order of Seq. It finds each that was altered, removed,
// inserted or moved. Known are heads of the same log that were written down
// before, at from or later: they also show that its end was removed, or all of it
// written anew.
// The error is that of records.
func Verify(records iter.Seq2[Record, error], from Head, known ...Head) (Verdict, error) {
	v := Verdict{Head: from}
	if from.Seq == 0 {
		v.Head = beginning
	}
	for r, err := range records {
		if err != nil {
			return v, err
		}
		v.add(r, known)
	}
	for _, k := range known {
		switch {
		case k.Seq > v.Head.Seq:
			v.fault(k.Seq, "it was there once, and the log ends before it")
		case k.Seq == from.Seq && from.Seq > 0 && k.Hash != from.Hash:
			v.fault(k.Seq, anotherHash)
		}
	}
	return v, nil
}

const anotherHash = "it has another hash than was written down"

func (v *Verdict) add(r Record, known []Head) {
	v.Rows++
	next := v.Head.Seq + 1
	switch {
	case r.Seq < next:
		v.fault(r.Seq, fmt.Sprintf("it was inserted, or moved: it stands behind record %d", v.Head.Seq))
		return
	case r.Seq == next+1:
		v.fault(next, "it is missing")
	case r.Seq > next:
		v.fault(next, fmt.Sprintf("it is missing, with all up to record %d", r.Seq-1))
	}
	switch {
	case r.sum() != r.Hash:
		v.fault(r.Seq, "it was altered: its hash is another than what it says")
	case r.Seq == next && r.Prev != v.Head.Hash:
		v.fault(r.Seq, fmt.Sprintf("it does not follow on record %d: one of them was replaced", v.Head.Seq))
	}
	for _, k := range known {
		if k.Seq == r.Seq && k.Hash != r.Hash {
			v.fault(r.Seq, anotherHash)
		}
	}
	v.Head = Head{r.Seq, r.Hash}
}

func (v *Verdict) fault(seq int64, problem string) {
	v.Faults = append(v.Faults, Fault{seq, problem})
}

// Verify is Verify on the log itself, the end of which has to be where the
// database says, too. It calls each, which may be nil, for each record.
func (l Log) Verify(ctx context.Context, each func(), from Head, known ...Head) (Verdict, error) {
	head, err := l.Head(ctx)
	if err != nil {
		return Verdict{}, err
	}
	records := func(yield func(Record, error) bool) {
		for r, err := range l.Records(ctx, Filter{After: from.Seq}) {
			if each != nil {
				each()
			}
			if !yield(r, err) {
				return
			}
		}
	}
	v, err := Verify(records, from, append([]Head{head}, known...)...)
	if err != nil {
		return v, err
	}
	if head, err = l.Head(ctx); err == nil && head.Seq < v.Head.Seq {
		v.fault(v.Head.Seq, fmt.Sprintf("it was not appended in the way of the program, for which the log ends with record %d", head.Seq))
	}
	return v, err
}
