package review

import (
	"context"
	"database/sql"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/metrics"
)

// A campaign is at least campaignItems near-identical items that were held
// within campaignTime. The latest maxCampaign items are compared, all with all:
// two million pairs take milliseconds.
const (
	campaignItems = 3
	campaignTime  = 24 * time.Hour
	maxCampaign   = 2000
)

// campaigns counts the campaigns among the items that were held lately.
func (s *Store) campaigns(ctx context.Context) (metrics.Campaigns, error) {
	prints, err := database.Collect(ctx, s.db.Read, scanSimhash,
		"SELECT simhash FROM items WHERE held_at >= $1 AND simhash <> 0 AND status IN ('open', 'decided') ORDER BY held_at DESC LIMIT $2",
		database.Micros(s.Now().Add(-campaignTime)), maxCampaign)
	if err != nil {
		return metrics.Campaigns{}, err
	}
	var c metrics.Campaigns
	for _, items := range groupSizes(prints) {
		if items >= campaignItems {
			c.Groups++
			c.Items += items
			c.Largest = max(c.Largest, items)
		}
	}
	return c, nil
}

func scanSimhash(rows *sql.Rows) (uint64, error) {
	var simhash int64
	err := rows.Scan(&simhash)
	return uint64(simhash), err
}

// groupSizes are how many of the fingerprints hang together: each is near to
// another of its group, MaxDistance at most. It changes their order.
func groupSizes(prints []uint64) []int {
	var sizes []int
	for len(prints) > 0 {
		n := 1 // the first n are a group
		for i := 0; i < n; i++ {
			for j := n; j < len(prints); j++ {
				if distance(prints[i], prints[j]) <= MaxDistance {
					prints[n], prints[j] = prints[j], prints[n]
					n++
				}
			}
		}
		sizes = append(sizes, n)
		prints = prints[n:]
	}
	return sizes
}
