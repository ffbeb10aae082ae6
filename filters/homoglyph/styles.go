package homoglyph

import (
	"strings"
	"sync"
)

// A style is a way to write the Latin alphabet with characters of its own.
type style uint8

const (
	plain style = iota
	fullWidth
	enclosed
	regional
	superscript
	smallCapital
	mathematical // and twelve more: bold, italic, bold italic, script, …
	outlined     = mathematical + 13
)

// mathStyles names the alphabets from U+1D400 on, 52 letters each.
var mathStyles = [13]string{"bold", "italic", "bold italic", "script", "bold script", "fraktur", "double-struck", "bold fraktur",
	"sans-serif", "sans-serif bold", "sans-serif italic", "sans-serif bold italic", "monospace"}

func (s style) String() string {
	switch {
	case s == outlined:
		return "outlined"
	case s >= mathematical:
		return "mathematical " + mathStyles[s-mathematical]
	}
	return [...]string{"plain", "full-width", "enclosed", "regional indicator", "superscript", "small capital"}[s]
}

// An alphabet is a run of styled letters or digits in their order.
type alphabet struct {
	first, last rune
	plain       rune // what first stands for
	style       style
}

// alphabets are in order: Unicode 16.0, UnicodeData.txt, decompositions of type
// font, wide, circle, square and compat, and the negative forms that have none.
// Mathematical letters follow a rule of their own.
var alphabets = [...]alphabet{
	{0x2460, 0x2468, '1', enclosed},
	{0x2474, 0x247C, '1', enclosed},
	{0x249C, 0x24B5, 'a', enclosed},
	{0x24B6, 0x24CF, 'A', enclosed},
	{0x24D0, 0x24E9, 'a', enclosed},
	{0x24EA, 0x24EA, '0', enclosed},
	{0x2776, 0x277E, '1', enclosed},
	{0x2780, 0x2788, '1', enclosed},
	{0x278A, 0x2792, '1', enclosed},
	{0xFF10, 0xFF19, '0', fullWidth},
	{0xFF21, 0xFF3A, 'A', fullWidth},
	{0xFF41, 0xFF5A, 'a', fullWidth},
	{0x1CCD6, 0x1CCEF, 'A', outlined},
	{0x1CCF0, 0x1CCF9, '0', outlined},
	{0x1D400, 0x1D6A3, 0, mathematical},
	{0x1D7CE, 0x1D7FF, 0, mathematical},
	{0x1F110, 0x1F129, 'A', enclosed},
	{0x1F130, 0x1F149, 'A', enclosed},
	{0x1F150, 0x1F169, 'A', enclosed},
	{0x1F170, 0x1F189, 'A', enclosed},
	{0x1F1E6, 0x1F1FF, 'A', regional},
}

// digitStyles are the mathematical alphabets that have digits, from U+1D7CE on.
var digitStyles = [...]style{mathematical, mathematical + 6, mathematical + 8, mathematical + 9, mathematical + 12}

// unstyled is the plain letter or digit that r, a styled one, stands for.
func unstyled(r rune) (rune, style, bool) {
	if r < 0x250 || 0x370 <= r && r < 0x1D00 || 0x3000 <= r && r < 0xA730 || 0xA7B0 <= r && r < 0xFF10 {
		return 0, plain, false
	}
	if r >= 0x2460 {
		for _, a := range alphabets {
			if a.first <= r && r <= a.last {
				return a.letter(r)
			}
		}
	}
	s, ok := single()[r]
	return s.plain, s.style, ok
}

func (a alphabet) letter(r rune) (rune, style, bool) {
	n := r - a.first
	switch {
	case a.style != mathematical:
		return a.plain + n, a.style, true
	case r >= 0x1D7CE:
		return '0' + n%10, digitStyles[n/10], true
	case n%52 < 26:
		return 'A' + n%52, mathematical + style(n/52), true
	}
	return 'a' + n%52 - 26, mathematical + style(n/52), true
}

type styledLetter struct {
	plain rune
	style style
}

// Letters that stand alone, each followed by its plain form: Unicode 15.0,
// UnicodeData.txt. The mathematical ones are those of the block Letterlike
// Symbols, in the styles double-struck, script, fraktur and italic.
const (
	smallCapitals = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz"
	superscripts  = "ᵃaᵇbᶜcᵈdᵉeᶠfᵍgʰhⁱiʲjᵏkˡlᵐmⁿnᵒoᵖpʳrˢsᵗtᵘuᵛvʷwˣxʸyᶻzᴬAᴮBᴰDᴱEᴳGᴴHᴵIᴶJᴷKᴸLᴹMᴺNᴼOᴾPᴿRᵀTᵁUⱽVᵂW" +
		"ₐaₑeₕhᵢiⱼjₖkₗlₘmₙnₒoₚpᵣrₛsₜtᵤuᵥvₓx"
	doubleStruck = "ℂCℍHℕNℙPℚQℝRℤZ"
	script       = "ℊgℋHℐIℒLℛRℬBℯeℰEℱFℳMℴo"
	fraktur      = "ℌHℑIℜRℨZℭC"
	italic       = "ℎh"
)

var single = sync.OnceValue(func() map[rune]styledLetter {
	letters := map[rune]styledLetter{}
	for _, list := range []struct {
		pairs string
		style style
	}{
		{smallCapitals, smallCapital}, {superscripts, superscript}, {italic, mathematical + 1}, {script, mathematical + 3},
		{fraktur, mathematical + 5}, {doubleStruck, mathematical + 6},
	} {
		pairs := []rune(list.pairs)
		for i := 0; i+1 < len(pairs); i += 2 {
			letters[pairs[i]] = styledLetter{pairs[i+1], list.style}
		}
	}
	return letters
})

// isPhonetic lists the small capitals that are letters of the IPA.
func isPhonetic(r rune) bool { return strings.ContainsRune("ʙɢʜɪʟɴʀʏ", r) }

// flags are the regions whose two indicators make a flag: Unicode 15.0,
// emoji-sequences.txt, RGI_Emoji_Flag_Sequence.
const flags = "" +
	"AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR " +
	"BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CR CU CV CW CX CY CZ DE DG DJ DK DM DO " +
	"DZ EA EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT " +
	"GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR " +
	"KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU " +
	"MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY " +
	"QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG " +
	"TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA " +
	"ZM ZW "

// isFlag reports whether the two indicators make a flag.
func isFlag(a, b rune) bool {
	pair := string([]rune{a - 0x1F1E6 + 'A', b - 0x1F1E6 + 'A'})
	for i := 0; i < len(flags); i += 3 {
		if flags[i:i+2] == pair {
			return true
		}
	}
	return false
}
