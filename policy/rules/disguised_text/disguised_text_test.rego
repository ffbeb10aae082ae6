package presscheck.rules.disguised_text_test

import data.presscheck.rules.disguised_text as rule

confident := data.presscheck.site.thresholds.disguised_text.confident

found(id, confidence) := {"id": id, "confidence": confidence, "span": {"start": 0, "end": 1}, "evidence": {}}

reason(places, ids) := {{
	"action": "review",
	"params": {"places": places},
	"findings": ids,
}}

test_a_confident_finding_of_homoglyph_is_reviewed if {
	rule.reason == reason(1, {"a"}) with input.findings as {"homoglyph": {"any": [found("a", confident)]}}
}

test_a_confident_finding_of_invisible_is_reviewed if {
	rule.reason == reason(1, {"a"}) with input.findings as {"invisible": {"any": [found("a", confident)]}}
}

test_findings_of_all_kinds_are_one_reason if {
	homoglyph := {"one": [found("a", confident)], "other": [found("b", 1)]}
	rule.reason == reason(2, {"a", "b"}) with input.findings.homoglyph as homoglyph
}

test_a_doubtful_finding_is_let_pass if {
	homoglyph := {"any": [found("a", confident - 0.01)]}
	count(rule.reason) == 0 with input.findings.homoglyph as homoglyph
}

test_no_finding_is_no_reason if {
	count(rule.reason) == 0 with input.findings as {}
}
