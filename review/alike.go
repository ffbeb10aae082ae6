package review

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/pipeline"
)

// longestEvidence bounds the flagged text that is shown of a member, in
// characters.
const longestEvidence = 300

// A Piece of flagged text.
type Piece struct {
	Text   string
	Common bool // most members have it
}

const (
	// maxCompared bounds the flagged text of a member that is compared with that of
	// the others, in bytes: a group has hundreds.
	maxCompared = 32 << 10
	// readAtOnce is how many reports are in memory at once, each of some megabytes
	// at worst.
	readAtOnce = 10
)

// readEvidence reads what was flagged in the last revision of each member.
func (s *Store) readEvidence(ctx context.Context, members []Member) error {
	for some := range slices.Chunk(members, readAtOnce) {
		var ids []string
		for _, m := range some {
			ids = append(ids, m.ID)
		}
		var q database.Where
		q.OneOf("i.id", ids)
		reports, err := database.Collect(ctx, s.db.Read, scanPair,
			"SELECT i.id, r.report FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision WHERE "+q.String(), q.Args...)
		if err != nil {
			return err
		}
		for _, one := range reports {
			i := slices.Index(ids, one[0])
			if err := some[i].read(one[1]); err != nil {
				return err
			}
		}
	}
	return nil
}

func scanPair(rows *sql.Rows) (pair [2]string, err error) {
	err = rows.Scan(&pair[0], &pair[1])
	return pair, err
}

func (m *Member) read(report string) error {
	var r struct {
		Findings []pipeline.Finding `json:"findings"`
	}
	if err := json.Unmarshal([]byte(report), &r); err != nil {
		return fmt.Errorf("decode report: %w", err)
	}
	var texts []string
	length := 0
	for _, f := range r.Findings {
		kind := f.Filter + "/" + f.Kind
		if !slices.Contains(m.kinds, kind) {
			m.kinds = append(m.kinds, kind)
		}
		if f.Within != "" {
			continue
		}
		if m.Place == "" {
			m.Place = fmt.Sprintf("%d:%d %s", f.Line, f.Column, kind)
		}
		if length < maxCompared {
			texts = append(texts, readable(f.Quote))
			length += len(f.Quote)
		}
	}
	m.text = strings.Join(texts, " … ")
	m.words = map[string]bool{}
	addWords(m.words, m.text)
	return nil
}

// readable is the text of a quote, or the quote if it is all markup.
func readable(quote string) string {
	if text := strings.Join(strings.Fields(visible(quote)), " "); text != "" {
		return text
	}
	return quote
}

// mark divides the evidence of each member into what most of them have and the
// rest.
func mark(members []Member) {
	count := map[string]int{}
	for _, m := range members {
		for word := range m.words {
			count[word]++
		}
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return 2*n <= len(members) })
	for i := range members {
		m := &members[i]
		m.Of = len(count)
		for word := range m.words {
			if count[word] > 0 {
				m.Common++
			}
		}
		m.Evidence = divided(shortened(m.text), count)
	}
}

func shortened(text string) string {
	if utf8.RuneCountInString(text) <= longestEvidence {
		return text
	}
	return string([]rune(text)[:longestEvidence]) + "…"
}

// divided is text in pieces, those between two common words with them.
func divided(text string, common map[string]int) []Piece {
	var pieces []Piece
	add := func(text string, isCommon bool) {
		if last := len(pieces) - 1; text == "" {
			return
		} else if last >= 0 && pieces[last].Common == isCommon {
			pieces[last].Text += text
		} else {
			pieces = append(pieces, Piece{text, isCommon})
		}
	}
	end, wasCommon := 0, false
	for w := range wordsOf(text) {
		isCommon := common[w.word] > 0
		start := max(w.start, end) // pairs of characters overlap
		add(text[end:start], isCommon && wasCommon)
		add(text[start:max(w.end, start)], isCommon)
		end, wasCommon = max(w.end, end), isCommon
	}
	add(text[end:], false)
	return pieces
}
