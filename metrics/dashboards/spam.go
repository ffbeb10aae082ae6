package main

import "strings"

// held and rejected select the verdicts that keep an article from the public.
const (
	held     = `verdict!="publish"`
	rejected = `verdict="reject"`
)

// onSites selects the sites that the reader chose.
const onSites = `site=~"$site"`

// spam is the board for the question how much is wrong, and where.
func spam() board {
	const verdicts = "presscheck_verdicts_total"
	all := view{metric: verdicts, matchers: []string{onSites}, held: held, rejected: rejected}
	heldNow, heldBefore := all.share(all.held, window, ""), all.share(all.held, window, weekBefore)
	return board{
		name:    "spam",
		title:   "Spam rates",
		about:   "How many articles are held or rejected, on which sites, for which rules, and what the filters find.",
		choices: []string{"site", "window"},
		rows: append([]row{
			{"Verdicts", []panel{
				{kind: stat, title: "Held", unit: "percentunit", wide: 4, queries: []query{{heldNow, "held"}},
					about: "Share of articles that were not published, over the window chosen at the top."},
				{kind: stack, title: "Verdicts", unit: "reqps", wide: 10, queries: []query{{sum(rate(verdicts, onSites), "verdict"), "{{verdict}}"}},
					about: "Articles a second by verdict. Review rising with the total is traffic; review rising alone is spam or a strict rule."},
				{kind: graph, title: "Held and rejected, and a week before", unit: "percentunit", wide: 10, queries: []query{
					{heldNow, "held"}, {heldBefore, "held a week before"},
					{all.share(rejected, window, ""), "rejected"}, {all.share(rejected, window, weekBefore), "rejected a week before"},
				}, about: "Share of articles held or rejected, beside the same hour of last week. A gap that opens at once is a compromised CMS or a new policy; purple marks show new policies."},
			}},
			{"Campaigns, and what people say", []panel{
				{kind: graph, title: "Campaigns", unit: "short", wide: 8, queries: []query{
					{"max(" + of("presscheck_review_campaigns") + ")", "campaigns"},
					{"max(" + of("presscheck_review_campaign_items") + ")", "items in all of them"},
					{"max(" + of("presscheck_review_campaign_largest_items") + ")", "items in the largest"},
				}, about: "Groups of three or more items in which nearly the same was flagged, among those held in the last day. One large group is one kit on many articles: decide it as one. Instances on one store see the same, so the largest figure is shown."},
				{kind: graph, title: "Overturned", unit: "percentunit", wide: 8, idle: true, queries: []query{
					{overturned("presscheck_review_decisions_total", nil, held), "overturned"},
					{share(sum(increase("presscheck_review_decisions_total", window, `verdict="publish"`, `outcome="reject"`)),
						sum(increase("presscheck_review_decisions_total", window, `verdict="publish"`))), "samples that were spam"},
				}, about: "Share of decisions that found good what the machine held: the running estimate of false alarms. Beside it the share of samples of published articles that people reject: the running estimate of misses."},
				{kind: graph, title: "Overturned by rule", unit: "percentunit", wide: 8, idle: true, queries: []query{
					{top(overturned("presscheck_review_rule_decisions_total", []string{"rule"})), "{{rule}}"}},
					about: "The ten rules whose items people most often found good, as a share of the decisions on them. A rule above a few tenths wants another threshold, or mode warn."},
			}},
		}, views()...),
	}
}

// overturned is the share of decisions that found an article good as it was.
func overturned(metric string, labels []string, matchers ...string) string {
	approved := append([]string{`outcome="approve"`}, matchers...)
	return share(sum(increase(metric, window, approved...), labels...), sum(increase(metric, window, matchers...), labels...))
}

// views are the rows on articles by what they are, or what is wrong with them.
func views() []row {
	return []row{
		view{
			title: "site", labels: []string{"site"}, metric: "presscheck_verdicts_total", matchers: []string{onSites}, held: held, rejected: rejected,
			about: "Shares of the articles of each site. Sites that the configuration does not list are counted as other.",
		}.row(),
		view{
			title: "language", labels: []string{"language"}, metric: "presscheck_language_verdicts_total", held: held, rejected: rejected,
			about: "Shares of the articles in each language, on all sites. One language alone that jumps is often a false alarm of one filter.",
		}.row(),
		view{
			title: "rule", labels: []string{"rule"}, metric: "presscheck_reasons_total", held: `action=~"review|reject"`, rejected: `action="reject"`, part: true,
			about: "Reasons of each rule for each article, on all sites. An article can have several.",
		}.row(),
		view{
			title: "filter", labels: []string{"filter"}, metric: "presscheck_found_articles_total", held: held, rejected: rejected, part: true,
			about: "Shares of all articles in which the filter found something, on all sites; one counts once for each kind. Nothing at all at normal traffic means that filters are dead.",
		}.row(),
		view{
			title: "kind", labels: []string{"filter", "kind"}, metric: "presscheck_found_articles_total", held: held, rejected: rejected, part: true,
			about: "Shares of all articles in which the kind was found, on all sites. mojibake rising means a broken pipeline upstream rather than spam.",
		}.row(),
	}
}

// A view looks at articles by labels of a metric that counts them.
type view struct {
	title          string
	about          string
	metric         string
	labels         []string
	matchers       []string
	held, rejected string // matchers of articles that are
	part           bool   // of all articles; otherwise shares are of the articles with the same labels
}

const (
	window     = "$window"
	wholeRange = "$__range"
	weekBefore = " offset 1w"
)

// share is the share of articles for which matcher holds, over the time given
// and, if offset says so, the week before.
func (v view) share(matcher, over, offset string) string {
	some := sum("increase("+of(v.metric, append([]string{matcher}, v.matchers...)...)+"["+over+"]"+offset+")", v.labels...)
	if v.part {
		return some + " / on () group_left () (" + sum("increase("+of("presscheck_verdicts_total")+"["+over+"]"+offset+")") + " > 0)"
	}
	return share(some, sum("increase("+of(v.metric, v.matchers...)+"["+over+"]"+offset+")", v.labels...))
}

func (v view) row() row {
	legend := "{{" + strings.Join(v.labels, "}}/{{") + "}}"
	return row{"By " + v.title, []panel{
		{kind: graph, title: "Held by " + v.title, unit: "percentunit", wide: 7, about: "The ten largest. " + v.about,
			queries: []query{{top(v.share(v.held, window, "")), legend}}},
		{kind: graph, title: "Rejected by " + v.title, unit: "percentunit", wide: 7, about: "The ten largest. " + v.about,
			queries: []query{{top(v.share(v.rejected, window, "")), legend}}},
		{kind: table, title: "By " + v.title + ", against the week before", unit: "percentunit", wide: 10, sort: "held",
			about: "Over the time range of the board, and the same time a week before. " + v.about,
			queries: []query{
				{v.share(v.held, wholeRange, "") + " > 0", "held"},
				{v.share(v.held, wholeRange, weekBefore) + " > 0", "held a week before"},
				{v.share(v.rejected, wholeRange, "") + " > 0", "rejected"},
				{v.share(v.rejected, wholeRange, weekBefore) + " > 0", "rejected a week before"},
			}},
	}}
}
