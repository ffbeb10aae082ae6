package server

import (
	"net/http"
	"time"

	"github.com/presscheck/presscheck/review/figures"
)

// An overview is figures.Overview for programs.
type overview struct {
	Queues    []queueFigures    `json:"queues"`
	Hours     []hourFigures     `json:"hours"`
	Rules     []ruleFigures     `json:"rules"`
	Sites     []siteFigures     `json:"sites"`
	Reviewers []reviewerFigures `json:"reviewers"`
}

type queueFigures struct {
	Queue  string    `json:"queue"`
	Depth  int       `json:"depth"`
	Held   int       `json:"held"`
	Oldest time.Time `json:"oldest"`
}

type hourFigures struct {
	Hour      time.Time `json:"hour"`
	Decisions int       `json:"decisions"`
}

type ruleFigures struct {
	Rule       string `json:"rule"`
	Held       int    `json:"held"`
	Decided    int    `json:"decided"`
	Rejected   int    `json:"rejected"`
	Overturned int    `json:"overturned"`
}

type siteFigures struct {
	Site     string `json:"site"`
	Decided  int    `json:"decided"`
	Rejected int    `json:"rejected"`
	Sampled  int    `json:"sampled"`
	Missed   int    `json:"missed"`
}

type reviewerFigures struct {
	Reviewer string `json:"reviewer"`
	Decided  int    `json:"decided"`
	Rejected int    `json:"rejected"`
	Reopened int    `json:"reopened"`
}

func (a *api) figures(w http.ResponseWriter, r *http.Request) error {
	scope, err := scopeOf(r)
	if err != nil {
		return err
	}
	f, err := figures.Of(r.Context(), a.Desk.DB, scope, a.Desk.Now())
	if err != nil {
		return err
	}
	return answerJSON(w, overview{
		Queues:    each(f.Queues, func(q figures.Queue) queueFigures { return queueFigures(q) }),
		Hours:     each(f.Hours, func(h figures.Hour) hourFigures { return hourFigures(h) }),
		Rules:     each(f.Rules, func(r figures.Rule) ruleFigures { return ruleFigures(r) }),
		Sites:     each(f.Sites, func(s figures.Site) siteFigures { return siteFigures(s) }),
		Reviewers: each(f.Reviewers, func(r figures.Reviewer) reviewerFigures { return reviewerFigures(r) }),
	})
}

// each is all, converted; never nil.
func each[A, B any](all []A, convert func(A) B) []B {
	out := make([]B, 0, len(all))
	for _, one := range all {
		out = append(out, convert(one))
	}
	return out
}
