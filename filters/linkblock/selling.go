package linkblock

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// shareSold is how much of an item its term must make up for the item to be
// selling, rather than a headline that mentions the trade.
const shareSold = 0.2

// measureTrades finds out which items sell something, of a trade that the
// article is not about itself; with nil, of any trade.
func (j *judgement) measureTrades(article *subject) {
	j.terms, j.trades = nil, nil
	offers := 0
	for i := range j.items {
		p := pitchOf(j.items[i].words)
		j.sold[i] = false
		for _, t := range p.terms {
			if p.sells(t) && (article == nil || !article.isAbout(t)) {
				j.sold[i] = true
				j.trades, j.terms = append(j.trades, t.trade), append(j.terms, strings.TrimSpace(t.text))
			}
		}
		if p.offers && !j.sold[i] {
			offers++
		}
	}
	j.trades, j.terms = distinct(j.trades), distinct(j.terms)
	j.reading[mOffer] = float64(offers) / float64(len(j.items))
	j.weighSold()
}

// A pitch is what one item says in the words of the trades.
type pitch struct {
	terms     []term // of trades proper
	offers    bool   // it has a word such as "cheap"
	qualified bool   // it has one such as "online", at least
	least     int    // characters that a term must have to be more than a mention
	short     bool   // no headline
}

func pitchOf(words string) pitch {
	p := pitch{least: int(shareSold * float64(utf8.RuneCountInString(words)-2)), short: width(words, longAnchor) <= longAnchor}
	trades().find(words, func(t term) {
		if t.trade == commerce {
			p.offers, p.qualified = p.offers || !t.weak, true
		} else if !slices.Contains(p.terms, t) {
			p.terms = append(p.terms, t)
		}
	})
	return p
}

// sells reports whether t, one of the terms, makes the item an offer.
func (p *pitch) sells(t term) bool {
	if !t.weak {
		return utf8.RuneCountInString(strings.TrimSpace(t.text)) >= p.least
	}
	return p.short && (p.qualified || slices.ContainsFunc(p.terms, func(other term) bool {
		return other.trade == t.trade && other != t
	}))
}

func distinct(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// severalTrades in one block are more than any honest one was seen to hold.
const severalTrades = 3

// honestShare of a commercial menu may lead to bookmakers or lenders.
const honestShare = 0.1

// weighSold reads the measures that depend on which items sell something. Of
// the same share of them more tell more.
func (j *judgement) weighSold() {
	share := j.share(func(i int) bool { return j.sold[i] })
	j.reading[mTrade] = max(0, share-honestShare) / (1 - honestShare) * saturating(share*float64(len(j.items)), 1)
	j.reading[mVariety] = indicator(len(j.trades) >= severalTrades)
	if j.kind != InjectedLinks {
		return
	}
	j.reading[mPlanted] = j.share(func(i int) bool {
		l := j.items[i].link
		return isRandom(l.Domain) || j.sold[i] && isInstitution(l.Host)
	})
	j.reading[mNamed] = j.share(func(i int) bool {
		return !j.sold[i] && isNamed(j.items[i].words, j.items[i].link.Host)
	})
}
