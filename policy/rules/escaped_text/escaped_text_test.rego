package presscheck.rules.escaped_text_test

import data.presscheck.rules.escaped_text as rule

thresholds := data.presscheck.site.thresholds.escaped_text

found(id, confidence, escapes) := {"id": id, "confidence": confidence, "span": {"start": 0, "end": 1}, "evidence": {"escapes": escapes, "levels": 1}}

some_places(n) := [found(format_int(i, 10), thresholds.confident, 1) | some i in numbers.range(1, n)]

test_enough_escapes_are_reviewed if {
	n := thresholds.escapes
	some r in rule.reason with input.findings as {"escapes": {"any": some_places(n)}}
	r.params.escapes == n
	count(r.findings) == n
}

test_escapes_in_one_place_count_each if {
	some r in rule.reason with input.findings as {"escapes": {"any": [found("a", 1, thresholds.escapes)]}}
	r.findings == {"a"}
}

test_findings_of_all_kinds_count_together if {
	n := thresholds.escapes
	escapes := {"one": some_places(n - 1), "other": [found("b", 1, 1)]}
	some r in rule.reason with input.findings.escapes as escapes
	r.params.escapes == n
}

test_fewer_escapes_are_let_pass if {
	n := thresholds.escapes - 1
	count(rule.reason) == 0 with input.findings.escapes as {"any": some_places(n)}
}

test_one_that_was_escaped_several_times_is_reviewed if {
	deep := object.union(found("a", 1, 1), {"evidence": {"levels": thresholds.levels}})
	some r in rule.reason with input.findings.escapes as {"escaped-again": [deep]}
	r.findings == {"a"}
}

test_one_notation_of_programs_is_reviewed if {
	count(rule.reason) == 1 with input.findings.escapes as {"literal-escape": [found("a", thresholds.confident, 1)]}
}

test_doubtful_findings_do_not_count if {
	doubtful := [found(format_int(i, 10), thresholds.confident - 0.01, 1) | some i in numbers.range(1, 9)]
	count(rule.reason) == 0 with input.findings.escapes as {"any": doubtful, "literal-escape": doubtful}
}

test_no_finding_is_no_reason if {
	count(rule.reason) == 0 with input.findings as {}
}
