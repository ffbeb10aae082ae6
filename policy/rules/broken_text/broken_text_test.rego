package presscheck.rules.broken_text_test

import data.presscheck.rules.broken_text as rule

confident := data.presscheck.site.thresholds.broken_text.confident

enough := data.presscheck.site.thresholds.broken_text.characters

found(id, confidence, evidence) := {"id": id, "confidence": confidence, "span": {"start": 0, "end": 1}, "evidence": evidence}

in_text(id, characters) := found(id, confident, {"characters": characters, "where": "text"})

test_enough_characters_are_reviewed if {
	some r in rule.reason with input.findings as {"mojibake": {"wrong-decoding": [in_text("a", enough)]}}
	r.action == "review"
	r.params.characters == enough
	r.findings == {"a"}
}

test_characters_of_all_kinds_add_up if {
	lost := found("b", 1, {"letters": 1, "where": "text"})
	findings := {"wrong-decoding": [in_text("a", enough - 1)], "lost-letters": [lost]}
	some r in rule.reason with input.findings.mojibake as findings
	r.params.characters == enough
	r.findings == {"a", "b"}
}

test_equal_numbers_add_up if {
	half := enough / 2
	some r in rule.reason with input.findings.mojibake as {"lost-bytes": [in_text("a", half), in_text("b", half)]}
	r.params.characters == half * 2
}

test_a_damaged_word_is_let_pass if {
	count(rule.reason) == 0 with input.findings.mojibake as {"wrong-decoding": [in_text("a", 1)]}
}

test_a_damaged_word_in_the_title_is_reviewed if {
	title := found("a", confident, {"characters": 1, "where": "title"})
	count(rule.reason) == 1 with input.findings.mojibake as {"wrong-decoding": [title]}
}

test_attributes_do_not_count if {
	attribute := found("a", 1, {"characters": enough, "where": "attribute"})
	count(rule.reason) == 0 with input.findings.mojibake as {"wrong-decoding": [attribute]}
}

test_doubtful_findings_do_not_count if {
	doubtful := found("a", confident - 0.01, {"characters": enough, "where": "title"})
	count(rule.reason) == 0 with input.findings.mojibake as {"wrong-decoding": [doubtful]}
}

test_no_finding_is_no_reason if {
	count(rule.reason) == 0 with input.findings as {}
}
