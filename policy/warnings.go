package policy

import "time"

// Warnings says what a person should know of a policy that works: exemptions
// that expired before now, and rules that are only watched because nothing gives
// them a mode. Each is a line with file and line.
func (e *Engine) Warnings(now time.Time) []string {
	var lines []string
	for _, r := range e.rules {
		if e.written.Settings.Value("modes", r.Name) == nil {
			place := r.Name + "/" + r.Name + ".rego"
			lines = append(lines, place+":1: the rule has no mode and is in shadow; name it under modes in data.yaml")
		}
	}
	return append(lines, e.written.Settings.Expired(now)...)
}
