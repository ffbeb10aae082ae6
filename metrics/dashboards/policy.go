package main

// policy is the board for the question which policy judges, and how it fares.
func policy() board {
	return board{
		name:  "policy",
		title: "Policy",
		about: "Which policy judges, whether reloads succeed, how long judging takes, and what rules do.",
		rows: []row{
			{"In force", []panel{
				{kind: graph, title: "Revision", unit: "short", wide: 12, queries: []query{{sum(of("presscheck_policy_info"), "revision"), "{{revision}}"}},
					about: "How many instances judge by each revision. Two lines for long mean that instances disagree."},
				{kind: graph, title: "Rules", unit: "short", wide: 12, queries: []query{{of("presscheck_policy_rules"), "{{instance}}"}},
					about: "Rules of the policy that judges."},
			}},
			{"Judging", []panel{
				{kind: graph, title: "Duration", unit: "s", wide: 8, queries: quantiles("presscheck_policy_eval_duration_seconds"),
					about: "Time to judge one article. The default limit is 100 ms."},
				{kind: graph, title: "Errors", unit: "ops", wide: 8, queries: []query{{sum(rate("presscheck_policy_eval_errors_total"), "reason"), "{{reason}}"}},
					about: "Articles a second that the policy could not judge. Each is held for review."},
				{kind: graph, title: "Could not judge", unit: "percentunit", wide: 8, queries: []query{{
					share(sum(rate("presscheck_reasons_total", `rule="could-not-judge"`)), sum(rate("presscheck_verdicts_total"))), "could not judge"}},
					about: "Share of articles that were held because part of the check failed."},
			}},
			{"Rules", []panel{
				{kind: table, title: "Rules that did not object in 30 days", unit: "short", wide: 12, idle: true, queries: []query{{
					sum("increase("+of("presscheck_reasons_total")+"[30d])", "rule") + " == 0", ""}},
					about: "Rules without a single reason in 30 days: perhaps they are broken, perhaps nobody needs them."},
				{kind: graph, title: "Reasons that hold nothing", unit: "ops", wide: 12, queries: []query{{
					sum(rate("presscheck_reasons_idle_total"), "rule", "why"), "{{rule}} {{why}}"}},
					about: "Reasons a second of rules that only warn, of rules in shadow, and of those that an exemption suppresses. Look here before a rule is enforced."},
				{kind: graph, title: "Reasons", unit: "ops", wide: 12, queries: []query{{sum(rate("presscheck_reasons_total"), "rule"), "{{rule}}"}},
					about: "Reasons a second by rule."},
			}},
		},
	}
}
