package presscheck.rules.leaked_call_test

import data.presscheck.rules.leaked_call as rule

confident := data.presscheck.site.thresholds.leaked_call.confident

found(id, confidence) := {"id": id, "confidence": confidence, "span": {"start": 0, "end": 1}, "evidence": {}}

test_one_fragment_is_reviewed if {
	some r in rule.reason with input.findings.toolcall as {"leaked-call": [found("a", confident)]}
	r.action == "review"
	r.params.fragments == 1
	r.findings == {"a"}
}

test_fragments_are_counted_together if {
	some r in rule.reason with input.findings.toolcall as {"leaked-call": [found("a", 1), found("b", 1)]}
	r.params.fragments == 2
}

test_doubtful_fragments_do_not_count if {
	count(rule.reason) == 0 with input.findings.toolcall as {"leaked-call": [found("a", confident - 0.01)]}
}

test_no_finding_is_no_reason if {
	count(rule.reason) == 0 with input.findings as {}
}
