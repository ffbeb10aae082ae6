package filters_test

import (
	"strconv"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

func TestEvidence(t *testing.T) {
	doc, err := article.Parse("<p>one\n<b>t\u200bwo</b>\nthree</p>", article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := filters.Finding{Filter: "invisible", Kind: "zero-width", Span: article.Span{Start: 10, End: 21}}
	want := `2:4-3:1 invisible/zero-width "t\u200bwo</b>\n"`
	if got := filters.Evidence(doc, f); got != want {
		t.Errorf("Evidence = %s, want %s", got, want)
	}
	want = `2:4-3:1 invisible/zero-width "t\u200b…\n"`
	if got := filters.Brief(doc, f, 4); got != want {
		t.Errorf("Brief = %s, want %s", got, want)
	}
}

func TestEscape(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"letters of every script", "naïve 國 नमस्ते שלום", `"naïve 國 नमस्ते שלום"`},
		{"quotes and backslashes", `a"b\c`, `"a\"b\\c"`},
		{"line ends and tabs", "a\r\n\tb", `"a\r\n\tb"`},
		{"a soft hyphen", "a\u00adb", `"a\u00adb"`},
		{"spaces other than the usual", "a\u00a0b\u3000c d", `"a\u00a0b\u3000c d"`},
		{"direction marks", "\u202eabc\u202c\u2066", `"\u202eabc\u202c\u2066"`},
		{"C1 controls", "\u0080\u009f", `"\u0080\u009f"`},
		{"bytes that are no text", "a\xff\xc3b\ufffd", `"a\xff\xc3b�"`},
		{"variation selectors", "a\ufe0f\U000e0101", `"a\ufe0f\U000e0101"`},
		{"fillers", "\u3164\u115f\u2800", `"\u3164\u115f\u2800"`},
		{"tag characters", "\U000e0041", `"\U000e0041"`},
		{"a mark on a letter, on nothing, on a quote", "e\u0301 \u0301\"\u0301", "\"e\u0301 \u0301\\\"\\u0301\""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := filters.Escape(test.in)
			if got != test.want {
				t.Errorf("Escape(%+q) = %s, want %s", test.in, got, test.want)
			}
			if back, err := strconv.Unquote(got); err != nil || back != test.in {
				t.Errorf("Unquote(%s) = %+q, %v, want %+q", got, back, err, test.in)
			}
		})
	}
}
