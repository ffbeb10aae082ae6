# METADATA
# title: Escapes in the text
# description: |
#   Character references or other escapes stand where readers see them, because
#   something escaped the text once more or never undid it. One or two references
#   are a slip that readers forgive; those escaped several times over, and the
#   notations of programs, are not.
# custom:
#   message: "Characters that readers would see as escapes: {escapes}."
package presscheck.rules.escaped_text

reason contains {
	"action": "review",
	"params": {"escapes": escapes},
	"findings": {f.id | some f in confident},
} if {
	unforgivable
}

unforgivable if escapes >= data.presscheck.site.thresholds.escaped_text.escapes

unforgivable if {
	some f in confident
	f.evidence.levels >= data.presscheck.site.thresholds.escaped_text.levels
}

unforgivable if {
	some f in input.findings.escapes["literal-escape"]
	f in confident
}

escapes := sum([object.get(f.evidence, "escapes", 1) | some f in confident])

confident contains f if {
	some f in found
	f.confidence >= data.presscheck.site.thresholds.escaped_text.confident
}

found contains f if some f in input.findings.escapes[_]
