package review

import (
	"context"
	"database/sql"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/review/alike"
)

// A campaign is at least campaignItems near-identical items that were held
// within campaignTime. The latest maxCampaign items are compared.
const (
	campaignItems = 3
	campaignTime  = 24 * time.Hour
	maxCampaign   = 2000
)

// campaigns counts the campaigns among the items that were held lately.
func (s *Store) campaigns(ctx context.Context) (metrics.Campaigns, error) {
	prints, err := database.Collect(ctx, s.DB.Read, scanPrint,
		"SELECT simhash FROM items WHERE held_at >= $1 AND simhash <> 0 AND status IN ('open', 'decided') ORDER BY held_at DESC LIMIT $2",
		database.Micros(s.Now().Add(-campaignTime)), maxCampaign)
	if err != nil {
		return metrics.Campaigns{}, err
	}
	var c metrics.Campaigns
	for _, items := range alike.Sizes(prints) {
		if items >= campaignItems {
			c.Groups++
			c.Items += items
			c.Largest = max(c.Largest, items)
		}
	}
	return c, nil
}

func scanPrint(rows *sql.Rows) (alike.Fingerprint, error) {
	simhash, err := database.Value[int64](rows)
	return alike.Fingerprint(simhash), err
}
