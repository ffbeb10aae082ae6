package presscheck.rules.structure_test

import data.presscheck.rules.structure

found(ids) := [{"id": id, "confidence": 1, "span": {"start": 0, "end": 1}, "evidence": {}} | some id in ids]

reviewed(kinds, ids) := {{"action": "review", "params": {"kinds": kinds}, "findings": ids}}

test_an_article_that_is_too_large_is_reviewed if {
	structure.reason == reviewed(["too-large"], {"a"}) with input.findings.structure as {"too-large": found(["a"])}
}

test_an_article_that_is_too_complex_is_reviewed if {
	structure.reason == reviewed(["too-complex"], {"a"}) with input.findings.structure as {"too-complex": found(["a"])}
}

test_an_article_that_is_too_deep_is_reviewed if {
	structure.reason == reviewed(["too-deep"], {"a"}) with input.findings.structure as {"too-deep": found(["a"])}
}

test_text_without_a_place_is_reviewed if {
	structure.reason == reviewed(["unplaced-text"], {"a"}) with input.findings.structure as {"unplaced-text": found(["a"])}
}

test_all_kinds_together_are_one_reason if {
	some r in structure.reason with input.findings.structure as {
		"too-deep": found(["a"]),
		"unplaced-text": found(["b", "c"]),
	}
	r.params.kinds == ["too-deep", "unplaced-text"]
	r.findings == {"a", "b", "c"}
}

test_doubt_does_not_excuse if {
	doubtful := [object.union(f, {"confidence": 0.01}) | some f in found(["a"])]
	count(structure.reason) == 1 with input.findings.structure as {"too-large": doubtful}
}

test_undecodable_bytes_are_for_another_rule if {
	count(structure.reason) == 0 with input.findings.structure as {"undecodable-bytes": found(["a"])}
}

test_other_filters_are_ignored if {
	count(structure.reason) == 0 with input.findings as {"gloss": {"too-large": found(["a"])}}
}

test_an_article_without_findings_gives_no_reason if {
	count(structure.reason) == 0 with input.findings as {}
}
