# METADATA
# title: Injected blocks of links or keywords
# description: |
#   A run of links or keywords that does not belong to the article. Newspapers,
#   bibliographies and shops carry blocks that look alike, so only a block of
#   links that is all but certain is rejected; a list of keywords never is.
# custom:
#   message: "Blocks of links or keywords that do not belong to the article: {blocks}."
package presscheck.rules.link_blocks

reason contains {
	"action": action,
	"params": {"blocks": count(suspect)},
	"findings": {f.id | some f in suspect},
} if {
	count(suspect) > 0
}

default action := "review"

action := "reject" if {
	some f in input.findings.linkblock["injected-links"]
	f.confidence >= data.presscheck.site.thresholds.link_blocks.reject
}

suspect contains f if {
	some f in found
	f.confidence >= data.presscheck.site.thresholds.link_blocks.review
}

found contains f if some f in input.findings.linkblock["injected-links"]

found contains f if some f in input.findings.linkblock["keyword-list"]
