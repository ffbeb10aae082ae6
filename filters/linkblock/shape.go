package linkblock

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/filters/internal/markup"
	"github.com/presscheck/presscheck/filters/internal/score"
)

// longAnchor is how many columns an anchor or keyword has at most. Headlines
// have more.
const longAnchor = 40

// measureShape reads what the items tell by themselves.
func (j *judgement) measureShape() {
	j.reading[mCrowd] = score.Saturating(float64(max(0, len(j.items)-2)), 6)
	j.reading[mSingle] = score.Indicator(j.kind == ForeignAnchor)
	j.reading[mCompany] = j.company
	j.reading[mLong] = j.share(func(i int) bool { return width(j.items[i].text, longAnchor) > longAnchor })
	j.reading[mOwn] = j.own
	if j.stuck {
		j.reading[mStuck] = 1
	}
	j.reading[mTight] = score.Indicator(j.tight)
	switch {
	case j.hasLinks():
		j.measureLinks()
	case j.kind == KeywordStuffing:
		j.reading[mShuffled] = 1
	default:
		j.reading[mShuffled] = j.shuffled()
	}
}

func (j *judgement) measureLinks() {
	domains := map[string]int{}
	leadsTo := map[string]string{} // the domain that an anchor leads to, "*" if several
	for _, it := range j.items {
		domains[it.link.Domain]++
		if known, ok := leadsTo[it.words]; ok && known != it.link.Domain {
			leadsTo[it.words] = "*"
		} else {
			leadsTo[it.words] = it.link.Domain
		}
	}
	j.domains = slices.Sorted(maps.Keys(domains))
	j.reading[mSpread] = score.Saturating(float64(len(domains)-1), 3)
	j.reading[mSame] = j.share(func(i int) bool { return leadsTo[j.items[i].words] == "*" })
	j.reading[mRandom] = j.share(func(i int) bool { return isRandom(j.items[i].link.Domain) })
	j.reading[mCheap] = j.share(func(i int) bool { return isCheap(j.items[i].link.Domain) })
	j.measureTags()
}

// measureTags reads how the tags of the links are written.
func (j *judgement) measureTags() {
	tag := func(is func(*html.Node) bool) float64 {
		return j.share(func(i int) bool { return is(j.items[i].link.Node) })
	}
	j.reading[mDofollow] = tag(isDofollow)
	j.reading[mDisowned] = tag(isDisowned)
	j.reading[mDressed] = tag(isDressed)
	j.reading[mTitled] = j.share(func(i int) bool { return markup.Attr(j.items[i].link.Node, "title") == j.items[i].text })
}

// isDofollow reports a value of rel that no standard knows and link traders use.
func isDofollow(n *html.Node) bool { return hasRel(n, "dofollow") }

// isDisowned reports a value of rel by which a site says that it does not vouch
// for the link: who plants links wants them to count.
func isDisowned(n *html.Node) bool {
	return hasRel(n, "nofollow") || hasRel(n, "ugc") || hasRel(n, "sponsored")
}

func hasRel(n *html.Node, value string) bool {
	return slices.Contains(strings.Fields(strings.ToLower(markup.Attr(n, "rel"))), value)
}

// isDressed reports whether a link has its own colour, cursor or no underline.
func isDressed(n *html.Node) bool {
	style := strings.ToLower(markup.Attr(n, "style"))
	return strings.Contains(style, "color") || strings.Contains(style, "text-decoration") || strings.Contains(style, "cursor")
}

// usedOften is how many keywords share a word before it is one of "the same
// few words".
const usedOften = 3

// shuffled is how far the keywords are the same few in many orders: the share
// of those of several words each of which is used often, or, of single words,
// that of repeated ones.
func (j *judgement) shuffled() float64 {
	uses := map[string]int{}
	for _, it := range j.items {
		for word := range strings.FieldsSeq(it.words) {
			uses[word]++
		}
	}
	seen := map[string]bool{}
	return max(j.repeated(), j.share(func(i int) bool {
		words := strings.Fields(j.items[i].words)
		again := seen[j.items[i].words]
		seen[j.items[i].words] = true
		return len(words) > 1 && !again && !slices.ContainsFunc(words, func(w string) bool {
			return uses[w] < usedOften || isDigit(w[0])
		})
	}))
}

// Bounds of what repeated counts. Forecasts and programmes repeat a few words,
// too; a menu that is there twice has the same neighbours twice.
const (
	severalKeywords = 5   // different ones
	newNeighbours   = 1.2 // different pairs of neighbours for each of them
	allRepeated     = 0.4 // share of repeated ones that counts as 1
)

// repeated is how far the keywords repeat one another in new places.
func (j *judgement) repeated() float64 {
	different, pairs := map[string]bool{}, map[[2]string]bool{}
	for i, it := range j.items {
		different[it.words] = true
		if i > 0 {
			pairs[[2]string{j.items[i-1].words, it.words}] = true
		}
	}
	if len(different) < severalKeywords || float64(len(pairs)) < newNeighbours*float64(len(different)) {
		return 0
	}
	return min(1, float64(len(j.items)-len(different))/float64(len(j.items))/allRepeated)
}
