package desk

import (
	"fmt"
	"html/template"
	"time"

	"github.com/presscheck/presscheck/desk/internal/chart"
	"github.com/presscheck/presscheck/review/figures"
)

// hourly draws the decisions of each hour of the last day and the last week.
func hourly(hours []figures.Hour, now time.Time) (day, week template.HTML, err error) {
	points := perHour(hours, now, 7*24)
	daily := points[6*24:]
	ticked(daily, now, 6, 0, "15:04")
	day, err = chart.Series{
		ID: "day", Title: "Decisions per hour, last 24 hours, UTC", Desc: inWordsOf(daily), Label: "Hour", Unit: "decisions", Points: daily,
	}.Columns()
	if err != nil {
		return "", "", err
	}
	ticked(points, now, 24, 12, "Mon")
	week, err = chart.Series{
		ID: "week", Title: "Decisions per hour, last 7 days, UTC", Desc: inWordsOf(points), Label: "Hour", Unit: "decisions", Points: points,
	}.Spark()
	return day, week, err
}

// perHour has a point for each of the last n hours, the one that runs included.
func perHour(hours []figures.Hour, now time.Time, n int) []chart.Point {
	made := map[time.Time]int{}
	for _, h := range hours {
		made[h.Hour] = h.Decisions
	}
	points := make([]chart.Point, n)
	for i := range points {
		at := hourOf(now, n-1-i)
		points[i] = chart.Point{Label: at.Format("Mon 2 Jan 15:04"), Value: float64(made[at])}
	}
	return points
}

// hourOf is the beginning of the hour that many hours ago.
func hourOf(now time.Time, ago int) time.Time {
	return now.UTC().Truncate(time.Hour).Add(-time.Duration(ago) * time.Hour)
}

// ticked writes below the points what hour or day it is, every so many hours
// from that hour on.
func ticked(points []chart.Point, now time.Time, every, from int, layout string) {
	for i := range points {
		points[i].Tick = ""
		if at := hourOf(now, len(points)-1-i); at.Hour()%every == from {
			points[i].Tick = at.Format(layout)
		}
	}
}

// inWordsOf says what the drawing of the points shows.
func inWordsOf(points []chart.Point) string {
	sum, most := 0.0, points[0]
	for _, p := range points {
		if sum += p.Value; p.Value > most.Value {
			most = p
		}
	}
	if sum == 0 {
		return "None in this time."
	}
	return fmt.Sprintf("%g in all, most of them in the hour of %s: %g.", sum, most.Label, most.Value)
}
