package presscheck.rules.{{.Rule}}_test

import data.presscheck.rules.{{.Rule}} as rule

confident := data.presscheck.site.thresholds.{{.Rule}}.confident

found(id, confidence) := {"id": id, "confidence": confidence, "span": {"start": 0, "end": 1}, "evidence": {}}

findings(list) := {"{{.Kind}}": list}

test_a_finding_at_the_threshold_is_reviewed if {
	rule.reason == {{"{{"}}
		"action": "review",
		"params": {"places": 1},
		"findings": {"a"},
	{{"}}"}} with input.findings.{{.Filter}} as findings([found("a", confident)])
}

test_a_doubtful_finding_is_let_pass if {
	count(rule.reason) == 0 with input.findings.{{.Filter}} as findings([found("a", confident - 0.01)])
}

test_an_article_without_findings_gives_no_reason if {
	count(rule.reason) == 0 with input.findings as {}
}
