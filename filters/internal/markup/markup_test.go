package markup

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestEndOfBody(t *testing.T) {
	tests := []struct{ name, body, rest string }{
		{"behind the last </body>", "<p>One</body><p>Two", "</body></html>more"},
		{"in capital letters", "<p>One", "</BODY></HTML>"},
		{"without </body>, at the first </html>", "<p>One</p>", "</html>more</html>"},
		{"without either, at the end", "<p>One</p>", ""},
		{"a tag cut off", "<p>One</", ""},
	}
	for _, test := range tests {
		if got := EndOfBody(test.body + test.rest); got != len(test.body) {
			t.Errorf("%s: %d, want %d", test.name, got, len(test.body))
		}
	}
}

func TestAttr(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<svg id="logo" xlink:href="#a"></svg>`))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Data != "svg" {
			continue
		}
		for key, want := range map[string]string{"id": "logo", "class": "", "href": ""} {
			if got := Attr(n, key); got != want {
				t.Errorf("%s is %q, want %q", key, got, want)
			}
		}
		return
	}
	t.Error("no svg")
}
