package faults

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// entityNames are the names that word processors and CMSs write for these
// characters, of WHATWG HTML §13.5.
const entityNames = `
"quot &amp <lt >gt ’rsquo ‘lsquo “ldquo ”rdquo „bdquo ‚sbquo –ndash —mdash …hellip €euro «laquo »raquo °deg ·middot ×times
©copy ®reg ™trade §sect £pound ½frac12 ¿iquest ¡iexcl •bull
àagrave áaacute âacirc ãatilde äauml åaring æaelig çccedil èegrave éeacute êecirc ëeuml ìigrave íiacute îicirc ïiuml
ñntilde òograve óoacute ôocirc õotilde öouml øoslash ùugrave úuacute ûucirc üuuml ýyacute ÿyuml ßszlig œoelig
ÀAgrave ÁAacute ÂAcirc ÃAtilde ÄAuml ÅAring ÆAElig ÇCcedil ÈEgrave ÉEacute ÊEcirc ÍIacute ÎIcirc ÑNtilde ÓOacute ÔOcirc
ÕOtilde ÖOuml ØOslash ÚUacute ÛUcirc ÜUuml šscaron ŠScaron
αalpha βbeta γgamma δdelta εepsilon ζzeta ηeta θtheta ιiota κkappa λlambda μmu νnu ξxi οomicron πpi ρrho σsigma ςsigmaf
τtau υupsilon φphi χchi ψpsi ωomega ΑAlpha ΕEpsilon ΗEta ΚKappa ΜMu ΠPi ΣSigma ΤTau ΩOmega
`

var namesByCharacter = sync.OnceValue(func() map[rune]string {
	names := map[rune]string{}
	for _, entry := range strings.Fields(entityNames) {
		c, size := utf8.DecodeRuneInString(entry)
		names[c] = entry[size:]
	}
	return names
})

// entityName is the name of c, if it has one that is in use.
func entityName(c rune) (name string, ok bool) {
	name, ok = namesByCharacter()[c]
	return name, ok
}
