package server

import (
	_ "embed"
	"net/http"

	"github.com/presscheck/presscheck/policy/flood"
)

//go:embed api.yaml
var apiYAML []byte

// A filterPage is one filter for people who want to know what it reports.
type filterPage struct {
	Name    string   `json:"name"`
	Summary string   `json:"summary"`
	Kinds   []string `json:"kinds"`
	Doc     string   `json:"doc"` // Markdown
}

func (a *api) filters(w http.ResponseWriter, _ *http.Request) error {
	pages := make([]filterPage, 0, len(a.Pipeline.Filters))
	for _, f := range a.Pipeline.Filters {
		info := f.Info()
		pages = append(pages, filterPage{info.Name, info.Summary(), info.Kinds, info.Doc})
	}
	return answerJSON(w, map[string]any{"filters": pages})
}

// A demotion is a rule that rejects nothing until a person confirms it.
type demotion struct {
	flood.Flood
	Reason string `json:"reason"`
}

func (a *api) demotions() []demotion {
	list := []demotion{}
	for _, f := range a.Pipeline.Flood.Floods() {
		list = append(list, demotion{f, f.Reason()})
	}
	return list
}

func (a *api) policy(w http.ResponseWriter, _ *http.Request) error {
	engine := a.judges().Policy
	page := map[string]any{"revision": engine.Revision(), "rules": engine.Rules(), "demoted": a.demotions()}
	if a.Policy != nil {
		page["status"] = a.Policy.Status()
	}
	return answerJSON(w, page)
}

func (a *api) description(w http.ResponseWriter, _ *http.Request) error {
	return send(w, "application/yaml", apiYAML)
}
