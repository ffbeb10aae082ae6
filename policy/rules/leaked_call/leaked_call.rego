# METADATA
# title: Leaked tool calls
# description: |
#   A language model has left a call, a token or a citation mark in the text.
#   Nobody read the article before it was handed in, so somebody should now.
# custom:
#   message: "Fragments that a language model left in the text: {fragments}."
package presscheck.rules.leaked_call

reason contains {
	"action": "review",
	"params": {"fragments": count(confident)},
	"findings": {f.id | some f in confident},
} if {
	count(confident) > 0
}

confident contains f if {
	some f in input.findings.toolcall["leaked-call"]
	f.confidence >= data.presscheck.site.thresholds.leaked_call.confident
}
