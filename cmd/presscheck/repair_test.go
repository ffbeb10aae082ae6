package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRepairKeepsTheCharset(t *testing.T) {
	const page = "<!DOCTYPE html><meta charset=windows-1252><title>Prices</title><p>It costs \xa3 5 at the caf\xe9.</p>"
	const damage = "<p>Caf\xc3\xa9 cr\xc3\xa8me, p\xc3\xa2t\xc3\xa9 et \xc3\xa9clairs sont servis toute la journ\xc3\xa9e \xc3\xa0 la terrasse.</p>"
	for _, test := range []struct{ name, source, want string }{
		{"unchanged", page, page},
		{"changed", page + damage, page + "<p>Caf\xe9 cr\xe8me, p\xe2t\xe9 et \xe9clairs sont servis toute la journ\xe9e \xe0 la terrasse.</p>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out, messages bytes.Buffer
			std := streams{strings.NewReader(test.source), &out, &messages}
			if code := run(t.Context(), []string{"repair", "-"}, std, nil); code != 0 {
				t.Errorf("exit code %d: %s", code, &messages)
			}
			if got := out.String(); got != test.want {
				t.Errorf("repaired\n%q, want\n%q\n%s", got, test.want, &messages)
			}
		})
	}
}
