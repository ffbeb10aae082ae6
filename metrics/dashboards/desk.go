package main

// desk is the board for the question whether people keep up.
func desk() board {
	const (
		decided   = `action=~"approve|approve-repaired|reject"`
		actions   = "presscheck_review_actions_total"
		delivered = "presscheck_webhook_deliveries_total"
	)
	return board{
		name:  "desk",
		title: "Review desk",
		about: "What waits for people and for how long, what they decide, and whether sites are told.",
		rows: []row{
			{"Waiting", []panel{
				{kind: graph, title: "Depth", unit: "short", wide: 12, queries: []query{{
					"max by (queue) (" + of("presscheck_review_queue_depth") + ")", "{{queue}}"}},
					about: "Items that wait, by queue. Instances on one store see the same, so the largest is shown."},
				{kind: graph, title: "Oldest", unit: "s", wide: 12, queries: []query{{
					"max by (queue) (" + of("presscheck_review_queue_oldest_age_seconds") + ")", "{{queue}}"}},
					about: "How long the item has waited that waits longest. A queue that is short and old is one that nobody looks into."},
			}},
			{"Decisions", []panel{
				{kind: stack, title: "Decisions", unit: "ops", wide: 8, queries: []query{{sum(rate(actions, decided), "action"), "{{action}}"}},
					about: "Decisions a second by outcome, those included that were taken back later."},
				{kind: graph, title: "Overturned", unit: "percentunit", wide: 8, idle: true, queries: []query{{
					share(sum(rate(actions, `action="approve"`)), sum(rate(actions, decided))), "overturned"}},
					about: "Share of decisions that found the article good as it was: the running estimate of false alarms, samples included."},
				{kind: graph, title: "Other actions", unit: "ops", wide: 8, queries: []query{{
					sum(rate(actions, `action!~"approve|approve-repaired|reject"`), "action"), "{{action}}"}},
					about: "What else people do, a second. Many releases and skips mean that items are hard to decide."},
				{kind: graph, title: "From held to decided", unit: "s", wide: 12, queries: quantiles("presscheck_review_latency_seconds"),
					about: "Time from when an item was held to the decision on it."},
			}},
			{"Deliveries", []panel{
				{kind: graph, title: "Attempts", unit: "ops", wide: 12, queries: []query{{sum(rate(delivered), "result"), "{{result}}"}},
					about: "Attempts a second to tell sites of decisions: delivered, due again, or failed for too long."},
				{kind: graph, title: "Oldest delivery", unit: "s", wide: 12, queries: []query{{
					"max(" + of("presscheck_webhook_oldest_pending_age_seconds") + ")", "oldest"}},
					about: "How long the oldest decision has been final that a site does not know yet."},
			}},
		},
	}
}
