package presscheck_test

import data.presscheck

to_review := {"action": "review", "params": {}, "findings": ["a"]}

to_reject := {"action": "reject", "params": {}, "findings": ["b"]}

# once is a verdict on an article that rule "one" objects to, with these settings.
once(reason, settings) := v if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {reason}}}
		with data.modes as object.get(settings, "modes", {"one": "enforce"})
		with data.queues as object.get(settings, "queues", {})
		with data.exemptions as object.get(settings, "exemptions", {})
		with input as {"site": "", "url": "https://daily.example/news/1", "now": "2026-11-23T09:00:00Z"}
}

exempt(expires) := {"owner": "desk", "reason": "agreed", "expires": expires}

test_an_article_without_reasons_is_published if {
	presscheck.verdict == {"action": "publish", "reasons": set()} with input as {"findings": {}}
}

test_a_reason_to_review_holds_the_article if {
	v := once(to_review, {})
	v.action == "review"
	v.reasons == {{
		"rule": "one",
		"action": "review",
		"mode": "enforce",
		"queue": "",
		"params": {},
		"findings": ["a"],
		"suppressed_by": [],
		"expired": [],
	}}
}

test_a_reason_goes_to_the_queue_of_its_rule if {
	v := once(to_review, {"queues": {"one": "night"}})
	{r.queue | some r in v.reasons} == {"night"}
}

test_a_warning_holds_nothing if {
	v := once(to_reject, {"modes": {"one": "warn"}})
	v.action == "publish"
	{r.mode | some r in v.reasons} == {"warn"}
}

test_a_rule_without_mode_is_in_shadow if {
	v := once(to_reject, {"modes": {}})
	v.action == "publish"
	{r.mode | some r in v.reasons} == {"shadow"}
}

test_an_unknown_mode_holds if {
	v := once(to_reject, {"modes": {"one": "enfroce"}})
	v.action == "reject"
}

test_an_exempt_reason_is_listed_and_holds_nothing if {
	v := once(to_reject, {"exemptions": {"one": [exempt("2026-11-24")]}})
	v.action == "publish"
	some r in v.reasons
	r.suppressed_by == [exempt("2026-11-24")]
	r.expired == []
}

test_an_exemption_ends_as_its_last_day_begins if {
	v := once(to_reject, {"exemptions": {"one": [exempt("2026-11-23")]}})
	v.action == "reject"
	some r in v.reasons
	r.suppressed_by == []
	r.expired == [exempt("2026-11-23")]
}

test_one_exemption_in_force_is_enough if {
	v := once(to_reject, {"exemptions": {"one": [exempt("2020-01-01"), exempt("2030-01-01")]}})
	v.action == "publish"
}

test_an_exemption_of_another_rule_is_nothing_to_this_one if {
	v := once(to_reject, {"exemptions": {"two": [exempt("2030-01-01")]}})
	v.action == "reject"
}

test_without_a_time_nothing_is_exempt if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {to_review}}}
		with data.modes as {"one": "enforce"}
		with data.exemptions as {"one": [exempt("2030-01-01")]}
		with input as {"site": "", "url": ""}
	v.action == "review"
}

test_what_a_trusted_author_writes_is_not_rejected_unseen if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {to_reject}}}
		with data.modes as {"one": "enforce"}
		with data.trusted as {"roles": {"editor": "desk"}}
		with input.author as {"roles": ["editor"]}
	v.action == "review"
	{r.action | some r in v.reasons} == {"review"}
}

test_what_others_write_may_be_rejected if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {to_reject}}}
		with data.modes as {"one": "enforce"}
		with data.trusted as {"roles": {"editor": "desk"}}
		with input.author as {"roles": ["writer"]}
	v.action == "reject"
}

test_the_severest_reason_decides if {
	v := presscheck.verdict with data.presscheck.rules as {
		"one": {"reason": {to_review}},
		"two": {"reason": {to_reject}},
	}
		with data.modes as {"one": "enforce", "two": "enforce"}
	v.action == "reject"
	{r.rule | some r in v.reasons} == {"one", "two"}
}

test_a_rule_may_have_several_reasons if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": {to_review, to_reject}}}
	count(v.reasons) == 2
}

test_a_reason_with_an_unknown_action_does_not_publish if {
	v := once({"action": "pubish"}, {})
	v.action == "review"
}

test_a_rule_cannot_speak_for_another if {
	v := once({"action": "review", "rule": "two"}, {})
	{r.rule | some r in v.reasons} == {"one"}
}

test_a_rule_cannot_exempt_itself if {
	v := once({"action": "review", "mode": "warn", "suppressed_by": [exempt("2030-01-01")]}, {})
	v.action == "review"
}

test_a_rule_without_reason_is_silent if {
	v := presscheck.verdict with data.presscheck.rules as {"one": {"reason": set()}, "two": {}}
	v.action == "publish"
}
