package article

import (
	"cmp"
	"net"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// A Link is an <a> or <area> that leads somewhere.
type Link struct {
	Node    *html.Node
	Text    string // its anchor text, white space folded; the alt text of images if there is no other
	Span    Span   // from its start tag to its end tag
	Target  string // its href, resolved against the article's address if that is known
	Host    string // of Target, lower-case, without port; empty for what is no web address
	Domain  string // registrable part of Host by the public suffix list of x/net v0.62; of an IP address, itself
	Foreign bool   // leads to another domain than the article's own
}

type linkage struct {
	links []Link
	own   string
}

// Links returns the links of the article in document order. The slice is
// shared: do not change it.
func (d *Document) Links() []Link { return d.links().links }

// OwnDomain is the registrable domain of the site that the article is for:
// that of URL, else of its canonical link, og:url or <base>, else the one that
// most links lead to if that is more than half of them; empty if none is known.
func (d *Document) OwnDomain() string { return d.links().own }

func (d *Document) buildLinks() linkage {
	declared := d.declaredURL()
	base := d.baseURL(declared)
	domains := map[string]string{}
	var l linkage
	for i, n := range d.nodes {
		if n.Type != html.ElementNode || n.Data != "a" && n.Data != "area" {
			continue
		}
		href, ok := dom.Attr(n, "href")
		if !ok {
			continue
		}
		link := resolve(base, href, domains)
		link.Node, link.Text, link.Span = n, d.anchorText(i), d.outer(i)
		l.links = append(l.links, link)
	}
	l.own = d.ownDomain(declared, base, l.links)
	for i := range l.links {
		l.links[i].Foreign = l.links[i].Domain != "" && l.links[i].Domain != l.own
	}
	return l
}

func resolve(base *url.URL, href string, domains map[string]string) Link {
	href = strings.TrimSpace(href)
	target, err := url.Parse(href)
	if err != nil {
		return Link{Target: href}
	}
	if base != nil && (target.Scheme == "" || strings.Contains(target.Path, "/.")) { // others are resolved already
		target = base.ResolveReference(target)
	}
	link := Link{Target: target.String()}
	if target.Scheme == "http" || target.Scheme == "https" || target.Scheme == "" {
		link.Host = strings.ToLower(strings.TrimSuffix(target.Hostname(), "."))
		link.Domain = domainOf(link.Host, domains)
	}
	return link
}

func domainOf(host string, known map[string]string) string {
	if domain, ok := known[host]; ok {
		return domain
	}
	domain := registrable(host)
	known[host] = domain
	return domain
}

// registrable is the domain that somebody registered for host. A bare public
// suffix or an IP address stands for itself.
func registrable(host string) string {
	if host == "" || net.ParseIP(host) != nil {
		return host
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return domain
}

// anchorText is the text in node i, or the alt text of the images in it.
func (d *Document) anchorText(i int) string {
	var text, alt strings.Builder
	for k, end := i+1, d.ends()[i]; k < end; k++ {
		switch n := d.nodes[k]; {
		case n.Type == html.TextNode && !holdsRawText(n.Parent):
			text.WriteString(n.Data)
		case n.Type == html.ElementNode && n.Data == "img":
			value, _ := dom.Attr(n, "alt")
			alt.WriteString(" " + value)
		case n.Type == html.ElementNode && (n.Data == "br" || dom.IsBlockElement(n.Data)):
			text.WriteByte(' ')
		}
	}
	if words := strings.Fields(text.String()); len(words) > 0 {
		return strings.Join(words, " ")
	}
	return strings.Join(strings.Fields(alt.String()), " ")
}

// baseURL is what relative links are relative to, nil if nothing says it.
func (d *Document) baseURL(declared string) *url.URL {
	base, err := url.Parse(cmp.Or(d.URL, declared))
	if err != nil {
		base = &url.URL{}
	}
	if href, ok := d.firstOf(atom.Base, html.Attribute{}, "href"); ok {
		if u, err := base.Parse(strings.TrimSpace(href)); err == nil {
			base = u
		}
	}
	if base.Host == "" {
		return nil
	}
	return base
}

// declaredURL is the address that the page gives for itself.
func (d *Document) declaredURL() string {
	for _, place := range []struct {
		name      atom.Atom
		mark      html.Attribute
		attribute string
	}{
		{atom.Link, html.Attribute{Key: "rel", Val: "canonical"}, "href"},
		{atom.Meta, html.Attribute{Key: "property", Val: "og:url"}, "content"},
	} {
		if value, ok := d.firstOf(place.name, place.mark, place.attribute); ok {
			if u, err := url.Parse(strings.TrimSpace(value)); err == nil && u.Host != "" {
				return u.String()
			}
		}
	}
	return ""
}

// firstOf is the value of key in the first element of that name that has it,
// and mark, unless that is zero.
func (d *Document) firstOf(name atom.Atom, mark html.Attribute, key string) (string, bool) {
	for _, n := range d.nodes {
		if n.DataAtom != name || n.Type != html.ElementNode {
			continue
		}
		value, ok := dom.Attr(n, key)
		if ok && (mark == html.Attribute{} || slices.Contains(n.Attr, mark)) {
			return value, true
		}
	}
	return "", false
}

func (d *Document) ownDomain(declared string, base *url.URL, links []Link) string {
	for _, address := range []string{d.URL, declared} {
		if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
			return registrable(strings.ToLower(u.Hostname()))
		}
	}
	if base != nil {
		return registrable(strings.ToLower(base.Hostname()))
	}
	count := map[string]int{}
	for _, l := range links {
		if l.Domain != "" {
			if count[l.Domain]++; 2*count[l.Domain] > len(links) {
				return l.Domain
			}
		}
	}
	return ""
}
