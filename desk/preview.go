package desk

import (
	"net/http"
	"slices"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// previewPolicy lets a page be looked at and do nothing: no script, no form, no
// way out, and nothing loaded but what stands in it.
const previewPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

// preview is the article as a browser shows it, for a frame that lets it do
// nothing. Besides, links lead nowhere, and what would send the browser
// elsewhere or have it look up a host is gone.
func (p *pages) preview(w http.ResponseWriter, r *http.Request) error {
	_, item, err := p.itemOf(r)
	if err != nil {
		return err
	}
	number, err := revisionOf(r.URL.Query().Get("revision"))
	if err != nil {
		return err
	}
	stored, err := p.Store.Revision(r.Context(), item.ID, number)
	if err != nil {
		return err
	}
	page := goquery.CloneDocument(p.read(stored.Submission).Root)
	page.Find("base, link, meta[http-equiv], script, iframe, frame, object, embed, portal").Remove()
	for _, n := range page.Nodes {
		disarm(n)
	}
	h := w.Header()
	h.Set("Content-Security-Policy", previewPolicy)
	h.Set("X-DNS-Prefetch-Control", "off")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Type", "text/html; charset=utf-8")
	return html.Render(w, page.Nodes[0])
}

// addresses are the attributes that lead somewhere: WHATWG HTML, "Attributes",
// of type URL, but for img's src, which the policy bounds.
var addresses = []string{"href", "action", "formaction", "ping", "cite", "background", "poster", "manifest", "autofocus", "srcdoc"}

// disarm takes from n and what is in it what leads elsewhere.
func disarm(n *html.Node) {
	for c := range n.Descendants() {
		c.Attr = slices.DeleteFunc(c.Attr, func(a html.Attribute) bool { return slices.Contains(addresses, a.Key) })
	}
}
