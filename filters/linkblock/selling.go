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
	abroad := map[trade]bool{commerce: true}
	offers := 0
	for i := range j.items {
		offered, least := false, int(shareSold*float64(utf8.RuneCountInString(j.items[i].words)-2))
		j.sold[i] = false
		trades().find(j.items[i].words, func(t term) {
			if _, known := abroad[t.trade]; !known {
				abroad[t.trade] = article == nil || !article.isAbout(t.trade)
			}
			if t.trade == commerce {
				offered = true
			} else if said := strings.TrimSpace(t.text); abroad[t.trade] && utf8.RuneCountInString(said) >= least {
				j.sold[i] = true
				j.trades, j.terms = append(j.trades, t.trade), append(j.terms, said)
			}
		})
		if offered && !j.sold[i] {
			offers++
		}
	}
	j.trades, j.terms = distinct(j.trades), distinct(j.terms)
	j.reading[mOffer] = float64(offers) / float64(len(j.items))
	j.weighSold()
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
