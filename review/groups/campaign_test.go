package groups_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

var wares = strings.Fields("pills casino slots betting loans viagra jackpot poker roulette credit crypto forex escorts dating replica watches " +
	"essay writing cheap online bonus free spins pharmacy discount")

var carriers = strings.Fields("harbour council museum library bridge school garden river festival theatre market station tower orchestra " +
	"mayor budget winter summer ferry concert exhibition")

func pick(r *rand.Rand, from []string, n int) string {
	var words []string
	for range n {
		words = append(words, from[r.IntN(len(from))])
	}
	return strings.Join(words, " ")
}

// campaign is an article with a block that a kit wrote: the same anchors in any
// order, each time to other hosts, now and then with one left out.
func campaign(r *rand.Rand, anchors []string, missing int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<p>%s.</p>[[", pick(r, carriers, 30))
	for _, i := range r.Perm(len(anchors))[missing:] {
		fmt.Fprintf(&b, `<a href="https://%s%d.example/%d">%s</a> `, pick(r, carriers, 1), r.IntN(1000), r.IntN(1000), anchors[i])
	}
	return b.String() + "]]"
}

// seed puts variants of a campaign on the desk, and others that sell the same.
func (d *desk) seed(variants, others int) {
	d.T.Helper()
	r := rand.New(rand.NewPCG(5, 2))
	var anchors []string
	for range 24 {
		anchors = append(anchors, pick(r, wares, 2)+fmt.Sprint(" x", string(rune('a'+r.IntN(26)))))
	}
	for i := range variants {
		d.Send(of("a", fmt.Sprint("campaign ", i), campaign(r, anchors, r.IntN(3))))
		d.Pass(time.Second)
	}
	for i := range others {
		var own []string
		for range 5 + r.IntN(20) {
			own = append(own, pick(r, append(wares, carriers...), 3))
		}
		d.Send(of("a", fmt.Sprint("other ", i), campaign(r, own, 0)))
	}
}
