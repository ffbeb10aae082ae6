package main

// desk is the board for the question whether people keep up.
func desk() board {
	const (
		decisions = "presscheck_review_decisions_total"
		claims    = "presscheck_review_claims_total"
		delivered = "presscheck_webhook_deliveries_total"
		anHour    = "1h"
	)
	largest := func(metric string, labels string) string { return "max by (" + labels + ") (" + of(metric) + ")" }
	return board{
		name:  "desk",
		title: "Review desk",
		about: "What waits for people and for how long, what they decide, and whether sites are told. Where it says in an hour, each point is about the hour before it.",
		rows: []row{
			{"Waiting", []panel{
				{kind: graph, title: "Depth", unit: "short", wide: 8, queries: []query{{largest("presscheck_review_queue_depth", "queue"), "{{queue}}"}},
					about: "Items that wait, by queue. Instances on one store see the same, so the largest is shown. Queues that the policy does not name are counted as other."},
				{kind: graph, title: "Oldest", unit: "s", wide: 8, queries: []query{{largest("presscheck_review_queue_oldest_age_seconds", "queue"), "{{queue}}"}},
					about: "How long the item has waited that waits longest. A queue that is short and old is one that nobody looks into."},
				{kind: graph, title: "Claimed", unit: "short", wide: 8, queries: []query{{largest("presscheck_review_queue_claimed", "queue"), "{{queue}}"}},
					about: "Items that are in somebody's hands now, by queue: how many people work on it."},
			}},
			{"Decisions", []panel{
				{kind: stack, title: "Decisions in an hour", unit: "short", wide: 8, queries: []query{{sum(increase(decisions, anHour), "outcome"), "{{outcome}}"}},
					about: "Decisions by outcome, those included that were taken back later."},
				{kind: graph, title: "Machine and person in an hour", unit: "short", wide: 8, queries: []query{{
					sum(increase(decisions, anHour), "verdict", "outcome") + " > 0", "{{verdict}}: {{outcome}}"}}, idle: true,
					about: "Decisions by the verdict of the machine and what people made of it. Held and approved are false alarms; published and rejected, in the sample, are misses."},
				{kind: graph, title: "Overturned", unit: "percentunit", wide: 8, idle: true, queries: []query{{
					share(sum(increase(decisions, "1d", held, `outcome="approve"`)), sum(increase(decisions, "1d", held))), "over a day"}},
					about: "Share of decisions over a day that found good what the machine held: the running estimate of false alarms. Board Spam rates shows it by rule."},
				{kind: graph, title: "From held to decided", unit: "s", wide: 8, queries: quantilesOver(anHour, "presscheck_review_latency_seconds"),
					about: "Time from when an item was held to the decision on it."},
				{kind: graph, title: "From claimed to decided", unit: "s", wide: 8, queries: quantilesOver(anHour, "presscheck_review_claim_to_decision_seconds"),
					about: "Time from when a person got an item to their decision on it: how hard the items are. Seconds for most mean that nobody reads them."},
				{kind: graph, title: "Claims in an hour", unit: "short", wide: 8, queries: []query{{sum(increase(claims, anHour), "result"), "{{result}}"}},
					about: "What becomes of items in people's hands. Many that are released or skipped are hard to decide; many that expire mean that people leave without giving back."},
				{kind: graph, title: "Other actions in an hour", unit: "short", wide: 8, queries: []query{{
					sum(increase("presscheck_review_actions_total", anHour), "action"), "{{action}}"}},
					about: "Items that were escalated or opened again, and decisions that were undone."},
			}},
			{"Deliveries", []panel{
				{kind: graph, title: "Attempts in an hour", unit: "short", wide: 8, queries: []query{{sum(increase(delivered, anHour), "result"), "{{result}}"}},
					about: "Attempts to tell sites of decisions: delivered, due again, or failed for too long."},
				{kind: graph, title: "Pending", unit: "short", wide: 8, queries: []query{{"max(" + of("presscheck_webhook_pending") + ")", "pending"}},
					about: "Final decisions that a site still has to be told of. Sites without a webhook are not told, and not counted."},
				{kind: graph, title: "Oldest delivery", unit: "s", wide: 8, queries: []query{{
					"max(" + of("presscheck_webhook_oldest_pending_age_seconds") + ")", "oldest"}},
					about: "How long the oldest decision has been final that a site does not know yet."},
			}},
		},
	}
}
