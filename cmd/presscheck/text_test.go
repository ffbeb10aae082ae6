package main

import (
	"testing"
	"time"
)

func TestDurationsAreSpoken(t *testing.T) {
	for d, want := range map[time.Duration]string{
		15 * time.Minute:               "15 minutes",
		time.Hour:                      "1 hour",
		36 * time.Hour:                 "1 day 12 hours",
		90*time.Second + 1:             "1 minute 30 seconds",
		time.Millisecond:               "less than a second",
		24*time.Hour + 5*time.Minute/2: "1 day 2 minutes 30 seconds",
	} {
		if got := spoken(d); got != want {
			t.Errorf("%v is spoken %q, want %q", d, got, want)
		}
	}
}
