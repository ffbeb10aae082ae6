package hiddentext

// A measure is one thing that tells what a spam kit hides from what a site does.
type measure int

// The measures, in the order in which they are read. Those before mUnsure speak
// against a region, the others for it.
const (
	mCovert  measure = iota // laid out as if shown, but too small, too far away, too pale to see
	mInline                 // by a style attribute
	mMoved                  // by an odd distance
	mOdd                    // in odd writing
	mTool                   // by a style sheet or script beside it that does nothing else
	mOutside                // right below the body
	mBetween                // between or in paragraphs

	mBare   // nothing on it or in it has a name, a role or a control
	mLength // much text
	mList   // keywords rather than sentences
	mPrompt // orders to a language model

	mLinks  // many links to other sites
	mSpread // to many domains
	mBeyond // behind the end of the body

	mUnrelated // share of words that the article does not have
	mStrange   // another language: share of short words that it does not have, or of letters in scripts that it does not use

	mUnsure    // it may be shown after all
	mHandle    // it has a name or role by which it may be shown
	mScripted  // a script knows that name
	mCrafted   // share of elements in it that have such
	mControls  // there are buttons, fields, pictures in it
	mFurniture // it stands in navigation, an aside, a footer
	mCompany   // the same rule hides others
	mOwn       // share of links to the site itself
	mNamed     // share of the other links that say the name of their host
	mFamiliar  // share of them to domains that links in sight lead to as well
	measures   // how many there are
)

var measureNames = [measures]string{
	"covert", "inline", "moved", "odd_writing", "tool", "outside", "between",
	"bare", "length", "keywords", "prompt",
	"links_out", "spread", "beyond_body",
	"unrelated", "strange",
	"unsure", "handle", "scripted", "crafted", "controls", "furniture", "company", "own", "named", "familiar",
}

// Measures are the names of the values of a Candidate, in their order.
func Measures() []string { return append([]string(nil), measureNames[:]...) }

// A reading holds the value of each measure, in [0,1].
type reading [measures]float64

// score is the logarithm of the odds that a reviewer would call the region
// foreign: the prior and what each measure adds to it.
func (r *reading) score() float64 { return weights().Of(r[:]) }
