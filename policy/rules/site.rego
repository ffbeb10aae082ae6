# METADATA
# title: Site
# description: |
#   The settings in force for the site that the article is for. What
#   data.sites.<site> leaves unset is as data says for all sites, and so is
#   everything for a site that data.sites does not know.
package presscheck.site

# METADATA
# description: Numbers that rules compare with, thresholds.<rule>.<name>.
thresholds := over(data.thresholds, "thresholds")

# METADATA
# description: What a reason of each rule does, enforce, warn or shadow.
modes := over(data.modes, "modes")

# METADATA
# description: Queue of the review desk for what each rule holds.
queues := over(data.queues, "queues")

# METADATA
# description: Registrable domains that the site works with, each with a note.
partners := over(data.partners, "partners")

# METADATA
# description: Languages that the site writes in (BCP 47), each with its script (ISO 15924).
languages := over(data.languages, "languages")

# METADATA
# description: Whether data.trusted names the author, or one of the roles that the author has.
default trusted := false

trusted if {
	some name in authors
	trust.authors[name]
}

trusted if {
	some role in input.author.roles
	trust.roles[role]
}

trust := over(data.trusted, "trusted")

# METADATA
# description: What input.author is called in the settings, its id or its name.
authors contains input.author.id

authors contains input.author.name

# METADATA
# description: The exemptions of a rule whose author and URL fit the article, expired ones too.
exemptions(rule) := [e |
	some e in array.concat(object.get(data.exemptions, rule, []), object.get(own, ["exemptions", rule], []))
	object.get(e, "author", "") in (authors | {""})
	startswith(input.url, object.get(e, "url", ""))
]

over(all, section) := all if not own[section]

over(all, section) := object.union(all, own[section])

default own := {}

own := data.sites[input.site]
