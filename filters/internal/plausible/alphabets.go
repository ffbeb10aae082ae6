package plausible

import (
	"slices"
	"strings"
	"sync"
)

// alphabets are the letters beyond ASCII with which the Latin languages of
// letters.txt spell their own words, those of names from elsewhere left out: the
// main exemplar characters of Unicode CLDR, with both forms of the Romanian
// letters. English, Indonesian and Swahili have none.
const alphabets = `
af áâèéêëíîïôöúû
az çöüğışə
ca àçèéíïòóúü
cs áéíóúýčďěňřšťůž
cy àáâäèéêëìíîïòóôöùúûüŵŷÿ
da åæøé
de ßäöü
es áéíñóúü
et äõöüšž
eu çñü
fi äåöšž
fr àâæçèéêëîïôùûüÿœ
ga áéíóú
gl áéíñóúü
hr ćčđšž
hu áéíóöúüőű
is áæéíðóöúýþ
it àèéìíîòóùú
lt ąčėęįšūųž
lv āčēģīķļņšūž
mt àèìòùċġħż
nb àåæèéòóôø
nl áäèéëíïóöúü
pl óąćęłńśźż
pt àáâãçéêíòóôõúü
ro âîăşţșț
sk áäéíóôúýčďĺľňŕšťž
sl čšž
sq çë
sv àåäéö
tr âçîöûüğış
vi àáâãèéêìíòóôõùúýăĩđũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ
`

var alphabetOf = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(strings.TrimSpace(alphabets)) {
		name, letters, _ := strings.Cut(strings.TrimSpace(line), " ")
		all[name] = strings.ReplaceAll(letters, " ", "")
	}
	return all
})

// Marked are the letters beyond ASCII, in lower case, of the article's likeliest
// Latin languages, without those that they have from names alone.
func (h *Home) Marked() []rune {
	var all []rune
	for _, l := range h.own[latin] {
		all = append(all, []rune(alphabetOf()[l.name])...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Speaks reports whether the article may be in a language (BCP 47).
func (h *Home) Speaks(language string) bool {
	for _, list := range h.own {
		if slices.ContainsFunc(list, func(l *tongue) bool { return l.name == language }) {
			return true
		}
	}
	return false
}
