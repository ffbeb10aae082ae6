package desk

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/desk/internal/chart"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review/figures"
)

// An overview is how it goes at the desk.
type overview struct {
	Site      string
	Sites     []string // to choose from
	Days      int
	Periods   []int
	Waiting   int
	Queues    []figures.Queue
	Decided   int // in the period
	Today     template.HTML
	Week      template.HTML
	BySite    []siteRow
	ByRule    []ruleRow
	Sample    rate // of what was to be published, what was rejected
	Samples   []siteRow
	Reviewers []reviewerRow // for leads
	Lead      bool
}

// A rate is a share as a row of a table shows it.
type rate struct {
	eval.Rate
	Interval string
	Bar      template.HTML
}

type siteRow struct {
	Site string
	Rate rate
}

type ruleRow struct {
	Rule, Title          string
	Held                 int
	Rejected, Overturned rate
}

type reviewerRow struct {
	Reviewer         string
	Decided          int
	Rejects, Reopens rate
}

// periods are those that can be chosen, in days.
var periods = []int{1, 7, 30, 90}

func (p *pages) overview(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	o := overview{Site: r.FormValue("site"), Days: 7, Periods: periods}
	if days, err := strconv.Atoi(r.FormValue("days")); err == nil && slices.Contains(periods, days) {
		o.Days = days
	}
	sites := narrowed(who.Sites(access.See), o.Site)
	if sites != nil && len(sites) == 0 {
		return errForbidden
	}
	now := p.Store.Now()
	scope := figures.Scope{Sites: sites, Since: now.AddDate(0, 0, -o.Days)}
	f, err := figures.Of(r.Context(), p.Store.DB, scope, now)
	if err != nil {
		return err
	}
	week := f
	if o.Days < 7 {
		if week, err = figures.Of(r.Context(), p.Store.DB, figures.Scope{Sites: sites, Since: now.AddDate(0, 0, -7)}, now); err != nil {
			return err
		}
	}
	if o.Today, o.Week, err = hourly(week.Hours, now); err != nil {
		return err
	}
	if err := p.leads(r, &o, who, scope, f); err != nil {
		return err
	}
	o.Sites = who.Sites(access.See)
	if err := o.fill(f, p.rules()); err != nil {
		return err
	}
	return p.render(w, r, "overview.html", o)
}

// narrowed is the one of the sites, or all of them if it is empty.
func narrowed(sites []string, site string) []string {
	switch {
	case site == "":
		return sites
	case sites == nil || slices.Contains(sites, site):
		return []string{site}
	}
	return []string{}
}

// leads adds what only leads see: who decided how much on their sites. What is
// seen has the figures f, in which that is, too, if they lead on all of it.
func (p *pages) leads(r *http.Request, o *overview, who access.Person, seen figures.Scope, f figures.Overview) (err error) {
	sites := narrowed(who.Sites(access.Lead), o.Site)
	if o.Lead = sites == nil || len(sites) > 0; !o.Lead {
		return nil
	}
	if !slices.Equal(sites, seen.Sites) {
		f, err = figures.Of(r.Context(), p.Store.DB, figures.Scope{Sites: sites, Since: seen.Since}, p.Store.Now())
	}
	for _, one := range f.Reviewers {
		if err != nil {
			break
		}
		row := reviewerRow{Reviewer: one.Reviewer, Decided: one.Decided}
		row.Rejects, err = rateOf("Rejected by "+one.Reviewer, one.Rejected, one.Decided)
		if err == nil {
			row.Reopens, err = rateOf("Opened again after "+one.Reviewer, one.Reopened, one.Decided)
		}
		o.Reviewers = append(o.Reviewers, row)
	}
	return err
}

func (o *overview) fill(f figures.Overview, rules map[string]policy.Rule) error {
	o.Queues = f.Queues
	for _, q := range f.Queues {
		o.Waiting += q.Depth
	}
	for _, h := range f.Hours {
		o.Decided += h.Decisions
	}
	var err error
	add := func(title string, count, of int) (out rate) {
		if err == nil {
			out, err = rateOf(title, count, of)
		}
		return out
	}
	sampled, missed := 0, 0
	for _, s := range f.Sites {
		if s.Decided > 0 {
			o.BySite = append(o.BySite, siteRow{s.Site, add("Rejected on "+s.Site, s.Rejected, s.Decided)})
		}
		if s.Sampled > 0 {
			o.Samples = append(o.Samples, siteRow{s.Site, add("Missed on "+s.Site, s.Missed, s.Sampled)})
		}
		sampled, missed = sampled+s.Sampled, missed+s.Missed
	}
	o.Sample = add("Rejected of the sample", missed, sampled)
	for _, one := range f.Rules {
		title := cmp.Or(rules[one.Rule].Title, strings.ReplaceAll(one.Rule, "_", " "))
		o.ByRule = append(o.ByRule, ruleRow{
			one.Rule, title, one.Held,
			add("Rejected: "+title, one.Rejected, one.Decided), add("Overturned: "+title, one.Overturned, one.Decided),
		})
	}
	return err
}

func rateOf(title string, count, of int) (rate, error) {
	r := rate{Rate: eval.Rate{Count: count, Of: of}}
	if of == 0 {
		return r, nil
	}
	low, high := r.Rate.Interval()
	r.Interval = fmt.Sprintf("%.0f to %.0f %%", 100*low, 100*high)
	var err error
	r.Bar, err = chart.Share{Title: title, Value: r.Share(), Low: low, High: high}.Bar()
	return r, err
}
