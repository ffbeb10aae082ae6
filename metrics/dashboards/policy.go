package main

// realRules leaves out what is counted beside the rules of a policy.
const realRules = `rule!~"other|could-not-judge"`

// policy is the board for the question which policy judges, and how it fares.
func policy() board {
	const flips, seen = "presscheck_policy_candidate_flips_total", "presscheck_policy_last_reload_success_timestamp_seconds"
	return board{
		name:  "policy",
		title: "Policy",
		about: "Which policy judges, whether reloads succeed, how long judging takes, and what rules do.",

		choices: []string{"site"},
		rows: []row{
			{"In force", []panel{
				{kind: spans, title: "Revision", unit: "short", wide: 12, queries: []query{{sum(of("presscheck_policy_info"), "revision"), "{{revision}}"}},
					about: "When each revision judged, and on how many instances. Two at once for long mean that instances disagree."},
				{kind: graph, title: "Rules", unit: "short", wide: 12, queries: []query{{of("presscheck_policy_rules"), "{{instance}}"}},
					about: "Rules of the policy that judges."},
				{kind: graph, title: "Reloads in an hour", unit: "short", wide: 8, queries: []query{{
					sum(increase("presscheck_policy_reloads_total", "1h"), "policy", "result"), "{{policy}} {{result}}"}},
					about: "Policies that were read because somebody asked or because they had changed. Refused ones leave the last good one in force."},
				{kind: graph, title: "Seen", unit: "s", wide: 8, queries: []query{{"time() - " + of(seen), "{{policy}} on {{instance}}"}},
					about: "Time since what is in force was last found to be what its source holds. It should stay below a few times policy.poll_interval; with 0s there nobody looks, and it grows."},
				{kind: stat, title: "Last reload", unit: "none", wide: 8, queries: []query{{
					"min by (policy) (" + of("presscheck_policy_last_reload_successful") + ")", "{{policy}}"}},
					about: "1 if every instance judges by what it last read, 0 if one could not take it."},
			}},
			{"Candidate", []panel{
				{kind: graph, title: "Articles tried", unit: "ops", wide: 8, queries: []query{{sum(rate("presscheck_policy_candidate_articles_total")), "tried"}},
					about: "Articles a second that the candidate judged beside the policy in force."},
				{kind: graph, title: "Flips", unit: "ops", wide: 8, idle: true, queries: []query{{sum(rate(flips, onSites), "from", "to"), "{{from}} to {{to}}"}},
					about: "Verdicts a second that would be others with the candidate, once for each rule for which they would."},
				{kind: table, title: "Flips by rule and site", unit: "short", wide: 8, idle: true, queries: []query{{
					sum(increase(flips, wholeRange, onSites), "rule", "site", "from", "to") + " > 0", "verdicts"}}, sort: "verdicts",
					about: "Which rules change verdicts on which sites, over the time range of the board. Read some of these articles before promoting."},
			}},
			{"Judging", []panel{
				{kind: graph, title: "Duration", unit: "s", wide: 8, queries: quantiles("presscheck_policy_eval_duration_seconds"),
					about: "Time to judge one article. The default limit is 250 ms."},
				{kind: graph, title: "Errors", unit: "ops", wide: 8, queries: []query{{sum(rate("presscheck_policy_eval_errors_total"), "reason"), "{{reason}}"}},
					about: "Articles a second that the policy could not judge. Each is held for review."},
				{kind: graph, title: "Could not judge", unit: "percentunit", wide: 8, queries: []query{{
					share(sum(rate("presscheck_reasons_total", `rule="could-not-judge"`)), sum(rate("presscheck_verdicts_total"))), "could not judge"}},
					about: "Share of articles that were held because part of the check failed."},
			}},
			{"Rules", []panel{
				{kind: table, title: "Rules that never fire", unit: "short", wide: 12, idle: true, queries: []query{{
					"(" + sum(increase("presscheck_reasons_total", "30d", realRules), "rule") +
						" + " + sum(increase("presscheck_reasons_idle_total", "30d", realRules), "rule") + ") == 0", "reasons in 30 days"}},
					about: "Rules without a single reason in 30 days, or since they are there, not even in mode warn or shadow: perhaps they are broken, perhaps nobody needs them."},
				{kind: graph, title: "Reasons that hold nothing", unit: "ops", wide: 12, queries: []query{{
					sum(rate("presscheck_reasons_idle_total"), "rule", "why"), "{{rule}} {{why}}"}},
					about: "Reasons a second of rules that only warn, of rules in shadow, and of those that an exemption suppresses. Look here before a rule is enforced."},
				{kind: graph, title: "Reasons", unit: "ops", wide: 12, queries: []query{{sum(rate("presscheck_reasons_total"), "rule"), "{{rule}}"}},
					about: "Reasons a second by rule."},
				{kind: table, title: "Demoted rules", unit: "short", wide: 12, idle: true, queries: []query{{
					sum(of("presscheck_policy_rule_demoted"), "rule") + " > 0", "instances"}}, sort: "instances",
					about: "On how many instances a rule only asks for reviews, because it strikes far more often than usual: a wave, a new template, or a mistake in the rule."},
			}},
			{"Decision log", []panel{
				{kind: graph, title: "Written", unit: "ops", wide: 8, queries: []query{{sum(rate("presscheck_decision_log_written_total")), "written"}},
					about: "Decisions a second that the decision log has handed over."},
				{kind: graph, title: "Dropped", unit: "ops", wide: 8, queries: []query{{
					sum(rate("presscheck_decision_log_dropped_total"), "reason"), "{{reason}}"}},
					about: "Decisions a second that are missing in the log, by reason. It should be none."},
				{kind: graph, title: "Queue", unit: "bytes", wide: 8, queries: []query{{of("presscheck_decision_log_queue_bytes"), "{{instance}}"}},
					about: "Size of the decisions that wait. Near decision_log.max_queue the next ones are dropped."},
			}},
		},
	}
}
