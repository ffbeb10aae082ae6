# METADATA
# title: Verdict
# description: |
#   Gathers the reasons of all rules. Every folder beside this file is a rule;
#   each of its reasons is an objection to publishing the article. It holds the
#   article unless the rule only warns, is in shadow, or is exempt here.
package presscheck

# METADATA
# description: The severest action among the reasons that hold; to publish, if there is none.
# entrypoint: true
verdict := {"action": action, "reasons": reasons}

reasons contains object.union_n([reason, softer(reason), {
	"rule": rule,
	"mode": object.get(data.presscheck.site.modes, rule, "shadow"),
	"queue": object.get(data.presscheck.site.queues, rule, ""),
	"suppressed_by": [e | some e in data.presscheck.site.exemptions(rule); input.now < e.expires],
	"expired": [e | some e in data.presscheck.site.exemptions(rule); input.now >= e.expires],
}]) if {
	some rule
	some reason in data.presscheck.rules[rule].reason
}

# Of a trusted author a person sees what would be rejected.
default softer(_) := {}

softer(reason) := {"action": "review"} if {
	reason.action == "reject"
	data.presscheck.site.trusted
}

holding contains reason if {
	some reason in reasons
	not reason.mode in {"warn", "shadow"}
	count(reason.suppressed_by) == 0
}

default action := "review"

action := "reject" if {
	some reason in holding
	reason.action == "reject"
}

action := "publish" if count(holding) == 0
