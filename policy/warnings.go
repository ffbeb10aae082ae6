package policy

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Warnings says what a person should know of a policy that works: exemptions
// that expired before now, and rules that are only watched because nothing gives
// them a mode. Each is a line with file and line.
func (e *Engine) Warnings(now time.Time) []string {
	var lines []string
	for _, r := range e.rules {
		if e.settings.value("modes", r.Name) == nil {
			place := fmt.Sprintf("%s/%[1]s.rego", r.Name)
			lines = append(lines, place+":1: the rule has no mode and is in shadow; name it under modes in data.yaml")
		}
	}
	lines = append(lines, e.expired(now, nil)...)
	for _, site := range e.settings.names("sites") {
		lines = append(lines, e.expired(now, []string{"sites", site})...)
	}
	return lines
}

func (e *Engine) expired(now time.Time, level []string) []string {
	var lines []string
	today := now.UTC().Format(time.DateOnly)
	at := append(level, "exemptions")
	for _, rule := range e.settings.names(at...) {
		list, _ := e.settings.value(append(at, rule)...).([]any)
		for i, item := range list {
			x, _ := item.(map[string]any)
			if expires, _ := x["expires"].(string); expires <= today {
				path := append(at, rule, strconv.Itoa(i))
				lines = append(lines, fmt.Sprintf("%s: %s: expired on %s; %v may renew or remove it (%v)",
					e.settings.place(path...), strings.Join(path, "."), expires, x["owner"], x["reason"]))
			}
		}
	}
	return lines
}
