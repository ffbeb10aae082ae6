# METADATA
# title: Article not read in full
# description: |
#   A part of the article was not looked at: it exceeds a limit, or its text has
#   no known place in the source. What the filters did not see may be anything.
# custom:
#   message: "The article could not be read in full ({kinds})."
package presscheck.rules.structure

reason contains {
	"action": "review",
	"params": {"kinds": [kind | some kind; unread[kind]]},
	"findings": {f.id | some f in unread[_]},
} if {
	count(unread) > 0
}

unread["too-large"] := input.findings.structure["too-large"]

unread["too-complex"] := input.findings.structure["too-complex"]

unread["too-deep"] := input.findings.structure["too-deep"]

unread["unplaced-text"] := input.findings.structure["unplaced-text"]
