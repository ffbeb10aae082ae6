package faults

import (
	"math/rand/v2"
	"strconv"
)

// hosts draws n addresses of sites, without path. The names are made up
// syllable by syllable.
func hosts(r *rand.Rand, kind string, n int) []string {
	all := make([]string, n)
	for i := range all {
		switch {
		case kind == "one" && i > 0:
			all[i] = all[0]
		case kind == "institutions" || kind == "one-anchor" && i%2 == 0:
			all[i] = institution(r)
		default:
			all[i] = random(r)
		}
	}
	return all
}

// institution is a university or an authority whose server was broken into.
func institution(r *rand.Rand) string {
	office := pick(r, []string{"library.", "journal.", "www.", "alumni.", "dinkes-", "perpus.", "repository.", "portal.", "elearning.", ""})
	suffix := pick(r, []string{".ac.id", ".go.id", ".edu", ".gov", ".ac.th", ".edu.vn", ".gob.mx", ".gov.br", ".edu.my", ".ac.in", ".sch.id"})
	return "https://" + office + letters(r, 2*within(r, 3, 5), true) + suffix
}

func random(r *rand.Rand) string {
	suffix := pick(r, []string{".com", ".top", ".xyz", ".site", ".club", ".online", ".net", ".info", ".ru", ".cc", ".vip", ".shop"})
	name := letters(r, within(r, 7, 14), false)
	switch r.IntN(3) {
	case 0:
		name = letters(r, 2*within(r, 3, 5), true) + strconv.Itoa(within(r, 11, 999))
	case 1:
		name = letters(r, 2*within(r, 2, 3), true) + "-" + letters(r, 2*within(r, 2, 4), true)
	}
	return pick(r, []string{"https://", "https://www.", "http://"}) + name + suffix
}
