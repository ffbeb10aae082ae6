package presscheck_test

import data.presscheck

to_review := {"action": "review", "params": {}, "findings": ["a"]}

to_reject := {"action": "reject", "params": {}, "findings": ["b"]}

test_an_article_without_reasons_is_published if {
	presscheck.verdict == {"action": "publish", "reasons": set()} with input as {"findings": {}}
}

test_a_reason_to_review_holds_the_article if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {to_review}}}
	v.action == "review"
	v.reasons == {{"rule": "one", "action": "review", "params": {}, "findings": ["a"]}}
}

test_the_severest_reason_decides if {
	v := presscheck.verdict with data.presscheck.rules as {
		"one": {"reason": {to_review}},
		"two": {"reason": {to_reject}},
	}
	v.action == "reject"
	{r.rule | some r in v.reasons} == {"one", "two"}
}

test_a_rule_may_have_several_reasons if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {to_review, to_reject}}}
	count(v.reasons) == 2
}

test_a_reason_with_an_unknown_action_does_not_publish if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {{"action": "pubish"}}}}
	v.action == "review"
}

test_a_rule_cannot_speak_for_another if {
	forged := {"action": "review", "rule": "two"}
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {forged}}}
	v.reasons == {{"rule": "one", "action": "review"}}
}

test_a_rule_without_reason_is_silent if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": set()}, "two": {}}
	v.action == "publish"
}
