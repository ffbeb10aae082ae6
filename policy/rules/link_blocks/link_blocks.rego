# METADATA
# title: Injected blocks of links or keywords
# description: |
#   Links or keywords that do not belong to the article. Newspapers,
#   bibliographies and shops carry blocks that look alike, so only a block of
#   links that is all but certain is rejected; a single link, which an editor
#   may have agreed to, and keywords never are. Links that lead to partners of
#   the site alone are let pass.
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
	some f in block
	f.confidence >= data.presscheck.site.thresholds.link_blocks.reject
}

suspect contains f if {
	some f in ((block | anchor) | keywords)
	f.confidence >= data.presscheck.site.thresholds.link_blocks.review
}

block contains f if {
	some f in input.findings.linkblock["injected-links"]
	not to_partners(f)
}

anchor contains f if {
	some f in input.findings.linkblock["foreign-anchor"]
	not to_partners(f)
}

keywords contains f if some f in input.findings.linkblock["keyword-list"]

keywords contains f if some f in input.findings.linkblock["keyword-stuffing"]

# The evidence lists the domains of a block up to a limit, and counts all.
to_partners(f) if {
	count(f.evidence.domains) == f.evidence.domain_count
	every domain in f.evidence.domains {
		data.presscheck.site.partners[domain]
	}
}
