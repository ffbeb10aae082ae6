package article_test

import (
	"testing"

	"github.com/presscheck/presscheck/article"
)

func TestEncodeWritesTheCharsetThatTheArticleCameIn(t *testing.T) {
	for _, test := range []struct {
		name, charset, source string
		plain                 bool
		want                  string // empty: an error
	}{
		{"UTF-8 as it is, even what is none", "utf-8", "gr\u00fc\xff", true, "gr\xc3\xbc\xff"},
		{"a charset of one byte", "windows-1252", "gr\u00fcn \u2014", false, "gr\xfcn \x97"},
		{"a charset of two bytes", "gbk", "案侦查", false, "\xb0\xb8\xd5\xec\xb2\xe9"},
		{"what HTML can refer to", "windows-1252", "<p>案", false, "<p>&#26696;"},
		{"what text cannot", "windows-1252", "案", true, ""},
	} {
		raw, err := article.Encoding{Charset: test.charset}.Encode(test.source, test.plain)
		if string(raw) != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%s: %q, %v, want %q", test.name, raw, err, test.want)
		}
	}
}
