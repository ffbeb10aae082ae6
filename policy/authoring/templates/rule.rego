# METADATA
# title: {{.Title}}
# description: |
#   Say why an article with this is not to be published as it is, for a reviewer
#   who wonders, and what harmless articles look like it.
# custom:
#   message: "Places that rule {{.Rule}} objects to: {places}."
package presscheck.rules.{{.Rule}}

reason contains {
	"action": "review",
	"params": {"places": count(confident)},
	"findings": {f.id | some f in confident},
} if {
	count(confident) > 0
}

confident contains f if {
	some f in input.findings.{{.Filter}}["{{.Kind}}"]
	f.confidence >= data.presscheck.site.thresholds.{{.Rule}}.confident
}
