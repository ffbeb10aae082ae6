# METADATA
# title: Another script than the site's
# description: |
#   Most of the article is in a script that none of the site's languages is
#   written in. A hijacked account publishes in its own language; a guest may,
#   too. A site that names no languages is not asked.
# custom:
#   message: "The article is written in {script}; the site writes in {scripts}."
package presscheck.rules.foreign_script

reason contains {
	"action": "review",
	"params": {"script": input.article.script, "scripts": scripts},
	"findings": [],
} if {
	count(scripts) > 0
	input.article.bytes >= data.presscheck.site.thresholds.foreign_script.bytes
	not input.article.script in accepted
}

scripts contains script if some script in data.presscheck.site.languages

# Zyyy is no script at all, Hani Chinese or Japanese that could be either.
accepted contains "Zyyy"

accepted contains script if some script in scripts

accepted contains "Hani" if {
	some script in scripts
	script in {"Hans", "Hant", "Jpan"}
}
