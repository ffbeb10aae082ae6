package groups

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review/alike"
)

const (
	// maxCompared bounds the flagged text of a member that is compared with that of
	// the others, in bytes: a group has hundreds.
	maxCompared = 32 << 10
	// readAtOnce is how many reports are in memory at once, each of some megabytes
	// at worst.
	readAtOnce = 10
)

// readEvidence reads what was flagged in the last revision of each member.
func readEvidence(ctx context.Context, db *database.DB, members []Member) error {
	for some := range slices.Chunk(members, readAtOnce) {
		var ids []string
		for _, m := range some {
			ids = append(ids, m.ID)
		}
		var q database.Where
		q.OneOf("i.id", ids)
		reports, err := database.Collect(ctx, db.Read, scanPair,
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
			texts = append(texts, alike.Readable(f.Quote))
			length += len(f.Quote)
		}
	}
	m.text = strings.Join(texts, " … ")
	return nil
}

// compare marks what most of the members have in common.
func compare(members []Member) {
	texts := make([]string, len(members))
	for i, m := range members {
		texts[i] = m.text
	}
	for i, marked := range alike.Compare(texts) {
		members[i].Marked = marked
	}
}
