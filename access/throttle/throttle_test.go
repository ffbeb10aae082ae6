package throttle_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access/throttle"
)

func TestAnAllowanceIsUsedUpAndGrowsAgain(t *testing.T) {
	clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	th := &throttle.Throttle{Every: 10 * time.Second, Burst: 2, Now: func() time.Time { return clock }}
	for i, step := range []struct {
		pass time.Duration
		key  string
		want time.Duration
	}{
		{0, "a", 0},
		{0, "a", 0},
		{0, "a", 10 * time.Second},
		{4 * time.Second, "a", 6 * time.Second},
		{0, "b", 0},
		{6 * time.Second, "a", 0},
		{0, "a", 10 * time.Second},
		{time.Hour, "a", 0},
		{0, "a", 0},
		{0, "a", 10 * time.Second},
	} {
		clock = clock.Add(step.pass)
		if left := th.Left(step.key); left.Round(time.Millisecond) != step.want {
			t.Errorf("step %d: %s has to wait %v, want %v", i, step.key, left, step.want)
		}
		if got := th.Take(step.key); got.Round(time.Millisecond) != step.want {
			t.Errorf("step %d: Take(%s) = %v, want %v", i, step.key, got, step.want)
		}
	}
}

func TestTheLeastRecentKeyIsForgottenFirst(t *testing.T) {
	th := &throttle.Throttle{Every: time.Hour, Burst: 1, Keys: 10, Now: func() time.Time { return time.Unix(0, 0) }}
	th.Take("first")
	for i := range 1000 {
		th.Take(fmt.Sprint(i))
		if th.Take("busy"); th.Left("busy") == 0 {
			t.Fatal("a key that is used all the time was forgotten")
		}
	}
	if th.Left("first") != 0 {
		t.Error("after a thousand others, the first key is still remembered")
	}
}

func TestNoThrottleAllowsEverything(t *testing.T) {
	var none *throttle.Throttle
	if none.Take("a") != 0 || none.Left("a") != 0 {
		t.Error("a nil throttle makes one wait")
	}
}

func TestAClientIsItsAddressOrItsNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7:4711":            "192.0.2.7",
		"[::ffff:192.0.2.7]:4711":   "192.0.2.7",
		"[2001:db8:1:2:3:4:5:6]:80": "2001:db8:1:2::/64",
		"[2001:db8:1:2:f::1]:80":    "2001:db8:1:2::/64",
		"[fe80::1%eth0]:80":         "fe80::/64",
		"@":                         "@",
		"localhost:80":              "localhost",
		"[2001:db8:1:3::1]:80":      "2001:db8:1:3::/64",
	} {
		if got := throttle.Client(address); got != want {
			t.Errorf("Client(%q) = %q, want %q", address, got, want)
		}
	}
}
