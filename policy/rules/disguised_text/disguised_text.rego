# METADATA
# title: Disguised text
# description: |
#   Letters that look like others, or characters that cannot be seen, stand inside
#   words or carry something. Programs read the words differently from people,
#   which is what they are there for.
# custom:
#   message: "Places where the text is not what it looks like: {places}."
package presscheck.rules.disguised_text

reason contains {
	"action": "review",
	"params": {"places": count(confident)},
	"findings": {f.id | some f in confident},
} if {
	count(confident) > 0
}

confident contains f if {
	some f in found
	f.confidence >= data.presscheck.site.thresholds.disguised_text.confident
}

found contains f if some f in input.findings.homoglyph[_]

found contains f if some f in input.findings.invisible[_]
