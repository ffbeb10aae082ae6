package metrics

import (
	"slices"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// A Backlog is what waits at the desk.
type Backlog struct {
	At         time.Time          // when it was counted
	Queues     map[string]Waiting // for people; a queue that is not named is empty
	Deliveries Waiting            // decisions that sites do not know yet, by when they became final
	Campaigns  Campaigns
}

// A Waiting is what waits in one place: how many, how many of them are in
// somebody's hands, and how long the oldest has waited. The zero Waiting is
// nothing.
type Waiting struct {
	Depth, InHand int
	Oldest        time.Duration
}

// Campaigns are groups of near-identical items among those held lately.
type Campaigns struct {
	Groups  int // of several items
	Items   int // in all groups
	Largest int // items in the largest group
}

// backlog shows the last Backlog.
type backlog struct {
	depth, inHand, oldest    *prometheus.GaugeVec
	queues                   []string // that there are without any policy
	shown                    atomic.Pointer[shownQueues]
	pending, oldestDelivery  prometheus.Gauge
	groups, members, largest prometheus.Gauge
	counted                  *prometheus.GaugeVec // without series until something was counted
}

type shownQueues struct{ depth, inHand, oldest family[prometheus.Gauge] }

func newBacklog(p page, queues []string) *backlog {
	b := &backlog{
		queues: queues,
		depth: p.gauge("presscheck_review_queue_depth",
			"Items that wait for a decision, by queue.", "queue"),
		inHand: p.gauge("presscheck_review_queue_claimed",
			"Of these, items that somebody has claimed and whose lease has not expired, by queue.", "queue"),
		oldest: p.gauge("presscheck_review_queue_oldest_age_seconds",
			"How long the item has waited that waits longest, by queue; 0 if none does.", "queue"),
		pending: p.gauge("presscheck_webhook_pending",
			"Final decisions that a site still has to be told of.").WithLabelValues(),
		oldestDelivery: p.gauge("presscheck_webhook_oldest_pending_age_seconds",
			"How long the decision has been final that a site still has to be told of and that is the oldest; 0 if there is none.").WithLabelValues(),
		groups: p.gauge("presscheck_review_campaigns",
			"Groups of three or more near-identical items among those held in the last day.").WithLabelValues(),
		members: p.gauge("presscheck_review_campaign_items",
			"Items in these groups.").WithLabelValues(),
		largest: p.gauge("presscheck_review_campaign_largest_items",
			"Items in the largest of these groups; 0 if there is none.").WithLabelValues(),
		counted: p.gauge("presscheck_review_last_count_timestamp_seconds",
			"When it was last counted what waits at the desk. It stands still while the store does not answer."),
	}
	b.relabel(nil)
	return b
}

// mostQueues keeps a scrape small: three series for each.
const mostQueues = 200

// relabel makes the series of the queues that a policy names beside those that
// there always are, as far as they are not too many. Queues that came begin at zero, those that went end.
func (b *backlog) relabel(named []string) {
	all := each(append(slices.Clone(b.queues), named[:min(len(named), mostQueues)]...))
	next := &shownQueues{
		depth:  newFamily(b.depth.WithLabelValues, all),
		inHand: newFamily(b.inHand.WithLabelValues, all),
		oldest: newFamily(b.oldest.WithLabelValues, all),
	}
	last := b.shown.Swap(next)
	if last == nil {
		return
	}
	for queue := range last.depth {
		if _, stays := next.depth[queue]; !stays {
			for _, vec := range []*prometheus.GaugeVec{b.depth, b.inHand, b.oldest} {
				vec.DeleteLabelValues(queue[0])
			}
		}
	}
}

// Desk records what waits.
func (m *Metrics) Desk(now Backlog) {
	if m == nil {
		return
	}
	b := m.desk.backlog
	queues := b.shown.Load()
	all := map[prometheus.Gauge]Waiting{}
	for name, w := range now.Queues {
		sum := all[queues.depth.at(name)]
		all[queues.depth.at(name)] = Waiting{sum.Depth + w.Depth, sum.InHand + w.InHand, max(sum.Oldest, w.Oldest)}
	}
	for queue, depth := range queues.depth {
		depth.Set(float64(all[depth].Depth))
		queues.inHand[queue].Set(float64(all[depth].InHand))
		queues.oldest[queue].Set(max(0, all[depth].Oldest.Seconds()))
	}
	b.pending.Set(float64(now.Deliveries.Depth))
	b.oldestDelivery.Set(max(0, now.Deliveries.Oldest.Seconds()))
	b.groups.Set(float64(now.Campaigns.Groups))
	b.members.Set(float64(now.Campaigns.Items))
	b.largest.Set(float64(now.Campaigns.Largest))
	b.counted.WithLabelValues().Set(float64(now.At.Unix()))
}
