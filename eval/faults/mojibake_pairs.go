package faults

import (
	"slices"
	"strings"
)

// A likely pair is a wrong decoding that occurs, and the scripts in which it
// does; "any" for all. Latin stands for its letters beyond ASCII and for text
// whose only such characters are quotation marks and dashes.
type likelyPair struct {
	path    string
	scripts string
}

func likelyPairs() []likelyPair {
	return []likelyPair{
		{"utf-8>windows-1252", "any"}, {"utf-8>iso-8859-1", "any"}, {"utf-8>iso-8859-15", latin},
		{"utf-8>windows-1250", latin}, {"utf-8>iso-8859-2", latin}, {"utf-8>windows-1254", latin}, {"utf-8>windows-1258", latin},
		{"utf-8>windows-1251", "any"}, {"utf-8>koi8-r", cyrillic}, {"utf-8>cp866", cyrillic},
		{"utf-8>windows-1253", greek}, {"utf-8>windows-1256", arabic}, {"utf-8>windows-1255", hebrew}, {"utf-8>windows-874", thai},
		{"utf-8>macintosh", "any"}, {"utf-8>cp437", "any"}, {"utf-8>cp850", "any"},
		{"utf-8>gbk", "any"}, {"utf-8>shift_jis", latin + kana + han}, {"utf-8>big5", latin + han}, {"utf-8>euc-kr", latin + hangul}, {"utf-8>euc-jp", kana},

		{"gbk>windows-1252", han}, {"gbk>iso-8859-1", han}, {"big5>windows-1252", han}, {"big5>iso-8859-1", han},
		{"euc-kr>windows-1252", hangul}, {"euc-kr>iso-8859-1", hangul},
		{"shift_jis>windows-1252", kana}, {"shift_jis>iso-8859-1", kana}, {"euc-jp>windows-1252", kana}, {"euc-jp>iso-8859-1", kana},
		{"koi8-r>windows-1252", cyrillic}, {"koi8-r>iso-8859-1", cyrillic}, {"windows-1251>windows-1252", cyrillic}, {"windows-1251>iso-8859-1", cyrillic},
		{"cp866>windows-1252", cyrillic}, {"windows-1253>windows-1252", greek}, {"windows-1256>windows-1252", arabic},
		{"windows-1255>windows-1252", hebrew}, {"windows-874>windows-1252", thai},
		{"windows-1250>windows-1252", latin}, {"iso-8859-2>iso-8859-1", latin}, {"windows-1254>windows-1252", latin}, {"iso-8859-9>iso-8859-1", latin},

		{"windows-1251>koi8-r", cyrillic}, {"koi8-r>windows-1251", cyrillic}, {"windows-1251>cp866", cyrillic}, {"cp866>windows-1251", cyrillic},
		{"windows-1252>cp437", latin}, {"windows-1252>cp850", latin}, {"cp850>windows-1252", latin}, {"windows-1252>macintosh", latin},
		{"macintosh>windows-1252", latin}, {"windows-1252>windows-1250", latin}, {"windows-1252>windows-1251", latin},
		{"windows-1252>iso-8859-1", "any"}, // quotation marks and dashes become C1 controls
		{"gbk>big5", han}, {"big5>gbk", han}, {"euc-kr>gbk", hangul}, {"shift_jis>gbk", kana}, {"gbk>shift_jis", han}, {"gbk>euc-kr", han},
	}
}

// isLikely reports whether text of that script is garbled so. Of a wrong
// reading that is not in the table, such as none at all, nothing is known.
func isLikely(s step, script string) bool {
	for _, p := range likelyPairs() {
		if p.path == s.written+">"+s.read {
			return p.scripts == "any" || strings.Contains(p.scripts, script)
		}
	}
	return slices.Contains(homes(s.written), script)
}

// homes are the scripts that an encoding is made for.
func homes(encoding string) []string {
	switch encoding {
	case "gbk", "big5":
		return []string{han}
	case "shift_jis", "euc-jp":
		return []string{kana}
	case "euc-kr":
		return []string{hangul}
	case "windows-1251", "koi8-r":
		return []string{cyrillic}
	case "windows-1252", "iso-8859-1", "windows-1250":
		return []string{latin}
	}
	return []string{latin, cyrillic, greek, han, kana, hangul, arabic, hebrew, thai, other}
}

// garbledVariants are readings that lose nothing unless the tables do.
func garbledVariants() []string {
	var all, common []string
	for i, p := range likelyPairs() {
		all = append(all, p.path)
		if strings.HasPrefix(p.path, "utf-8>") && i < 3 || p.path == "utf-8>macintosh" || p.path == "utf-8>windows-1251" ||
			p.path == "utf-8>gbk" || p.path == "windows-1251>windows-1252" || p.path == "gbk>windows-1252" {
			common = append(common, p.path)
		}
	}
	var twice []string
	for _, path := range common[:5] {
		twice = append(twice, path+"+"+path)
	}
	return slices.Concat(
		cross(values("path", all...), values("scope", "article", "paragraph", "word")),
		cross(values("path", common...), values("scope", "headline", "attribute")),
		cross(values("path", twice...), values("scope", "article", "paragraph", "word", "headline")))
}

// lossyVariants lose what the reader has no character for, or a byte on the way.
func lossyVariants() []string {
	return slices.Concat(
		cross(values("path", "utf-8>windows-1252", "utf-8>windows-1251", "utf-8>windows-1253", "utf-8>gbk", "utf-8>shift_jis", "utf-8>cp850+utf-8>windows-1252"),
			values("lost", "mark", "replaced"), values("scope", "article", "paragraph", "word")),
		cross(values("path", "windows-1252>utf-8", "windows-1251>utf-8", "gbk>utf-8", "euc-kr>utf-8", "shift_jis>utf-8", "windows-1250>utf-8"),
			values("lost", "replaced"), values("scope", "paragraph", "word")),
		cross(values("path", "gbk>gbk", "big5>big5", "euc-kr>euc-kr", "shift_jis>shift_jis", "euc-jp>euc-jp", "utf-8>utf-8"),
			values("lost", "byte"), values("scope", "paragraph", "word")))
}
