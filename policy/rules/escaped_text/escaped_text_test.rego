package presscheck.rules.escaped_text_test

import data.presscheck.rules.escaped_text as rule

confident := data.presscheck.site.thresholds.escaped_text.confident

found(id, confidence) := {"id": id, "confidence": confidence, "span": {"start": 0, "end": 1}, "evidence": {}}

some_places(n) := [found(format_int(i, 10), confident) | some i in numbers.range(1, n)]

test_enough_places_are_reviewed if {
	n := data.presscheck.site.thresholds.escaped_text.places
	some r in rule.reason with input.findings as {"escapes": {"any": some_places(n)}}
	r.params.places == n
	count(r.findings) == n
}

test_findings_of_all_kinds_count_together if {
	n := data.presscheck.site.thresholds.escaped_text.places
	escapes := {"one": some_places(n - 1), "other": [found("b", 1)]}
	some r in rule.reason with input.findings.escapes as escapes
	r.params.places == n
}

test_fewer_places_are_let_pass if {
	n := data.presscheck.site.thresholds.escaped_text.places - 1
	count(rule.reason) == 0 with input.findings.escapes as {"any": some_places(n)}
}

test_doubtful_findings_do_not_count if {
	doubtful := [found(format_int(i, 10), confident - 0.01) | some i in numbers.range(1, 9)]
	count(rule.reason) == 0 with input.findings.escapes as {"any": doubtful}
}

test_no_finding_is_no_reason if {
	count(rule.reason) == 0 with input.findings as {}
}
