package main

import (
	"fmt"
	"strings"
)

// A board is one dashboard.
type board struct {
	name  string // of its file, and its address in Grafana behind presscheck-
	title string
	about string
	rows  []row

	choices []string // variables besides those of every board
}

// A row is a headline and the panels below it, which fill lines of 24 columns.
type row struct {
	title  string
	panels []panel
}

// A kind is how a panel shows its queries.
type kind string

const (
	graph kind = "timeseries"
	stack kind = "stack" // a graph whose lines stand on one another
	spans kind = "state-timeline"
	stat  kind = "stat"
	table kind = "table"
)

// A panel shows the answers to its queries.
type panel struct {
	kind    kind
	title   string
	about   string // what it shows and what to do about it
	unit    string // of Grafana: reqps, percentunit, s, bytes, short
	wide    int    // columns, of 24
	queries []query
	idle    bool   // may be empty while nothing is wrong
	sort    string // of a table: the column to begin with, the largest first
}

// A query is PromQL and the name of its answers, such as "{{verdict}}"; in a
// table of several queries, of their column.
type query struct{ expr, legend string }

func boards() []board {
	return []board{spam(), service(), policy(), desk()}
}

// of selects the series of a metric on the chosen instances, and those with
// further labels: of("presscheck_verdicts_total", `verdict="reject"`).
func of(metric string, matchers ...string) string {
	return metric + "{" + strings.Join(append([]string{`job=~"$job"`, `instance=~"$instance"`}, matchers...), ",") + "}"
}

// rate is the increase of counters per second.
func rate(metric string, matchers ...string) string {
	return "rate(" + of(metric, matchers...) + "[$__rate_interval])"
}

// increase is by how much counters grew over a time.
func increase(metric, over string, matchers ...string) string {
	return "increase(" + of(metric, matchers...) + "[" + over + "])"
}

// top keeps the ten largest.
func top(expr string) string { return "topk(10, " + expr + ")" }

// sum adds up expr by labels, or all of it.
func sum(expr string, labels ...string) string {
	if len(labels) == 0 {
		return "sum(" + expr + ")"
	}
	return "sum by (" + strings.Join(labels, ", ") + ") (" + expr + ")"
}

// share divides, and is nothing where there is nothing to divide by.
func share(part, whole string) string { return part + " / (" + whole + " > 0)" }

// quantile estimates a quantile of a histogram by labels, from how its buckets
// grow.
func quantile(q float64, growth string, labels ...string) string {
	return fmt.Sprintf("histogram_quantile(%g, %s)", q, sum(growth, append([]string{"le"}, labels...)...))
}

// quantiles are the three that are looked at together.
func quantiles(metric string, matchers ...string) []query {
	return three(rate(metric+"_bucket", matchers...))
}

// quantilesOver are those of what happens seldom.
func quantilesOver(time, metric string) []query { return three(increase(metric+"_bucket", time)) }

func three(growth string) []query {
	return []query{
		{quantile(0.5, growth), "half of them"},
		{quantile(0.9, growth), "90%"},
		{quantile(0.99, growth), "99%"},
	}
}
