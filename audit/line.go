package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// instants is how a time is written: in UTC, with all six digits.
const instants = "2006-01-02T15:04:05.000000Z"

// A line is a record as it is hashed and exported.
type line struct {
	Action  string            `json:"action"`
	Actor   string            `json:"actor"`
	At      string            `json:"at"`
	Detail  map[string]string `json:"detail"`
	Hash    string            `json:"hash,omitempty"`
	Prev    string            `json:"prev"`
	Seq     int64             `json:"seq"`
	Site    string            `json:"site"`
	Subject string            `json:"subject"`
}

func (r Record) line() line {
	return line{r.Action, r.Actor, r.At.UTC().Format(instants), r.Detail, r.Hash, r.Prev, r.Seq, r.Site, r.Subject}
}

// encode is l as RFC 8785 (JCS) writes it.
func (l line) encode(options ...json.Options) ([]byte, error) {
	text, err := json.Marshal(l, options...)
	if err != nil {
		return nil, err
	}
	value := jsontext.Value(text)
	err = value.Canonicalize()
	return value, err
}

// sum is the hash that r should have, with the Prev that it has: SHA-256 over
// its line without the hash. What is not UTF-8 was not appended, and has none.
func (r Record) sum() string {
	r.Hash = ""
	text, err := r.line().encode()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func (l line) record() (Record, error) {
	at, err := time.Parse(instants, l.At)
	if err != nil {
		return Record{}, fmt.Errorf("the time %q is not written as %s", l.At, instants)
	}
	return Record{
		At: at, Actor: l.Actor, Action: l.Action, Site: l.Site, Subject: l.Subject, Detail: l.Detail,
		Seq: l.Seq, Prev: l.Prev, Hash: l.Hash,
	}, nil
}
