package main

// held selects the verdicts that keep an article from the public.
const held = `verdict!="publish"`

// onSites selects the sites that the reader chose.
const onSites = `site=~"$site"`

// spam is the board for the question how much is wrong, and where.
func spam() board {
	verdicts := sum(rate("presscheck_verdicts_total", onSites))
	heldRate := share(sum(rate("presscheck_verdicts_total", onSites, held)), verdicts)
	return board{
		name:  "spam",
		title: "Spam rates",
		about: "How many articles are held or rejected, on which sites, for which rules, and what the filters find.",
		rows: []row{
			{"Verdicts", []panel{
				{kind: stat, title: "Held", unit: "percentunit", wide: 4, queries: []query{{heldRate, "held"}},
					about: "Share of articles that were not published, over the last minutes."},
				{kind: stack, title: "Verdicts", unit: "reqps", wide: 10, queries: []query{{sum(rate("presscheck_verdicts_total", onSites), "verdict"), "{{verdict}}"}},
					about: "Articles a second by verdict. Review rising with the total is traffic; review rising alone is spam or a strict rule."},
				{kind: graph, title: "Held, and a week before", unit: "percentunit", wide: 10, queries: []query{
					{heldRate, "now"},
					{share(sum(weekly("presscheck_verdicts_total", onSites, held)), sum(weekly("presscheck_verdicts_total", onSites))), "a week before"},
				}, about: "Share of articles held, beside the same hour of last week. A gap that opens at once is a compromised CMS or a new policy; purple marks show new policies."},
			}},
			{"By site and language", []panel{
				{kind: graph, title: "Held by site", unit: "percentunit", wide: 12, queries: []query{{
					"topk(10, " + share(sum(rate("presscheck_verdicts_total", onSites, held), "site"), sum(rate("presscheck_verdicts_total", onSites), "site")) + ")", "{{site}}"}},
					about: "The ten sites with the largest share of held articles. Sites that are not listed in the configuration are counted as other."},
				{kind: graph, title: "Rejected by site", unit: "percentunit", wide: 12, queries: []query{{
					"topk(10, " + share(sum(rate("presscheck_verdicts_total", onSites, `verdict="reject"`), "site"), sum(rate("presscheck_verdicts_total", onSites), "site")) + ")", "{{site}}"}},
					about: "The ten sites with the largest share of rejected articles."},
				{kind: graph, title: "Held by language", unit: "percentunit", wide: 12, queries: []query{{
					"topk(10, " + share(sum(rate("presscheck_language_verdicts_total", held), "language"), sum(rate("presscheck_language_verdicts_total"), "language")) + ")", "{{language}}"}},
					about: "The ten languages with the largest share of held articles. One language alone that jumps is often a false alarm of one filter."},
				{kind: table, title: "Sites in the last hour", unit: "short", wide: 12, queries: []query{
					{sum("increase("+of("presscheck_verdicts_total", onSites)+"[1h])", "site", "verdict"), ""},
				}, about: "Articles of each site by verdict in the last hour."},
			}},
			{"Why", []panel{
				{kind: graph, title: "Rules", unit: "reqps", wide: 12, queries: []query{{
					"topk(10, " + sum(rate("presscheck_reasons_total"), "rule", "action") + ")", "{{rule}} {{action}}"}},
					about: "The ten rules that object most often, with what they ask for."},
				{kind: graph, title: "Rules against the week before", unit: "none", wide: 12, idle: true, queries: []query{{
					share(sum(rate("presscheck_reasons_total"), "rule"), sum(weekly("presscheck_reasons_total"), "rule")), "{{rule}}"}},
					about: "How many times as often as a week ago each rule objects. Rules that did not object then are left out."},
				{kind: stack, title: "Findings by filter", unit: "ops", wide: 12, queries: []query{{sum(rate("presscheck_findings_total"), "filter"), "{{filter}}"}},
					about: "Findings a second, before any policy. Nothing at all at normal traffic means that filters are dead."},
				{kind: graph, title: "Findings by kind", unit: "ops", wide: 12, queries: []query{{
					"topk(12, " + sum(rate("presscheck_findings_total"), "filter", "kind") + ")", "{{filter}}/{{kind}}"}},
					about: "The twelve kinds that are found most. mojibake rising means a broken pipeline upstream rather than spam."},
			}},
		},
	}
}

// weekly is rate a week before.
func weekly(metric string, matchers ...string) string {
	return "rate(" + of(metric, matchers...) + "[$__rate_interval] offset 1w)"
}
