package stylesheet

import "golang.org/x/net/html"

// A Rule is a block with one selector of its group.
type Rule struct {
	Block    int // as Index.Add was told
	prelude  string
	member   int    // of prelude
	text     string // what String answers, once it has been asked
	selector selector
	around   NameSet // of what its element must be inside
}

// String is the selector as Plain has it.
func (r *Rule) String() string {
	if r.text == "" {
		r.text = Plain(join(trim(splitAtCommas(tokensOf(r.prelude))[r.member])))
	}
	return r.text
}

// Unsure reports whether r may match what Each says it matches, or may not.
func (r *Rule) Unsure() bool { return r.selector.unsure }

// Passing reports whether r is about a state that no page begins in, like
// :hover.
func (r *Rule) Passing() bool { return r.selector.passing }

// Weight is r's specificity: the greater the heavier, below 1<<30.
func (r *Rule) Weight() uint32 { return r.selector.weight }

// An Index holds rules by a name that an element must have for them to match,
// so that each element tries few.
type Index struct {
	byID, byClass, byTag map[string][]*Rule
	rest                 []*Rule
	Full                 bool // there was a selector longer than anybody writes
}

// NewIndex is an empty index.
func NewIndex() *Index {
	return &Index{byID: map[string][]*Rule{}, byClass: map[string][]*Rule{}, byTag: map[string][]*Rule{}}
}

// Add puts the selectors of a block into the index. It is doubtful if one of
// them is such that not every browser knows it: then the whole group may be
// dropped (Selectors 4 §3.9).
func (x *Index) Add(prelude string, block int) (doubtful bool) {
	for i, tokens := range splitAtCommas(tokensOf(prelude)) {
		if len(tokens) > maxSelector {
			x.Full = true
			continue
		}
		r := &Rule{Block: block, prelude: prelude, member: i, selector: readSelector(tokens, 0)}
		doubtful = doubtful || r.selector.invalid
		if !r.selector.never {
			r.around = r.selector.around()
			x.put(r)
		}
	}
	return doubtful
}

func (x *Index) put(r *Rule) {
	last := r.selector.chain[len(r.selector.chain)-1]
	switch {
	case last.id != "":
		x.byID[last.id] = append(x.byID[last.id], r)
	case len(last.classes) > 0:
		x.byClass[last.classes[0]] = append(x.byClass[last.classes[0]], r)
	case last.tag != "":
		x.byTag[last.tag] = append(x.byTag[last.tag], r)
	default:
		x.rest = append(x.rest, r)
	}
}

// Each calls yield for the rules in x that match element n, until it says no
// or m's budget is spent. The names of what n is inside are asked for if a
// rule wants to know.
func (m *Matcher) Each(x *Index, n *html.Node, inside func() *NameSet, yield func(*Rule) bool) {
	try := func(rules []*Rule) bool {
		for _, r := range rules {
			if m.Spent() {
				return false
			}
			if m.matches(r, n, inside) && !yield(r) {
				return false
			}
		}
		return true
	}
	if !try(x.rest) || !try(x.byTag[n.Data]) {
		return
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "id" && len(x.byID) > 0:
			if !try(x.byID[a.Val]) {
				return
			}
		case a.Key == "class" && len(x.byClass) > 0:
			for class := range classesIn(a.Val) {
				m.Budget--
				if !try(x.byClass[class]) {
					return
				}
			}
		}
	}
}
