package linkblock

import "slices"

// A measure is one thing that tells a foreign block from an honest one.
type measure int

// The measures. Shares are of the candidate's items.
const (
	mTrade       measure = iota // share that sells something, if the article does not speak of that trade
	mVariety                    // three trades or more in one block
	mPhrase                     // share that says so in a commercial phrase, not only by the name of the trade
	mOffer                      // share of the rest that offers something, as "cheap" and "buy" do
	mScript                     // share in a script that the article does not use
	mTongue                     // letters follow one another as they do not in the article
	mSimplified                 // simplified characters under a traditional article
	mAlien                      // share with a Latin letter that the article does not use
	mRandom                     // share on hosts with random names
	mInstitution                // share on hosts of institutions that neither anchor nor article speak of
	mCheap                      // share on domains that cost next to nothing
	mSame                       // share whose words lead to several domains
	mShuffled                   // share of keywords that say the same words in another order
	mDofollow                   // share marked rel=dofollow
	mTitled                     // share whose title repeats the anchor
	mDressed                    // share styled as text by its own tag
	mHidden                     // nobody sees it
	mTight                      // keywords joined without a space
	mStuck                      // bars cling to the word before them
	mCrowd                      // many items
	mSpread                     // many domains
	mEdge                       // before the first paragraph or behind the last
	mBeyond                     // behind the end of the body
	mOutside                    // links in or right below the body, while the article stands deeper
	mAlone                      // a single link with nothing else in its container
	mAstray                     // the sentence around a single link speaks of other things than the article
	mTorn                       // that sentence is written in another language or script
	mShared                     // from here on they speak against a foreign block; share that the article's own words explain
	mNamed                      // share that says the name of its host
	mOwn                        // share of the site's own links around
	mLong                       // share as long as headlines
	mDisowned                   // share marked rel=nofollow, ugc or sponsored
	mSingle                     // a single link
	mCompany                    // other links around a single one
	measures                    // how many there are
)

// names are those of the measures in weights.csv, evidence and README.md.
var names = [measures]string{
	mTrade:       "trade",
	mVariety:     "variety",
	mPhrase:      "phrase",
	mOffer:       "offer",
	mScript:      "foreign_script",
	mTongue:      "foreign_tongue",
	mSimplified:  "simplified",
	mAlien:       "alien_letters",
	mRandom:      "random_host",
	mInstitution: "institution",
	mCheap:       "cheap_domain",
	mSame:        "same_anchor",
	mShuffled:    "shuffled",
	mDofollow:    "dofollow",
	mTitled:      "titled",
	mDressed:     "dressed",
	mHidden:      "hidden",
	mTight:       "tight",
	mStuck:       "stuck",
	mCrowd:       "crowd",
	mSpread:      "spread",
	mEdge:        "edge",
	mBeyond:      "beyond_body",
	mOutside:     "outside",
	mAlone:       "alone",
	mAstray:      "astray",
	mTorn:        "torn",
	mShared:      "shared",
	mNamed:       "named",
	mOwn:         "own",
	mLong:        "long",
	mDisowned:    "disowned",
	mSingle:      "single",
	mCompany:     "company",
}

// Measures returns the names of the measures, in the order of Candidate.Values.
func Measures() []string { return slices.Clone(names[:]) }

// A reading holds the value of each measure, in [0,1].
type reading [measures]float64

// score is the logarithm of the odds that a reviewer would call the block
// foreign: the prior and what each measure adds to it.
func (r *reading) score() float64 { return weights().Of(r[:]) }
