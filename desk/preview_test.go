package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

// waysOut are articles that hide ways out from who reads them once, with the
// eyes of a browser that runs scripts.
var waysOut = map[string]string{
	"where scripts do not run":   `<p>x<noscript><a href="https://evil.example/">y</a><link rel=preconnect href="https://evil.example/"></noscript>`,
	"in the head, too":           `<head><noscript><link rel=stylesheet href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example/"></noscript><p>x`,
	"by an animation":            `<p>x<svg><a><animate attributeName="href" values="https://evil.example/"/><text y=20>y</text></a></svg>`,
	"by a set attribute":         `<p>x<svg><a><set attributeName="xlink:href" to="https://evil.example/"/><text y=20>y</text></a></svg>`,
	"of another name space":      `<p>x<svg><a xlink:href="https://evil.example/">y</a></svg><math><mi href="https://evil.example/">z</mi></math>`,
	"by forms that do not nest":  `<p>x<form><math><mtext></form><form><mglyph><style></math><link rel=preconnect href="https://evil.example/"><a href="https://evil.example/">y</a>`,
	"in a style of a drawing":    `<p>x<svg></p><style><a id="</style><link rel=preconnect href=https://evil.example/>">`,
	"in a title of a drawing":    `<p>x<svg><title><style><!--</style><a href="https://evil.example/">y</a>--></style></title></svg>`,
	"in a table":                 `<p>x<table><svg><p><style><a href="https://evil.example/">y</a></style></table>`,
	"in what browsers know raw":  `<p>x<noembed><a href="https://evil.example/">y</a></noembed><noframes><base href="https://evil.example/"></noframes><xmp><a href=x>y</a></xmp>`,
	"in a template":              `<p>x<div><template shadowrootmode=open><a href="https://evil.example/">y</a><link rel=preconnect href="https://evil.example/"></template></div>`,
	"behind a comment that ends": `<p>x<!--><a href="https://evil.example/">y</a>--!><link rel=prefetch href="https://evil.example/">`,
}

func TestAPreviewHasNoWayOutHoweverItIsRead(t *testing.T) {
	r := newRoom(t, review.Options{})
	for name, source := range waysOut {
		t.Run(name, func(t *testing.T) {
			item := r.holdFound(pipeline.Submission{Site: "daily", ExternalID: name, Content: []byte(source)}, "x")
			w := r.get("/desk/items/" + item.ID + "/preview")
			if w.Code != http.StatusOK {
				t.Fatalf("there is no preview: %d", w.Code)
			}
			for _, scripts := range []bool{true, false} {
				root, err := html.ParseWithOptions(strings.NewReader(w.Body.String()), html.ParseOptionEnableScripting(scripts))
				if err != nil {
					t.Fatal(err)
				}
				for n := range root.Descendants() {
					wantHarmless(t, n)
				}
			}
		})
	}
}

func wantHarmless(t *testing.T, n *html.Node) {
	t.Helper()
	switch n.Data {
	case "link", "base", "meta", "script", "iframe", "animate", "set":
		t.Errorf("the preview has the element %s", n.Data)
	}
	for _, a := range n.Attr {
		if strings.HasSuffix(a.Key, "href") || strings.Contains(a.Val, "evil") && a.Key != "id" {
			t.Errorf("the preview has %s with %s=%q", n.Data, a.Key, a.Val)
		}
	}
}
