package presscheck.rules.injected_readings_test

import data.presscheck.rules.injected_readings as rule

confident := data.presscheck.site.thresholds.injected_readings.confident

many := data.presscheck.site.thresholds.injected_readings.reject_readings

found(id, confidence, evidence) := {
	"id": id,
	"confidence": confidence,
	"span": {"start": 0, "end": 1},
	"evidence": evidence,
}

reading(id, confidence, n) := found(id, confidence, {"readings": n})

reason(action, places, readings, ids) := {{
	"action": action,
	"params": {"places": places, "readings": readings},
	"findings": ids,
}}

test_a_finding_above_the_confident_threshold_is_reviewed if {
	gloss := {"injected-reading": [reading("a", confident + 0.01, 1)]}
	rule.reason == reason("review", 1, 1, {"a"}) with input.findings.gloss as gloss
}

test_a_finding_at_the_confident_threshold_is_reviewed if {
	gloss := {"injected-reading": [reading("a", confident, 1)]}
	rule.reason == reason("review", 1, 1, {"a"}) with input.findings.gloss as gloss
}

test_a_finding_below_the_confident_threshold_is_let_pass if {
	gloss := {"injected-reading": [reading("a", confident - 0.01, 1)]}
	count(rule.reason) == 0 with input.findings.gloss as gloss
}

test_a_split_character_is_reviewed if {
	gloss := {"split-character": [found("a", confident, {})]}
	rule.reason == reason("review", 1, 0, {"a"}) with input.findings.gloss as gloss
}

test_a_doubtful_split_character_is_let_pass if {
	gloss := {"split-character": [found("a", confident - 0.01, {})]}
	count(rule.reason) == 0 with input.findings.gloss as gloss
}

test_readings_below_the_reject_threshold_are_reviewed if {
	gloss := {"injected-reading": [reading("a", 1, many - 1)]}
	rule.reason == reason("review", 1, many - 1, {"a"}) with input.findings.gloss as gloss
}

test_readings_at_the_reject_threshold_are_rejected if {
	gloss := {"injected-reading": [reading("a", 1, many)]}
	rule.reason == reason("reject", 1, many, {"a"}) with input.findings.gloss as gloss
}

test_readings_above_the_reject_threshold_are_rejected if {
	gloss := {"injected-reading": [reading("a", 1, many + 1)]}
	rule.reason == reason("reject", 1, many + 1, {"a"}) with input.findings.gloss as gloss
}

test_readings_are_summed_over_findings_and_kinds if {
	gloss := {
		"injected-reading": [reading("a", 1, many - 2), reading("b", 1, 1)],
		"split-character": [reading("c", 1, 1)],
	}
	rule.reason == reason("reject", 3, many, {"a", "b", "c"}) with input.findings.gloss as gloss
}

test_equal_counts_are_each_counted if {
	gloss := {"injected-reading": [reading("a", 1, many / 2), reading("b", 1, many / 2)]}
	rule.reason == reason("reject", 2, many, {"a", "b"}) with input.findings.gloss as gloss
}

test_doubtful_readings_are_not_counted if {
	gloss := {"injected-reading": [reading("a", 1, many - 1), reading("b", confident - 0.01, many)]}
	rule.reason == reason("review", 1, many - 1, {"a"}) with input.findings.gloss as gloss
}

test_other_kinds_and_filters_are_ignored if {
	findings := {"gloss": {"ruby": [reading("a", 1, many)]}, "linkblock": {"injected-reading": [reading("b", 1, many)]}}
	count(rule.reason) == 0 with input.findings as findings
}

test_an_article_without_findings_gives_no_reason if {
	count(rule.reason) == 0 with input.findings as {}
}
