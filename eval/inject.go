package eval

import (
	"context"
	"fmt"
	"iter"
	"path"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval/faults"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// An Injection makes cases of clean articles: each as it is, under the name
// clean/…, and after it PerPage times with one fault put in, under damaged/….
// Where a fault comes with a harmless change of the whole article, that with
// the change alone is a clean case, too. Articles of Pages that are not clean
// are left out; those in which no fault of any variant can be put stay by
// themselves. Equal fields give equal cases.
type Injection struct {
	Pages    Source
	Families []faults.Family
	Seed     uint64
	PerPage  int
	Workers  int            // articles parsed at once, 1 or more
	Limits   article.Limits // of the parse; zero fields mean the defaults
}

// Len is about how many cases there are: fewer if some articles take no fault,
// more if faults come with other changes.
func (in *Injection) Len() int { return in.Pages.Len() * (1 + in.PerPage) }

// Cases chooses the variants: on each page those that had the fewest turns so
// far, so that variants which only few pages can take get those pages.
func (in *Injection) Cases(ctx context.Context) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		turns := newRota(in.Families, in.Seed)
		read := func(_ context.Context, c Case) *page { return in.read(c, turns) }
		for p := range pipeline.Ordered(ctx, in.carriers(ctx), in.Workers, read) {
			if !yield(p.clean) {
				return
			}
			if p.doc == nil {
				continue
			}
			for n, m := range turns.faults(p, in.PerPage) {
				clean, damaged := p.twins(n+1, m)
				if clean.Name != p.clean.Name && !yield(clean) || !yield(damaged) {
					return
				}
			}
		}
	}
}

// carriers are the articles that a fault may be put in.
func (in *Injection) carriers(ctx context.Context) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for c := range in.Pages.Cases(ctx) {
			if (c.Err != nil || c.isClean()) && !yield(c) {
				return
			}
		}
	}
}

// A page is a clean article that is ready to be damaged.
type page struct {
	name  string
	clean Case
	doc   *article.Document // nil if it could not be read
	tried map[int]made      // by index of the turn
}

// read parses c. What is refused stays a case without faults: why it is refused
// is not the question here.
func (in *Injection) read(c Case, turns *rota) *page {
	p := &page{name: fileName(c), clean: c, tried: map[int]made{}}
	p.clean.Name = "clean/" + p.name
	if c.Err != nil {
		return p
	}
	doc, err := article.Read(c.Content, article.Options{ContentType: c.ContentType, URL: c.URL, Limits: in.Limits})
	if err == nil {
		p.doc = doc
		turns.prepare(p, in.PerPage)
	}
	return p
}

// fileName is a name under which the article can be stored and is read as what
// it is; a text that stands among the labels has no file yet.
func fileName(c Case) string {
	if strings.HasPrefix(c.ContentType, "text/plain") && !strings.EqualFold(path.Ext(c.Name), ".txt") {
		return strings.ReplaceAll(c.Name, ":", ".") + ".txt"
	}
	return c.Name
}

// twins are the n-th fault of p and the article without it: p itself if that
// is all the difference. Other content than that of p is UTF-8, whatever the
// charset of p was.
func (p *page) twins(n int, m made) (clean, damaged Case) {
	extension := path.Ext(p.name)
	name := fmt.Sprintf("%s.%d-%s%s", strings.TrimSuffix(p.name, extension), n, m.family.Name, extension)
	media, _, _ := strings.Cut(p.clean.ContentType, ";")
	clean = p.clean
	if m.fault.Clean != p.doc.Source {
		clean.Name = "clean/" + name
		clean.Content, clean.ContentType = []byte(m.fault.Clean), media+"; charset=utf-8"
	}
	damaged = Case{
		Name:        "damaged/" + name,
		Language:    clean.Language,
		Content:     []byte(m.fault.Source),
		ContentType: media + "; charset=utf-8",
		URL:         clean.URL,
		Expected:    policy.Review,
		Wanted:      []Wanted{{Kinds: m.fault.Kinds, Spans: m.fault.Spans}},
		Fault: &Fault{
			Family:   m.family.Name,
			Variant:  m.variant,
			Language: m.fault.Language,
			Damaged:  m.fault.Damaged,
			Lossless: m.fault.Lossless,
			Original: clean.Name,
		},
		Err:      m.check(),
		origin:   "damaged/" + name,
		original: twin{clean.Content, clean.ContentType},
	}
	return clean, damaged
}
