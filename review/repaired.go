package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/repair"
)

// maxRepaired is the longest repaired text that a message to a CMS carries, in
// bytes. Of a longer one it carries the hash.
const maxRepaired = 1 << 20

// Repaired is the text of a revision with what was found in it repaired: what
// ApproveRepaired publishes. It is that of the day when it was judged, whatever
// filters would find today. An error says that the stored fixes do not fit.
func (st Stored) Repaired() (string, error) {
	doc, _ := st.Submission.Read(article.Limits{}) // a refused article has a source, too
	var found []filters.Finding
	for _, f := range st.Report.Findings {
		found = append(found, f.Inward())
	}
	result, err := repair.Apply(doc.Source, found, repair.Sure)
	if err != nil {
		return "", fmt.Errorf("repair revision %d of item %s: %w", st.Number, st.Item, err)
	}
	return result.Source, nil
}

// withRepair is d with the repaired text of i, if that is what it publishes.
func (s *Store) withRepair(ctx context.Context, q database.Querier, d Decision, i Item) (Decision, error) {
	if d.Outcome != ApproveRepaired || i.Status != StatusOpen {
		return d, nil
	}
	st, err := s.revision(ctx, q, i.ID, i.Revision)
	if err != nil {
		return d, err
	}
	text, err := st.Repaired()
	if err != nil {
		return d, fmt.Errorf("%w: it cannot be approved as repaired (%w)", ErrInvalid, err)
	}
	d.repaired = database.Storable(text)
	sum := sha256.Sum256([]byte(d.repaired))
	d.repairedSum = hex.EncodeToString(sum[:])
	if len(d.repaired) > maxRepaired {
		d.repaired = ""
	}
	return d, nil
}
