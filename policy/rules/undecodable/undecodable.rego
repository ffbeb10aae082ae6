# METADATA
# title: Undecodable bytes
# description: |
#   Some bytes of the article are no text in the charset it is said to be in.
#   What they stood for is lost, or the charset is wrong throughout.
# custom:
#   message: "Places with bytes that are no text in {charset}: {places}."
package presscheck.rules.undecodable

reason contains {
	"action": "review",
	"params": {"places": count(found), "charset": input.article.charset},
	"findings": {f.id | some f in found},
} if {
	found := input.findings.structure["undecodable-bytes"]
}
