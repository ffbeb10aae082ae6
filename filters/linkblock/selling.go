package linkblock

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/score"
)

// shareSold is how much of an item its term must make up for the item to be
// selling, rather than a headline that mentions the trade.
const shareSold = 0.2

// measureTrades finds out which items sell something, of a trade that the
// article is not about itself; with nil, of any trade.
func (j *judgement) measureTrades(article *subject) {
	j.terms, j.trades = nil, nil
	offers, phrases := 0, 0
	for i := range j.items {
		p := j.speech.pitchOf(j.items[i].words)
		j.sold[i] = false
		for _, t := range p.terms {
			if p.sells(t) && (article == nil || !article.isAbout(t)) {
				j.sold[i] = true
				j.trades, j.terms = append(j.trades, t.trade), append(j.terms, strings.TrimSpace(t.text))
			}
		}
		switch {
		case j.sold[i] && p.isPhrase():
			phrases++
		case p.offers && !j.sold[i]:
			offers++
		}
	}
	if j.kind == KeywordList {
		j.sellTogether(article)
	}
	j.trades, j.terms = distinct(j.trades), distinct(j.terms)
	j.reading[mPhrase] = float64(phrases) / float64(len(j.items))
	j.reading[mOffer] = float64(offers) / float64(len(j.items))
	j.weighSold()
}

// A pitch is what one item says in the words of the trades.
type pitch struct {
	terms     []term // of trades proper
	offers    bool   // it has a word such as "cheap"
	qualified bool   // it has one such as "online", at least
	length    int    // characters of the item
	short     bool   // no headline
}

func (v *vocabulary) pitchOf(words string) pitch {
	p := pitch{length: utf8.RuneCountInString(words) - 2, short: width(words, longAnchor) <= longAnchor}
	v.find(words, func(t term) {
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
		return float64(utf8.RuneCountInString(strings.TrimSpace(t.text))) >= math.Trunc(shareSold*float64(p.length))
	}
	return p.short && (p.qualified || slices.ContainsFunc(p.terms, func(other term) bool {
		return other.trade == t.trade && other != t
	}))
}

// severalWeak is how many different weak terms of one trade a list needs to sell
// by them: keywords are often torn from one another.
const severalWeak = 3

// sellTogether finds the items of a list that sell by what stands around them.
func (j *judgement) sellTogether(article *subject) {
	weak := map[trade]map[string][]int{} // the items of each weak term
	for i := range j.items {
		p := j.speech.pitchOf(j.items[i].words)
		for _, t := range p.terms {
			if p.isMostly(t) && (article == nil || !article.isAbout(t)) {
				if weak[t.trade] == nil {
					weak[t.trade] = map[string][]int{}
				}
				weak[t.trade][t.text] = append(weak[t.trade][t.text], i)
			}
		}
	}
	for name, items := range weak {
		if len(items) < severalWeak {
			continue
		}
		j.trades = append(j.trades, name)
		for text, at := range items {
			j.terms = append(j.terms, strings.TrimSpace(text))
			for _, i := range at {
				j.sold[i] = true
			}
		}
	}
}

// isMostly reports whether t is at least half of the item.
func (p *pitch) isMostly(t term) bool {
	return 2*utf8.RuneCountInString(strings.TrimSpace(t.text)) >= p.length
}

// isPhrase reports whether the item says more than the name of a trade, as the
// heading of a menu does.
func (p *pitch) isPhrase() bool {
	return p.qualified || !slices.ContainsFunc(p.terms, func(t term) bool {
		return utf8.RuneCountInString(strings.TrimSpace(t.text))+2 > p.length
	})
}

func distinct(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// severalTrades in one block are more than any honest one was seen to hold.
const severalTrades = 3

// honestShare of a commercial menu may lead to bookmakers or lenders.
const honestShare = 0.1

// weighSold reads the measures that depend on which items sell something.
func (j *judgement) weighSold() {
	share := j.share(func(i int) bool { return j.sold[i] })
	j.reading[mTrade] = max(0, share-honestShare) / (1 - honestShare)
	j.reading[mVariety] = score.Indicator(len(j.trades) >= severalTrades)
	if !j.hasLinks() {
		return
	}
	j.reading[mNamed] = j.share(func(i int) bool {
		return !j.sold[i] && isNamed(j.items[i].words, j.items[i].link.Host)
	})
}
