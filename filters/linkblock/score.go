package linkblock

import "math"

// A measure is one thing that tells a foreign block from an honest one.
type measure int

// The measures. Shares are of the candidate's items.
const (
	mTrade      measure = iota // share that sells something, if the article does not speak of that trade
	mVariety                   // three trades or more in one block
	mOffer                     // share of the rest that offers something, as "cheap" and "buy" do
	mScript                    // share in a script that the article does not use
	mSimplified                // simplified characters under a traditional article
	mAlien                     // share with a Latin letter that the article does not use
	mPlanted                   // share on hosts with random names, or that sells something on those of institutions
	mSame                      // share whose words lead to several domains
	mShuffled                  // share of keywords that say the same words in another order
	mDofollow                  // share marked rel=dofollow
	mTitled                    // share whose title repeats the anchor
	mStuck                     // bars cling to the word before them
	mCrowd                     // many items
	mSpread                    // many domains
	mEdge                      // before the first paragraph or behind the last
	mBeyond                    // behind the end of the body
	mOutside                   // links in or right below the body, while the article stands deeper
	mShared                    // share that the article's own words explain
	mNamed                     // share that says the name of its host
	mOwn                       // share of the site's own links around
	mLong                      // share as long as headlines
	measures                   // how many there are
)

// points is the score table: what a measure of 1 adds to the score. The score
// is the logarithm of the odds that a reviewer would call the block foreign.
//
// Set by hand on 327 clean pages and on blocks put into them (README.md,
// Sources); a fit on labelled pages is to replace the numbers, not the form.
var points = [measures]struct {
	name  string
	value float64
}{
	mTrade:      {"trade", 7.2},
	mVariety:    {"variety", 1.5},
	mOffer:      {"offer", 1.5},
	mScript:     {"foreign_script", 3},
	mSimplified: {"simplified", 7},
	mPlanted:    {"planted", 1.5},
	mSame:       {"same_anchor", 1.5},
	mShuffled:   {"shuffled", 4.5},
	mDofollow:   {"dofollow", 0.5},
	mTitled:     {"titled", 0.3},
	mStuck:      {"stuck", 0.7},
	mCrowd:      {"crowd", 1.2},
	mSpread:     {"spread", 0.5},
	mEdge:       {"edge", 0.5},
	mBeyond:     {"beyond_body", 2.5},
	mOutside:    {"outside", 1.8},
	mAlien:      {"alien_letters", 1},
	mShared:     {"shared", -2.5},
	mNamed:      {"named", -2.5},
	mOwn:        {"own", -1.5},
	mLong:       {"long", -1.5},
}

// prior is the score of a block of which nothing else is known.
const prior = -5

// A reading holds the value of each measure, in [0,1].
type reading [measures]float64

// score adds up the points.
func (r *reading) score() float64 {
	sum := float64(prior)
	for m, value := range r {
		sum += value * points[m].value
	}
	return sum
}

// confidence is the logistic of a score.
func confidence(score float64) float64 { return 1 / (1 + math.Exp(-score)) }

// saturating is 0 at none, 1/2 at half and nears 1 as n grows.
func saturating(n, half float64) float64 { return 1 - math.Exp2(-n/half) }
