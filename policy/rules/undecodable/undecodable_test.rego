package presscheck.rules.undecodable_test

import data.presscheck.rules.undecodable

found(ids) := [{"id": id, "confidence": 1, "span": {"start": 0, "end": 1}, "evidence": {}} | some id in ids]

article(structure) := {"article": {"charset": "gbk"}, "findings": {"structure": structure}}

test_undecodable_bytes_are_reviewed if {
	undecodable.reason == {{
		"action": "review",
		"params": {"places": 2, "charset": "gbk"},
		"findings": {"a", "b"},
	}} with input as article({"undecodable-bytes": found(["a", "b"])})
}

test_other_kinds_are_for_another_rule if {
	count(undecodable.reason) == 0 with input as article({"too-large": found(["a"])})
}

test_an_article_without_findings_gives_no_reason if {
	count(undecodable.reason) == 0 with input as {"article": {"charset": "gbk"}, "findings": {}}
}
