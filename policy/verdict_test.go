package policy_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/settings"
)

func TestActionsAreOrdered(t *testing.T) {
	if !(policy.Publish < policy.Review && policy.Review < policy.Reject) {
		t.Error("want Publish < Review < Reject")
	}
}

func TestActionsAreWrittenAndRead(t *testing.T) {
	for want, a := range map[string]policy.Action{"publish": policy.Publish, "review": policy.Review, "reject": policy.Reject} {
		text, err := a.MarshalText()
		if err != nil || string(text) != want || a.String() != want {
			t.Errorf("MarshalText() = %q, %v and String() = %q, want %q", text, err, a, want)
		}
		var back policy.Action
		if err := back.UnmarshalText([]byte(want)); err != nil || back != a {
			t.Errorf("UnmarshalText(%q) = %v, %v, want %v", want, back, err, a)
		}
	}
}

func TestWhatIsNoActionIsRefused(t *testing.T) {
	for _, a := range []policy.Action{policy.Publish - 1, policy.Reject + 1} {
		if text, err := a.MarshalText(); err == nil {
			t.Errorf("%v.MarshalText() = %q, want an error", a, text)
		}
	}
	for _, text := range []string{"", "Publish", "publish ", "allow", "0"} {
		a := policy.Reject
		if err := a.UnmarshalText([]byte(text)); err == nil || a != policy.Reject {
			t.Errorf("UnmarshalText(%q) = %v, %v, want an error and the action as it was", text, a, err)
		}
	}
}

func TestTheZeroVerdictDoesNotPublish(t *testing.T) {
	text, err := json.Marshal(policy.Verdict{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(text), `{"action":"review","reasons":null,"revision":""}`; got != want {
		t.Errorf("zero verdict = %s, want %s", got, want)
	}
}

func TestVerdictIsWrittenInSnakeCase(t *testing.T) {
	v := policy.Verdict{
		Action:   policy.Reject,
		Reasons:  []policy.Reason{{Rule: "link_blocks", Action: policy.Reject, Message: "Why.", Findings: []string{"a"}}},
		Shadow:   []policy.Reason{{Rule: "unseen", Mode: settings.Shadow}}, // not for the CMS
		Revision: "1",
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"action":"reject","reasons":[{"rule":"link_blocks","action":"reject","mode":"enforce","message":"Why.","findings":["a"]}],"revision":"1"}`
	if d := cmp.Diff(want, string(text)); d != "" {
		t.Errorf("verdict as JSON (-want +got):\n%s", d)
	}
}

func TestQueueOfAVerdict(t *testing.T) {
	tests := []struct {
		name    string
		reasons []policy.Reason
		want    string
	}{
		{"no reason names one", []policy.Reason{{Rule: "a"}}, ""},
		{"the severest names one", []policy.Reason{{Queue: "spam"}, {Queue: "damage"}}, "spam"},
		{"the severest names none", []policy.Reason{{}, {Queue: "damage"}}, "damage"},
		{"a warning names one", []policy.Reason{{}, {Queue: "damage", Mode: settings.Warn}}, ""},
		{"an exempt reason names one", []policy.Reason{{Queue: "spam", SuppressedBy: []settings.Exemption{{}}}, {Queue: "damage"}}, "damage"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (policy.Verdict{Reasons: tt.reasons}).Queue(); got != tt.want {
				t.Errorf("Queue() = %q, want %q", got, tt.want)
			}
		})
	}
}
