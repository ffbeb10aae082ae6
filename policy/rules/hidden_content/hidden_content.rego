# METADATA
# title: Hidden links and text
# description: |
#   Links or text that readers cannot see and that do not belong to the article.
#   Only links to other sites that are all but certain are rejected; hidden text
#   is for a person to judge. Blocks that lead to partners of the site alone are
#   spared.
# custom:
#   message: "Blocks of links or text that are hidden from readers: {blocks}."
package presscheck.rules.hidden_content

reason contains {
	"action": action,
	"params": {"blocks": count(suspect)},
	"findings": {f.id | some f in suspect},
} if {
	count(suspect) > 0
}

default action := "review"

action := "reject" if {
	some f in foreign
	f.confidence >= data.presscheck.site.thresholds.hidden_content.reject
}

suspect contains f if {
	some f in found
	f.confidence >= data.presscheck.site.thresholds.hidden_content.review
}

found contains f if some f in foreign

found contains f if some f in input.findings.hiddentext["hidden-text"]

foreign contains f if {
	some f in input.findings.hiddentext["hidden-links"]
	not to_partners(f)
}

# The evidence lists the domains of a block up to a limit, and counts all.
to_partners(f) if {
	count(f.evidence.domains) == f.evidence.domain_count
	every domain in f.evidence.domains {
		data.presscheck.site.partners[domain]
	}
}
