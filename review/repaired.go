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

// repairedText is what ApproveRepaired publishes of i, empty if it is too long for
// a message, and the hash of all of it.
func (s *Store) repairedText(ctx context.Context, i Item) (text, sum string, err error) {
	st, err := s.Revision(ctx, i.ID, i.Revision)
	if err != nil {
		return "", "", err
	}
	text, err = st.Repaired()
	if err != nil {
		return "", "", fmt.Errorf("%w: %w (%w)", ErrInvalid, ErrRepair, err)
	}
	text = database.Storable(text)
	hash := sha256.Sum256([]byte(text))
	if len(text) > maxRepaired {
		text = ""
	}
	return text, hex.EncodeToString(hash[:]), nil
}
