# METADATA
# title: Escapes in the text
# description: |
#   Character references or other escapes stand where readers see them, because
#   something escaped the text once more or never undid it. One or two of them
#   are a slip that readers forgive.
# custom:
#   message: "Places where readers would see escapes: {places}."
package presscheck.rules.escaped_text

reason contains {
	"action": "review",
	"params": {"places": count(confident)},
	"findings": {f.id | some f in confident},
} if {
	count(confident) >= data.presscheck.site.thresholds.escaped_text.places
}

confident contains f if {
	some f in found
	f.confidence >= data.presscheck.site.thresholds.escaped_text.confident
}

found contains f if some f in input.findings.escapes[_]
