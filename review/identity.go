package review

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/pipeline"
)

// identityOf is the same for the same article.
func identityOf(sub pipeline.Submission, report *pipeline.Report) string {
	if sub.ExternalID != "" {
		return hash("external id", sub.Site, sub.ExternalID)
	}
	return hash("content", report.ID)
}

func hash(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		binary.Write(h, binary.BigEndian, int64(len(part)))
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// repeated finds the item of an earlier request with the same key.
func (s *Store) repeated(ctx context.Context, tx *sql.Tx, f *form) (Item, bool, error) {
	if f.key == "" {
		return Item{}, false, nil
	}
	var contentID, id string
	err := tx.QueryRowContext(ctx, "SELECT content_id, item FROM keys WHERE site = $1 AND key = $2", f.site, f.key).Scan(&contentID, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Item{}, false, nil
	case err != nil:
		return Item{}, false, fmt.Errorf("look up key: %w", err)
	case contentID != f.contentID:
		return Item{}, false, ErrKeyReused
	}
	item, err := s.find(ctx, tx, "id", id)
	return item, true, err
}

func (f *form) remember(ctx context.Context, tx *sql.Tx, item Item) error {
	if f.key == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO keys (site, key, content_id, item, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
		f.site, f.key, f.contentID, item.ID, database.Micros(item.UpdatedAt))
	if err != nil {
		return fmt.Errorf("remember key: %w", err)
	}
	return nil
}
