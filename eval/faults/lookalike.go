package faults

import "strings"

// lookAlikes are, for each alphabet, pairs of a letter and the one of that
// alphabet that looks like it. The letters are facts of the Unicode charts,
// each pair has one skeleton in confusables.txt, as go.mau.fi/util v0.9.4 has it.
func lookAlikes(alphabet string) map[rune]string {
	switch alphabet {
	case "cyrillic":
		return pairs("aаcсeеoоpрxхyуiіjјsѕhһdԁqԛwԝAАBВCСEЕHНIІJЈKКMМOОPРSЅTТXХYҮ")
	case "greek":
		return pairs("aαoοvνuυpρiιyγAΑBΒEΕHΗIΙKΚMΜNΝOΟPΡTΤXΧYΥZΖ")
	case "cherokee":
		return pairs("cꮯiꭵsꮪvꮩwꮃzꮓAᎪCᏟDᎠEᎬGᏀHᎻJᎫKᏦLᏞMᎷPᏢRᏒSᏚTᎢVᏙWᎳYᎩZᏃ")
	case "coptic":
		return pairs("oⲟcⲥpⲣBⲂCⲤHⲎIⲒKⲔMⲘNⲚOⲞPⲢTⲦXⲬYⲨ")
	case "armenian":
		return pairs("oօuսnոhհqզgցSՏOՕUՍ")
	case "latin":
		return pairs("аaсcеeоoрpхxуyіiјjѕsАAВBСCЕEНHІIКKМMОOРPТTХX")
	case "full-width":
		wide := map[rune]string{}
		for c := 'A'; c <= 'z'; c++ {
			if scriptOf(c) == latin {
				wide[c] = string(c - 'A' + 'Ａ')
			}
		}
		return wide
	}
	return nil
}

func pairs(written string) map[rune]string {
	all := map[rune]string{}
	var left rune
	for _, c := range written {
		if left == 0 {
			left = c
			continue
		}
		all[left] = string(c)
		left = 0
	}
	return all
}

// A style is a way to write plain letters with others that look styled.
type style struct {
	upper, lower, digit rune   // what A, a and 0 become; 0: stays, but a letter without small form takes the capital
	holes               string // pairs of a letter and its form, where the rows have holes that older characters fill
}

func styles() map[string]style {
	return map[string]style{
		"bold":             {0x1D400, 0x1D41A, 0x1D7CE, ""},
		"italic":           {0x1D434, 0x1D44E, 0, "hℎ"},
		"bold-italic":      {0x1D468, 0x1D482, 0, ""},
		"bold-script":      {0x1D4D0, 0x1D4EA, 0, ""},
		"fraktur":          {0x1D504, 0x1D51E, 0, "CℭHℌIℑRℜZℨ"},
		"bold-fraktur":     {0x1D56C, 0x1D586, 0, ""},
		"double-struck":    {0x1D538, 0x1D552, 0x1D7D8, "CℂHℍNℕPℙQℚRℝZℤ"},
		"sans":             {0x1D5A0, 0x1D5BA, 0x1D7E2, ""},
		"sans-bold":        {0x1D5D4, 0x1D5EE, 0x1D7EC, ""},
		"monospace":        {0x1D670, 0x1D68A, 0x1D7F6, ""},
		"full-width":       {0xFF21, 0xFF41, 0xFF10, ""},
		"circled":          {0x24B6, 0x24D0, 0, "0⓪1①2②3③4④5⑤6⑥7⑦8⑧9⑨"},
		"negative-circled": {0x1F150, 0, 0, ""},
		"squared":          {0x1F130, 0, 0, ""},
		"negative-squared": {0x1F170, 0, 0, ""},
		"parenthesised":    {0x1F110, 0x249C, 0, "1⑴2⑵3⑶4⑷5⑸6⑹7⑺8⑻9⑼"},
		"regional":         {0x1F1E6, 0, 0, ""},
		"small-capitals":   {0, 0, 0, "aᴀbʙcᴄdᴅeᴇfꜰgɢhʜiɪjᴊkᴋlʟmᴍnɴoᴏpᴘrʀsꜱtᴛuᴜvᴠwᴡyʏzᴢ"},
		"superscript":      {0, 0, 0, "aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂ0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹"},
	}
}

// styled writes plain in the style. lossless is false if capitals and small
// letters can no longer be told apart.
func (s style) styled(plain string) (text string, lossless bool) {
	holes := pairs(s.holes)
	lossless = true
	var out strings.Builder
	for _, c := range plain {
		form, hasForm := holes[c]
		switch {
		case hasForm:
			out.WriteString(form)
		case 'A' <= c && c <= 'Z' && s.upper > 0:
			out.WriteRune(s.upper + c - 'A')
		case 'a' <= c && c <= 'z' && s.lower > 0:
			out.WriteRune(s.lower + c - 'a')
		case 'a' <= c && c <= 'z' && s.upper > 0:
			lossless = false
			out.WriteRune(s.upper + c - 'a')
		case '0' <= c && c <= '9' && s.digit > 0:
			out.WriteRune(s.digit + c - '0')
		default:
			out.WriteRune(c)
		}
	}
	return out.String(), lossless
}
