package desk

import (
	"bytes"
	"net/http"
	"slices"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/pipeline"
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
	page, err := p.inert(p.read(stored.Submission))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", previewPolicy)
	h.Set("X-DNS-Prefetch-Control", "off")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Type", "text/html; charset=utf-8")
	_, err = w.Write(page)
	return err
}

// readings is how many times an article may read otherwise than it was written.
const readings = 5

// inert is the source of the article without what leads elsewhere. What is
// written is not always read as it was meant: a tree can be written so that text
// in it becomes elements. So it is read again until nothing changes.
func (p *pages) inert(doc *article.Document) ([]byte, error) {
	var page []byte
	for range readings {
		root := goquery.CloneDocument(doc.Root).Nodes[0]
		disarm(root)
		var again bytes.Buffer
		if err := html.Render(&again, root); err != nil {
			return nil, errPreview
		}
		if bytes.Equal(page, again.Bytes()) {
			return page, nil
		}
		page = again.Bytes()
		if doc = p.read(pipeline.Submission{Content: page, ContentType: "text/html; charset=utf-8"}); doc.Refusal() != nil {
			return nil, errPreview
		}
	}
	return nil, errPreview
}

var errPreview = problem{http.StatusUnprocessableEntity, "There is no preview of this article", "Browsers could read it otherwise than it was read here. Its source is what there is to see."}

// gone are the elements that lead elsewhere without being asked, or that lead
// browsers to read more than others: noscript is only read where nothing runs.
// Animations can write addresses.
const gone = "base, link, meta[http-equiv], script, noscript, iframe, frame, fencedframe, object, embed, portal, animate, set"

// addresses are the attributes that lead somewhere: WHATWG HTML, "Attributes",
// of type URL, but for img's src, which the policy bounds.
var addresses = []string{
	"href", "action", "formaction", "ping", "cite", "background", "poster", "manifest", "autofocus", "srcdoc", "attributionsrc",
}

// disarm takes from root what leads elsewhere.
func disarm(root *html.Node) {
	goquery.NewDocumentFromNode(root).Find(gone).Remove()
	for c := range root.Descendants() {
		c.Attr = slices.DeleteFunc(c.Attr, func(a html.Attribute) bool { return slices.Contains(addresses, a.Key) })
	}
}
