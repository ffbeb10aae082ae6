package presscheck.rules.link_blocks_test

import data.presscheck.rules.link_blocks

review := data.presscheck.site.thresholds.link_blocks.review

reject := data.presscheck.site.thresholds.link_blocks.reject

block(id, confidence) := {
	"id": id,
	"confidence": confidence,
	"span": {"start": 0, "end": 1},
	"evidence": {},
}

reason(action, ids) := {{"action": action, "params": {"blocks": count(ids)}, "findings": ids}}

test_links_below_the_review_threshold_are_let_pass if {
	linkblock := {"injected-links": [block("a", review - 0.01)]}
	count(link_blocks.reason) == 0 with input.findings.linkblock as linkblock
}

test_links_at_the_review_threshold_are_reviewed if {
	linkblock := {"injected-links": [block("a", review)]}
	link_blocks.reason == reason("review", {"a"}) with input.findings.linkblock as linkblock
}

test_links_above_the_review_threshold_are_reviewed if {
	linkblock := {"injected-links": [block("a", review + 0.01)]}
	link_blocks.reason == reason("review", {"a"}) with input.findings.linkblock as linkblock
}

test_links_below_the_reject_threshold_are_reviewed if {
	linkblock := {"injected-links": [block("a", reject - 0.01)]}
	link_blocks.reason == reason("review", {"a"}) with input.findings.linkblock as linkblock
}

test_links_at_the_reject_threshold_are_rejected if {
	linkblock := {"injected-links": [block("a", reject)]}
	link_blocks.reason == reason("reject", {"a"}) with input.findings.linkblock as linkblock
}

test_links_above_the_reject_threshold_are_rejected if {
	linkblock := {"injected-links": [block("a", reject + 0.01)]}
	link_blocks.reason == reason("reject", {"a"}) with input.findings.linkblock as linkblock
}

test_keywords_below_the_review_threshold_are_let_pass if {
	linkblock := {"keyword-list": [block("a", review - 0.01)]}
	count(link_blocks.reason) == 0 with input.findings.linkblock as linkblock
}

test_keywords_at_the_review_threshold_are_reviewed if {
	linkblock := {"keyword-list": [block("a", review)]}
	link_blocks.reason == reason("review", {"a"}) with input.findings.linkblock as linkblock
}

test_keywords_are_never_rejected if {
	linkblock := {"keyword-list": [block("a", 1)]}
	link_blocks.reason == reason("review", {"a"}) with input.findings.linkblock as linkblock
}

test_single_links_are_reviewed_and_never_rejected if {
	linkblock := {"foreign-anchor": [block("a", 1), block("b", review - 0.01)]}
	link_blocks.reason == reason("review", {"a"}) with input.findings.linkblock as linkblock
}

test_stuffing_is_reviewed_and_never_rejected if {
	linkblock := {"keyword-stuffing": [block("a", 1), block("b", review - 0.01)]}
	link_blocks.reason == reason("review", {"a"}) with input.findings.linkblock as linkblock
}

# leading is a block of links to domains, of which it lists those.
leading(id, domains, n) := object.union(block(id, 1), {"evidence": {"domains": domains, "domain_count": n}})

partners := {"weather.example": "the weather box", "sister.example": "a sister paper"}

test_links_to_partners_alone_are_let_pass if {
	linkblock := {
		"injected-links": [leading("a", ["sister.example", "weather.example"], 2)],
		"foreign-anchor": [leading("b", ["weather.example"], 1)],
	}
	count(link_blocks.reason) == 0 with input.findings.linkblock as linkblock
		with input.site as "daily"
		with data.sites as {"daily": {"partners": partners}}
}

test_links_to_partners_of_another_site_are_not if {
	linkblock := {"injected-links": [leading("a", ["weather.example"], 1)]}
	link_blocks.reason == reason("reject", {"a"}) with input.findings.linkblock as linkblock
		with input.site as "weekly"
		with data.sites as {"daily": {"partners": partners}}
}

test_one_link_elsewhere_is_enough_to_reject if {
	linkblock := {"injected-links": [leading("a", ["pills.example", "weather.example"], 2)]}
	link_blocks.reason == reason("reject", {"a"}) with input.findings.linkblock as linkblock
		with data.partners as partners
}

test_domains_that_are_not_listed_may_be_anybodys if {
	linkblock := {"injected-links": [leading("a", ["weather.example"], 51)]}
	link_blocks.reason == reason("reject", {"a"}) with input.findings.linkblock as linkblock
		with data.partners as partners
}

test_one_certain_block_rejects_and_names_all_suspects if {
	linkblock := {
		"injected-links": [block("a", reject), block("b", review - 0.01)],
		"keyword-list": [block("c", review)],
	}
	link_blocks.reason == reason("reject", {"a", "c"}) with input.findings.linkblock as linkblock
}

test_certain_keywords_do_not_reject_doubtful_links if {
	linkblock := {"injected-links": [block("a", review)], "keyword-list": [block("b", 1)]}
	some r in link_blocks.reason with input.findings.linkblock as linkblock
	r.action == "review"
}

test_other_kinds_and_filters_are_ignored if {
	findings := {"linkblock": {"menu": [block("a", 1)]}, "gloss": {"injected-links": [block("b", 1)]}}
	count(link_blocks.reason) == 0 with input.findings as findings
}

test_an_article_without_findings_gives_no_reason if {
	count(link_blocks.reason) == 0 with input.findings as {}
}
