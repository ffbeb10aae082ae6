package presscheck.site_test

import data.presscheck.site

all := {"a": {"review": 0.5, "reject": 0.9}, "b": {"many": 3}}

note := {"owner": "desk", "reason": "agreed", "expires": "2030-01-01"}

by(more) := object.union(note, more)

test_a_site_that_is_not_known_has_the_thresholds_of_all if {
	site.thresholds == all with data.thresholds as all with data.sites as {} with input.site as "daily"
}

test_a_site_without_thresholds_has_those_of_all if {
	site.thresholds == all with data.thresholds as all with data.sites as {"daily": {}} with input.site as "daily"
}

test_a_site_changes_the_one_threshold_that_it_names if {
	own := {"daily": {"thresholds": {"a": {"review": 0.7}}}}
	merged := {"a": {"review": 0.7, "reject": 0.9}, "b": {"many": 3}}
	site.thresholds == merged with data.thresholds as all with data.sites as own with input.site as "daily"
}

test_a_site_is_nothing_to_another if {
	own := {"daily": {"thresholds": {"a": {"review": 0.7}}}}
	site.thresholds == all with data.thresholds as all with data.sites as own with input.site as "weekly"
}

test_modes_of_a_site_come_before_those_of_all if {
	site.modes == {"a": "warn", "b": "enforce"} with data.modes as {"a": "enforce", "b": "enforce"}
		with data.sites as {"daily": {"modes": {"a": "warn"}}}
		with input.site as "daily"
}

test_queues_of_a_site_come_before_those_of_all if {
	site.queues == {"a": "night", "b": "desk"} with data.queues as {"a": "desk", "b": "desk"}
		with data.sites as {"daily": {"queues": {"a": "night"}}}
		with input.site as "daily"
}

test_partners_of_a_site_are_added_to_those_of_all if {
	site.partners == {"a.example": "all", "b.example": "daily"} with data.partners as {"a.example": "all"}
		with data.sites as {"daily": {"partners": {"b.example": "daily"}}}
		with input.site as "daily"
}

test_languages_of_a_site_are_added_to_those_of_all if {
	site.languages == {"en": "Latn", "zh-Hant": "Hant"} with data.languages as {"en": "Latn"}
		with data.sites as {"daily": {"languages": {"zh-Hant": "Hant"}}}
		with input.site as "daily"
}

test_an_author_is_trusted[c.name] if {
	some c in [
		{"name": "by id", "author": {"id": "a1"}, "want": true},
		{"name": "by name", "author": {"name": "A. Lin"}, "want": true},
		{"name": "by role", "author": {"roles": ["writer", "editor"]}, "want": true},
		{"name": "not by another name", "author": {"id": "a2", "name": "B. Lin"}, "want": false},
		{"name": "not by another role", "author": {"roles": ["writer"]}, "want": false},
		{"name": "not without a name", "author": {}, "want": false},
	]
	trusted := {"authors": {"a1": "chief editor", "A. Lin": "chief editor"}, "roles": {"editor": "desk"}}
	site.trusted == c.want with data.trusted as trusted with input.author as c.author
}

test_an_exemption_fits[c.name] if {
	some c in [
		{"name": "everything", "only": {}, "want": 1},
		{"name": "the author", "only": {"author": "a1"}, "want": 1},
		{"name": "not another author", "only": {"author": "a2"}, "want": 0},
		{"name": "the address", "only": {"url": "https://daily.example/news/"}, "want": 1},
		{"name": "not another address", "only": {"url": "https://daily.example/shop/"}, "want": 0},
		{"name": "not an address alone", "only": {"author": "a2", "url": "https://daily.example/news/"}, "want": 0},
	]
	found := site.exemptions("a") with data.exemptions as {"a": [by(c.only)]}
		with input as {"site": "", "url": "https://daily.example/news/1", "author": {"id": "a1"}}
	count(found) == c.want
}

test_exemptions_of_a_site_are_added_to_those_of_all if {
	found := site.exemptions("a") with data.exemptions as {"a": [by({"author": "a1"})]}
		with data.sites as {"daily": {"exemptions": {"a": [note], "b": [note]}}}
		with input as {"site": "daily", "url": "", "author": {"id": "a1"}}
	found == [by({"author": "a1"}), note]
}

test_no_exemption_fits_a_rule_that_has_none if {
	site.exemptions("a") == [] with input as {"site": "", "url": "", "author": {}}
}
