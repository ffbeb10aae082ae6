package presscheck.rules.foreign_script_test

import data.presscheck.rules.foreign_script as rule

enough := data.presscheck.site.thresholds.foreign_script.bytes

languages := {"zh-Hant": "Hant", "en": "Latn"}

article(script, bytes) := {"site": "", "article": {"script": script, "bytes": bytes}, "findings": {}}

test_another_script_is_reviewed if {
	rule.reason == {{
		"action": "review",
		"params": {"script": "Cyrl", "scripts": {"Hant", "Latn"}},
		"findings": [],
	}} with input as article("Cyrl", enough)
		with data.languages as languages
}

test_a_script_is_accepted[script] if {
	some script in ["Hant", "Latn", "Hani", "Zyyy"]
	count(rule.reason) == 0 with input as article(script, enough) with data.languages as languages
}

test_the_other_chinese_orthography_is_another_script if {
	count(rule.reason) == 1 with input as article("Hans", enough) with data.languages as languages
}

test_chinese_that_could_be_either_is_foreign_elsewhere if {
	count(rule.reason) == 1 with input as article("Hani", enough) with data.languages as {"en": "Latn"}
}

test_a_short_text_is_let_pass if {
	count(rule.reason) == 0 with input as article("Cyrl", enough - 1) with data.languages as languages
}

test_a_site_without_languages_is_not_asked if {
	count(rule.reason) == 0 with input as article("Cyrl", enough) with data.languages as {}
}

test_languages_of_the_site_count if {
	daily := object.union(article("Cyrl", enough), {"site": "daily"})
	count(rule.reason) == 0 with input as daily
		with data.languages as languages
		with data.sites as {"daily": {"languages": {"uk": "Cyrl"}}}
}
