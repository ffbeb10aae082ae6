# METADATA
# title: Injected readings
# description: |
#   Pronunciations were pushed into the text behind their characters, as in
#   國(guó), or through the middle of one. A program did it, and nobody read the
#   result; with many of them the article is not worth a reviewer's time.
# custom:
#   message: "Places where readings were pushed into the text: {places}; readings in all: {readings}."
package presscheck.rules.injected_readings

reason contains {
	"action": action,
	"params": {"readings": readings, "places": count(confident)},
	"findings": {f.id | some f in confident},
} if {
	count(confident) > 0
}

default action := "review"

action := "reject" if readings >= data.presscheck.site.thresholds.injected_readings.reject_readings

readings := sum([f.evidence.readings | some f in confident])

confident contains f if {
	some f in found
	f.confidence >= data.presscheck.site.thresholds.injected_readings.confident
}

found contains f if some f in input.findings.gloss["injected-reading"]

found contains f if some f in input.findings.gloss["split-character"]
