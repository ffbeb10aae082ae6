package settings

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An Origin is where a setting stands. The zero Origin is nowhere.
type Origin struct {
	Site  string `json:"site,omitempty"` // whose own it is; empty: that of all sites
	Place string `json:"place"`          // file:line
}

// inForce is the value at path for a site, or for all, and where that stands; nil
// if neither says it.
func (s Settings) inForce(site string, path ...string) (any, Origin) {
	own := append([]string{"sites", site}, path...)
	if v := s.Value(own...); v != nil {
		return v, Origin{Site: site, Place: s.Place(own...)}
	}
	v := s.Value(path...)
	if v == nil {
		return nil, Origin{}
	}
	return v, Origin{Place: s.Place(path...)}
}

// Mode is the mode of a rule on a site, and where that stands. Without one a rule
// is in Shadow, from nowhere.
func (s Settings) Mode(site, rule string) (Mode, Origin) {
	value, from := s.inForce(site, "modes", rule)
	name, ok := value.(string)
	if !ok {
		return Shadow, Origin{}
	}
	mode := Shadow
	_ = mode.UnmarshalText([]byte(name)) // the schema knows the names, too
	return mode, from
}

// A Threshold is one number that a rule compares with.
type Threshold struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	From  Origin  `json:"from"`
}

// Thresholds are those in force for a rule on a site, by name; never nil.
func (s Settings) Thresholds(site, rule string) []Threshold {
	all := []Threshold{}
	for _, name := range s.Names("thresholds", rule) {
		value, from := s.inForce(site, "thresholds", rule, name)
		n, _ := value.(json.Number) // the schema wants one
		number, _ := n.Float64()
		all = append(all, Threshold{name, number, from})
	}
	return all
}

// Queues are those of the review desk to which rules send what they hold, for all
// sites or one, in the order of their names.
func (s Settings) Queues() []string {
	var all []string
	for _, level := range s.levels() {
		for _, rule := range s.Names(at(level, "queues")...) {
			if queue, ok := s.Value(at(level, "queues", rule)...).(string); ok {
				all = append(all, queue)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// An Exemption is an agreement that the reasons of one rule do not hold some
// articles, for a while.
type Exemption struct {
	Author  string `json:"author,omitempty"` // whose articles; empty: everyone's
	URL     string `json:"url,omitempty"`    // what their address begins with; empty: any
	Owner   string `json:"owner"`            // who answers for it
	Reason  string `json:"reason"`
	Expires string `json:"expires"` // the first day on which it no longer applies: YYYY-MM-DD, UTC
}

// Exemptions are those from a rule that a site has of its own, or, for the site
// "", those of all sites; expired ones too.
func (s Settings) Exemptions(site, rule string) []Exemption {
	if site == "" {
		return s.exemptions(nil, rule)
	}
	return s.exemptions([]string{"sites", site}, rule)
}

func (s Settings) exemptions(level []string, rule string) []Exemption {
	text, err := json.Marshal(s.Value(at(level, "exemptions", rule)...))
	var all []Exemption
	if err != nil || json.Unmarshal(text, &all) != nil {
		return nil // the schema has seen to it that this does not happen
	}
	return all
}

// Expired lists the exemptions that expired before now, each as a line for people
// that begins with its place.
func (s Settings) Expired(now time.Time) []string {
	var lines []string
	today := now.UTC().Format(time.DateOnly)
	for _, level := range s.levels() {
		for _, rule := range s.Names(at(level, "exemptions")...) {
			for i, x := range s.exemptions(level, rule) {
				if x.Expires > today {
					continue
				}
				path := at(level, "exemptions", rule, strconv.Itoa(i))
				lines = append(lines, fmt.Sprintf("%s: %s: expired on %s; %s may renew or remove it (%s)",
					s.Place(path...), strings.Join(path, "."), x.Expires, x.Owner, x.Reason))
			}
		}
	}
	return lines
}
