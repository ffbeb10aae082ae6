package configs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/configs"
)

func TestCodesAreReadAndWritten(t *testing.T) {
	tests := []struct {
		text string
		want configs.Codes
		back string
	}{
		{"", nil, ""},
		{" ; ", nil, ""},
		{"spam,off-topic", configs.Codes{"": {"spam", "off-topic"}}, "spam, off-topic"},
		{"b.example:8080: ads; spam", configs.Codes{"": {"spam"}, "b.example:8080": {"ads"}}, "spam; b.example:8080: ads"},
	}
	for _, test := range tests {
		var got configs.Codes
		if err := got.UnmarshalText([]byte(test.text)); err != nil {
			t.Errorf("%q: %v", test.text, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
		if back, err := got.MarshalText(); string(back) != test.back || err != nil {
			t.Errorf("%q is written %q, %v, want %q", test.text, back, err, test.back)
		}
	}
	for _, text := range []string{"Spam", "-", "a b", "spam, spam", "a:", "a: x; a: y", "x; y", "a: =1"} {
		var got configs.Codes
		if err := got.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is %v, want an error", text, got)
		}
	}
}

func TestPrioritiesAreReadAndWritten(t *testing.T) {
	var got configs.Priorities
	if err := got.UnmarshalText([]byte("b.example: -1;a.example:2;")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(configs.Priorities{"a.example": 2, "b.example": -1}, got); diff != "" {
		t.Errorf("priorities (-want +got):\n%s", diff)
	}
	if back, err := got.MarshalText(); string(back) != "a.example: 2; b.example: -1" || err != nil {
		t.Errorf("written %q, %v", back, err)
	}
	for _, text := range []string{"2", "a: x", "a: 101", "a: -101", "a: 1; a: 2", "a"} {
		if err := got.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is %v, want an error", text, got)
		}
	}
}
