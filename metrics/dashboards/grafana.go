package main

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// schemaVersion is the form of dashboards that Grafana 10 writes; later ones
// read it.
const schemaVersion = 39

// A part is an object of Grafana's JSON. Only what the boards need is written;
// Grafana fills in its defaults.
type part = map[string]any

var source = part{"type": "prometheus", "uid": "${datasource}"}

// json is the board as Grafana stores it.
func (b board) json() ([]byte, error) {
	data, err := json.Marshal(part{
		"uid":           "presscheck-" + b.name,
		"title":         "presscheck / " + b.title,
		"description":   b.about,
		"tags":          []string{"presscheck"},
		"editable":      false,
		"graphTooltip":  1, // one cross-hair for all panels
		"refresh":       "1m",
		"schemaVersion": schemaVersion,
		"time":          part{"from": "now-24h", "to": "now"},
		"templating":    part{"list": variables()},
		"annotations":   part{"list": []part{policyChanges()}},
		"links": []part{{
			"type": "dashboards", "tags": []string{"presscheck"}, "title": "presscheck",
			"asDropdown": true, "keepTime": true, "includeVars": true,
		}},
		"panels": b.panels(),
	}, json.Deterministic(true), jsontext.WithIndent("  "))
	return append(data, '\n'), err
}

// variables are what a reader chooses at the top of a board.
func variables() []part {
	list := []part{{"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus"}}
	for _, v := range []struct{ name, label, query string }{
		{"job", "Job", "label_values(presscheck_build_info, job)"},
		{"instance", "Instance", `label_values(presscheck_build_info{job=~"$job"}, instance)`},
		{"site", "Site", `label_values(presscheck_verdicts_total{job=~"$job"}, site)`},
	} {
		list = append(list, part{
			"name": v.name, "label": v.label, "type": "query", "datasource": source,
			"query": part{"query": v.query, "refId": v.name},
			"multi": true, "includeAll": true, "allValue": ".+",
			"current": part{"text": "All", "value": "$__all"},
			"refresh": 2, // when the time range changes
			"sort":    1,
		})
	}
	return list
}

// policyChanges marks the times at which another policy began to judge.
func policyChanges() part {
	return part{
		"name": "Policy", "enable": true, "iconColor": "purple", "datasource": source,
		"expr":        sum(of("presscheck_policy_info"), "revision") + " unless " + sum(of("presscheck_policy_info")+" offset 1m", "revision"),
		"titleFormat": "Policy {{revision}}", "step": "60s",
	}
}

// Heights of panels, in lines of Grafana's grid of 24 columns.
const (
	columns   = 24
	rowHeight = 1
	height    = 8
)

// panels places the rows below one another.
func (b board) panels() []part {
	var all []part
	y := 0
	for _, r := range b.rows {
		all = append(all, part{"id": len(all) + 1, "type": "row", "title": r.title, "gridPos": at(0, y, columns, rowHeight)})
		y += rowHeight
		x := 0
		for _, p := range r.panels {
			if x+p.wide > columns {
				x, y = 0, y+height
			}
			drawn := p.json()
			drawn["id"], drawn["gridPos"] = len(all)+1, at(x, y, p.wide, height)
			all = append(all, drawn)
			x += p.wide
		}
		y += height
	}
	return all
}

func at(x, y, w, h int) part { return part{"x": x, "y": y, "w": w, "h": h} }

// json is the panel without its place.
func (p panel) json() part {
	drawn := part{
		"type":        string(p.kind),
		"title":       p.title,
		"description": p.about,
		"datasource":  source,
		"targets":     p.targets(),
		"fieldConfig": part{"defaults": part{"unit": p.unit, "min": 0, "custom": part{}}, "overrides": []part{}},
	}
	if p.idle {
		drawn["fieldConfig"].(part)["defaults"].(part)["noValue"] = "none" // rather than "No data"
	}
	switch p.kind {
	case stack:
		drawn["type"] = string(graph)
		drawn["fieldConfig"].(part)["defaults"].(part)["custom"] = part{"stacking": part{"mode": "normal"}, "fillOpacity": 40}
	case stat:
		drawn["options"] = part{"reduceOptions": part{"calcs": []string{"lastNotNull"}}, "colorMode": "value", "graphMode": "area"}
	case table:
		drawn["transformations"] = []part{{"id": "merge"}, {"id": "organize", "options": part{"excludeByName": part{"Time": true}}}}
	}
	return drawn
}

// targets are the queries of a panel: a table asks for now, the others for the
// whole time range.
func (p panel) targets() []part {
	var list []part
	for i, q := range p.queries {
		t := part{"refId": string(rune('A' + i)), "expr": q.expr, "legendFormat": q.legend, "datasource": source}
		if p.kind == table {
			t["instant"], t["range"], t["format"] = true, false, "table"
		}
		list = append(list, t)
	}
	return list
}
