# METADATA
# title: Broken text
# description: |
#   Text was decoded with the wrong charset, or letters were lost on the way. A
#   damaged word is a slip, unless it stands in the title; more of them are a
#   page that nobody can have meant to publish. It is never rejected: this is an
#   accident, and mostly the repaired text can be published.
# custom:
#   message: "Characters of the text that are damaged: {characters}."
package presscheck.rules.broken_text

reason contains {
	"action": "review",
	"params": {"characters": characters},
	"findings": {f.id | some f in shown},
} if {
	is_broken
}

is_broken if characters >= data.presscheck.site.thresholds.broken_text.characters

is_broken if {
	some f in shown
	f.evidence.where == "title"
}

characters := sum([damaged(f) | some f in shown])

# Readers of the article see no attribute.
shown contains f if {
	some f in input.findings.mojibake[_]
	f.confidence >= data.presscheck.site.thresholds.broken_text.confident
	f.evidence.where != "attribute"
}

damaged(f) := f.evidence.characters

damaged(f) := f.evidence.letters
