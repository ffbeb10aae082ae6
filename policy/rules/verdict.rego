# METADATA
# title: Verdict
# description: |
#   Gathers the reasons of all rules. Every folder beside this file is a rule;
#   each of its reasons is an objection to publishing the article.
package presscheck

# METADATA
# description: The severest action among the reasons; to publish, if there is none.
# entrypoint: true
verdict := {"action": action, "reasons": reasons}

reasons contains object.union(reason, {"rule": rule}) if {
	some rule
	some reason in data.presscheck.rules[rule].reason
}

default action := "review"

action := "reject" if {
	some reason in reasons
	reason.action == "reject"
}

action := "publish" if count(reasons) == 0
