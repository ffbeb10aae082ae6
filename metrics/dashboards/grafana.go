package main

import (
	"slices"

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
		"templating":    part{"list": b.variables()},
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
func (b board) variables() []part {
	list := []part{{"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus"}}
	for _, v := range []struct{ name, label, query string }{
		{"job", "Job", "label_values(presscheck_build_info, job)"},
		{"instance", "Instance", `label_values(presscheck_build_info{job=~"$job"}, instance)`},
		{"site", "Site", `label_values(presscheck_verdicts_total{job=~"$job"}, site)`},
	} {
		if v.name == "site" && !slices.Contains(b.choices, v.name) {
			continue
		}
		list = append(list, part{
			"name": v.name, "label": v.label, "type": "query", "datasource": source,
			"query": part{"query": v.query, "refId": v.name},
			"multi": true, "includeAll": true, "allValue": ".+",
			"current": part{"text": "All", "value": "$__all"},
			"refresh": 2, // when the time range changes
			"sort":    1,
		})
	}
	if slices.Contains(b.choices, "window") {
		list = append(list, part{
			"name": "window", "label": "Shares over", "type": "interval", "query": "5m,15m,30m,1h,6h,1d",
			"current": part{"text": "30m", "value": "30m"}, "auto": false, "refresh": 2,
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
		all = append(all, part{"id": len(all) + 1, "type": "row", "title": r.title, "collapsed": false, "panels": []part{}, "gridPos": at(0, y, columns, rowHeight)})
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
	case graph:
		drawn["options"] = manyLines
	case stack:
		drawn["type"], drawn["options"] = string(graph), manyLines
		drawn["fieldConfig"].(part)["defaults"].(part)["custom"] = part{"stacking": part{"mode": "normal"}, "fillOpacity": 40}
	case spans:
		drawn["options"] = part{"showValue": "always", "mergeValues": true, "legend": part{"showLegend": false}}
	case stat:
		drawn["options"] = part{"reduceOptions": part{"calcs": []string{"lastNotNull"}}, "colorMode": "value", "graphMode": "area"}
	case table:
		drawn["transformations"] = []part{{"id": "merge"}, {"id": "organize", "options": part{
			"excludeByName": part{"Time": true}, "renameByName": p.columns(),
		}}}
		if p.sort != "" {
			drawn["options"] = part{"sortBy": []part{{"displayName": p.sort, "desc": true}}}
		}
	}
	return drawn
}

// manyLines shows all values under the pointer, the largest first.
var manyLines = part{
	"legend":  part{"showLegend": true, "displayMode": "list", "placement": "bottom"},
	"tooltip": part{"mode": "multi", "sort": "desc"},
}

// columns are the names of what a table shows besides labels. Grafana calls
// them "Value", or "Value #A" and so on where there are several.
func (p panel) columns() part {
	if len(p.queries) == 1 {
		return part{"Value": p.queries[0].legend}
	}
	names := part{}
	for i, q := range p.queries {
		names["Value #"+refID(i)] = q.legend
	}
	return names
}

func refID(i int) string { return string(rune('A' + i)) }

// targets are the queries of a panel: a table asks for now, the others for the
// whole time range.
func (p panel) targets() []part {
	var list []part
	for i, q := range p.queries {
		t := part{"refId": refID(i), "expr": q.expr, "legendFormat": q.legend, "datasource": source}
		if p.kind == table {
			t["instant"], t["range"], t["format"] = true, false, "table"
		}
		list = append(list, t)
	}
	return list
}
