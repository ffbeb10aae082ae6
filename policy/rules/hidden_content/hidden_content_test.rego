package presscheck.rules.hidden_content_test

import data.presscheck.rules.hidden_content

review := data.presscheck.site.thresholds.hidden_content.review

reject := data.presscheck.site.thresholds.hidden_content.reject

links(id, confidence, domains) := {
	"id": id,
	"confidence": confidence,
	"span": {"start": 0, "end": 1},
	"evidence": {"links": count(domains), "domains": domains, "domain_count": count(domains)},
}

text(id, confidence) := {
	"id": id,
	"confidence": confidence,
	"span": {"start": 0, "end": 1},
	"evidence": {"words": 30},
}

foreign(id, confidence) := links(id, confidence, ["slots.example"])

reason(action, ids) := {{"action": action, "params": {"blocks": count(ids)}, "findings": ids}}

test_links_below_the_review_threshold_are_let_pass if {
	hiddentext := {"hidden-links": [foreign("a", review - 0.01)]}
	count(hidden_content.reason) == 0 with input.findings.hiddentext as hiddentext
}

test_links_at_the_review_threshold_are_reviewed if {
	hiddentext := {"hidden-links": [foreign("a", review)]}
	hidden_content.reason == reason("review", {"a"}) with input.findings.hiddentext as hiddentext
}

test_links_above_the_review_threshold_are_reviewed if {
	hiddentext := {"hidden-links": [foreign("a", review + 0.01)]}
	hidden_content.reason == reason("review", {"a"}) with input.findings.hiddentext as hiddentext
}

test_links_below_the_reject_threshold_are_reviewed if {
	hiddentext := {"hidden-links": [foreign("a", reject - 0.01)]}
	hidden_content.reason == reason("review", {"a"}) with input.findings.hiddentext as hiddentext
}

test_links_at_the_reject_threshold_are_rejected if {
	hiddentext := {"hidden-links": [foreign("a", reject)]}
	hidden_content.reason == reason("reject", {"a"}) with input.findings.hiddentext as hiddentext
}

test_links_above_the_reject_threshold_are_rejected if {
	hiddentext := {"hidden-links": [foreign("a", reject + 0.01)]}
	hidden_content.reason == reason("reject", {"a"}) with input.findings.hiddentext as hiddentext
}

test_text_below_the_review_threshold_is_let_pass if {
	hiddentext := {"hidden-text": [text("a", review - 0.01)]}
	count(hidden_content.reason) == 0 with input.findings.hiddentext as hiddentext
}

test_text_at_the_review_threshold_is_reviewed if {
	hiddentext := {"hidden-text": [text("a", review)]}
	hidden_content.reason == reason("review", {"a"}) with input.findings.hiddentext as hiddentext
}

test_text_is_never_rejected if {
	hiddentext := {"hidden-text": [text("a", 1)]}
	hidden_content.reason == reason("review", {"a"}) with input.findings.hiddentext as hiddentext
}

test_certain_text_does_not_reject_doubtful_links if {
	hiddentext := {"hidden-links": [foreign("a", review)], "hidden-text": [text("b", 1)]}
	hidden_content.reason == reason("review", {"a", "b"}) with input.findings.hiddentext as hiddentext
}

test_links_to_partners_alone_are_let_pass if {
	hiddentext := {"hidden-links": [links("a", 1, ["weather.example", "radio.example"])]}
	count(hidden_content.reason) == 0 with input.findings.hiddentext as hiddentext
		with data.partners as {"weather.example": "all", "radio.example": "all"}
}

test_links_to_partners_of_the_site_are_let_pass if {
	hiddentext := {"hidden-links": [links("a", 1, ["weather.example"])]}
	count(hidden_content.reason) == 0 with input.findings.hiddentext as hiddentext
		with input.site as "daily"
		with data.sites as {"daily": {"partners": {"weather.example": "box"}}}
}

test_links_to_partners_and_others_are_rejected if {
	hiddentext := {"hidden-links": [links("a", 1, ["weather.example", "slots.example"])]}
	hidden_content.reason == reason("reject", {"a"}) with input.findings.hiddentext as hiddentext
		with data.partners as {"weather.example": "all"}
}

test_links_to_more_domains_than_evidence_lists_are_not_spared if {
	finding := object.union(links("a", 1, ["weather.example"]), {"evidence": {"domain_count": 21}})
	hidden_content.reason == reason("reject", {"a"}) with input.findings.hiddentext as {"hidden-links": [finding]}
		with data.partners as {"weather.example": "all"}
}

test_other_kinds_and_filters_are_ignored if {
	findings := {"hiddentext": {"menu": [foreign("a", 1)]}, "gloss": {"hidden-links": [foreign("b", 1)]}}
	count(hidden_content.reason) == 0 with input.findings as findings
}

test_an_article_without_findings_gives_no_reason if {
	count(hidden_content.reason) == 0 with input.findings as {}
}
