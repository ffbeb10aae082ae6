package linkblock

import "github.com/presscheck/presscheck/filters/internal/scripts"

// A census counts letters by script. Scripts that package scripts does not
// name share the last place.
type census [scripts.Thai + 2]int

// slot is where s is counted.
func slot(s scripts.Script) scripts.Script { return min(s, scripts.Thai+1) }

func (c *census) count(s scripts.Script) {
	if s != scripts.Common {
		c[slot(s)]++
	}
}

func (c *census) total() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

// mainSince is the script of most letters that were counted since before,
// Common if there are none.
func (c *census) mainSince(before *census) scripts.Script {
	best, most := scripts.Common, 0
	for s, n := range c {
		if n -= before[s]; n > most {
			best, most = scripts.Script(s), n
		}
	}
	return best
}
