package linkblock

import (
	"slices"
	"strings"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// Labels by which a host tells that it belongs to a school, university, office
// or army: as its last label, or as the one before that of a country. Spam
// kits like such hosts for their good name.
var (
	institutions         = []string{"edu", "gov", "mil"}
	nationalInstitutions = []string{"ac", "edu", "go", "gob", "gouv", "gov", "govt", "gv", "mil", "sch", "k12", "desa"}
)

func isInstitution(host string) bool {
	labels := strings.Split(host, ".")
	n := len(labels)
	return slices.Contains(institutions, labels[n-1]) ||
		n >= 3 && len(labels[n-1]) == 2 && slices.Contains(nationalInstitutions, labels[n-2])
}

// cheapZones are top-level domains that cost next to nothing and are used to
// throw away: those with the highest shares of abuse in Spamhaus' statistics of
// 2020 to 2024, and those that name a trade.
var cheapZones = []string{
	"top", "xyz", "site", "club", "online", "cc", "vip", "shop", "icu", "buzz", "click", "link", "bid", "win", "loan", "men",
	"fun", "space", "website", "store", "pw", "tk", "ml", "ga", "cf", "gq", "cyou", "sbs", "bet", "casino", "poker", "lol",
	"monster", "quest", "rest", "cam", "date", "download", "stream", "trade", "party", "review", "racing", "accountant",
	"cfd", "bond", "autos", "skin", "hair", "makeup", "mom", "lat", "wang", "kim", "ren", "surf", "uno", "life", "work",
}

func isCheap(domain string) bool {
	return slices.Contains(cheapZones, zone(domain))
}

// measureInstitutions reads how many links lead to institutions of another
// country than the site's, while their anchors do not name them; with nil, the
// article speaks of nothing.
func (j *judgement) measureInstitutions(p *page, article *subject) {
	if !j.hasLinks() {
		return
	}
	home := zone(p.doc.OwnDomain())
	j.reading[mInstitution] = j.share(func(i int) bool {
		it := j.items[i]
		return isInstitution(it.link.Host) && zone(it.link.Host) != home && !isNamed(it.words, it.link.Host) && !isAtHome(mainScript(it.text), it.link.Host) &&
			(article == nil || j.sold[i] || article.explains(it.words) < 0.5)
	})
}

// homes are the top-level domains of countries that write in another script
// than Latin, by that script.
var homes = map[scripts.Script][]string{
	scripts.Cyrillic: {"ru", "by", "ua", "bg", "rs", "mk", "kz", "kg", "mn", "su"},
	scripts.Greek:    {"gr", "cy"},
	scripts.Arabic:   {"sa", "ae", "eg", "ir", "iq", "jo", "lb", "ma", "dz", "tn", "ly", "sy", "ye", "qa", "kw", "om", "bh", "ps", "sd", "pk", "af"},
	scripts.Hebrew:   {"il"},
	scripts.Han:      {"cn", "tw", "hk", "mo", "sg", "jp"},
	scripts.Hiragana: {"jp"},
	scripts.Hangul:   {"kr", "kp"},
	scripts.Thai:     {"th"},
}

// isAtHome reports whether an anchor is written as the country of its host
// writes, as that of a reference abroad is.
func isAtHome(s scripts.Script, host string) bool { return slices.Contains(homes[s], zone(host)) }

// mainScript is the script of most letters of text.
func mainScript(text string) scripts.Script {
	var letters, none census
	for _, r := range text {
		letters.count(scripts.OneKana(r))
	}
	return letters.mainSince(&none)
}

// zone is the top-level domain of host.
func zone(host string) string { return host[strings.LastIndexByte(host, '.')+1:] }

// isRandom reports whether the name of a domain looks drawn by lot: hardly a
// vowel, or letters and digits in turns.
func isRandom(domain string) bool {
	name, _, _ := strings.Cut(domain, ".")
	if len(name) < 5 || !isPlainASCII(name) || strings.HasPrefix(name, "xn--") {
		return false
	}
	letters, vowels, turns := 0, 0, 0
	for i := 0; i < len(name); i++ {
		if !isDigit(name[i]) {
			letters++
		}
		if strings.IndexByte("aeiouy", name[i]) >= 0 {
			vowels++
		}
		if i > 0 && isDigit(name[i]) != isDigit(name[i-1]) {
			turns++
		}
	}
	return turns >= 3 || letters >= 6 && 6*vowels < letters
}

// isNamed reports whether an anchor says the name of the host that it leads
// to, as those of blogrolls and partners do: a word of one is in the other.
func isNamed(words, host string) bool {
	squeezed := squeeze(host)
	for word := range strings.FieldsSeq(words) {
		if len(word) >= 3 && isPlainASCII(word) && strings.Contains(squeezed, word) && !isCommonLabel(word) {
			return true
		}
	}
	anchor := strings.ReplaceAll(words, " ", "")
	for label := range strings.SplitSeq(host, ".") {
		if len(label) >= 4 && !isCommonLabel(label) && strings.Contains(anchor, strings.ReplaceAll(label, "-", "")) {
			return true
		}
	}
	return false
}

func squeeze(host string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '.' {
			return -1
		}
		return r
	}, host)
}

func isCommonLabel(label string) bool {
	switch label {
	case "www", "com", "net", "org", "the", "blog", "news", "online", "info", "shop", "web", "site":
		return true
	}
	return false
}
