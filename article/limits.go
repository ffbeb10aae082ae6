package article

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// Errors of Read and Parse, all of them refusals: the article was not looked
// at and must not be taken for clean.
var (
	ErrTooLarge   = errors.New("article is too large")      // Limits.Bytes
	ErrTooComplex = errors.New("markup is too complex")     // Limits.Nodes or Limits.AttributeBytes
	ErrTooDeep    = errors.New("markup is nested too deep") // more than 512 open elements, the bound of x/net/html v0.62
	ErrTooSlow    = errors.New("markup takes too long")     // Limits.Budget
)

// Limits bound what Parse will take on. A zero field means its default. The
// figures are measured: 400 real news pages stay below 1.4 times their own
// node count in the estimate, and the largest has some 60,000 nodes.
type Limits struct {
	Bytes          int           // of source; default 8 MiB
	Nodes          int           // estimated before the parse; default 200,000
	AttributeBytes int           // estimated, with the copies that reopened elements make; default 32 MiB
	Budget         time.Duration // for building the tree; default 250 ms
	BudgetPerMiB   time.Duration // and for each MiB of source; default 250 ms
}

func (l Limits) withDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 8 << 20
	}
	if l.Nodes == 0 {
		l.Nodes = 200_000
	}
	if l.AttributeBytes == 0 {
		l.AttributeBytes = 32 << 20
	}
	if l.Budget == 0 {
		l.Budget = 250 * time.Millisecond
	}
	if l.BudgetPerMiB == 0 {
		l.BudgetPerMiB = 250 * time.Millisecond
	}
	return l
}

// budget is the time that building a tree from size bytes may take.
func (l Limits) budget(size int) time.Duration {
	return l.Budget + time.Duration(float64(l.BudgetPerMiB)*float64(size)/(1<<20))
}

// An estimate foresees how many nodes and attribute bytes the parser will make
// of the tags seen so far. Formatting elements that are still open are built
// anew inside each later block, which is how 24 KB become millions of nodes
// (whatwg/html issues 2872 and 10772).
type estimate struct {
	nodes, attributes int
	open              []string // tags of the formatting elements, as written
	openBytes         int
	reopen            bool // an end tag of a formatting element was the last tag
}

// isFormatting is the list "formatting" of WHATWG HTML §13.2.4.2.
func isFormatting(name string) bool {
	switch name {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

func (e *estimate) startTag(name, tag string) {
	e.nodes++
	e.attributes += len(tag)
	if !isFormatting(name) {
		e.reopened()
		return
	}
	if name == "a" || name == "nobr" {
		e.endTag(name)
	}
	e.push(tag)
}

// push keeps at most three identical entries, as the parser does ("Noah's Ark").
func (e *estimate) push(tag string) {
	same, first := 0, 0
	for i := len(e.open) - 1; i >= 0; i-- {
		if e.open[i] == tag {
			same, first = same+1, i
		}
	}
	if same >= 3 {
		e.remove(first)
	}
	e.open = append(e.open, tag)
	e.openBytes += len(tag)
}

func (e *estimate) remove(i int) {
	e.openBytes -= len(e.open[i])
	e.open = append(e.open[:i], e.open[i+1:]...)
}

func (e *estimate) endTag(name string) {
	if !isFormatting(name) {
		return
	}
	for i := len(e.open) - 1; i >= 0; i-- {
		if tagName(e.open[i]) == name {
			e.remove(i)
			e.reopen = true
			return
		}
	}
}

func (e *estimate) text() {
	e.nodes++
	if e.reopen {
		e.reopened()
	}
}

func (e *estimate) reopened() {
	e.nodes += len(e.open)
	e.attributes += e.openBytes
	e.reopen = false
}

func (e *estimate) check(l Limits) error {
	switch {
	case e.nodes > l.Nodes:
		return fmt.Errorf("%w: it would become more than %d nodes", ErrTooComplex, l.Nodes)
	case e.attributes > l.AttributeBytes:
		return fmt.Errorf("%w: its attributes would take more than %d bytes", ErrTooComplex, l.AttributeBytes)
	}
	return nil
}

// A budgetReader hands out its source in small pieces until the deadline, then
// fails. html.Parse takes no context, but it does stop when its reader fails:
// the estimate can be blinded by foreign content, this bound cannot.
type budgetReader struct {
	source   string
	deadline time.Time
}

// pieceSize keeps the parser from doing much work between two looks at the
// clock: with 64 bytes a 100 ms budget was overrun by 5 ms, with 4 KiB by 100.
const pieceSize = 64

func (r *budgetReader) Read(p []byte) (int, error) {
	if r.source == "" {
		return 0, io.EOF
	}
	if time.Now().After(r.deadline) {
		return 0, ErrTooSlow
	}
	n := copy(p[:min(len(p), pieceSize)], r.source)
	r.source = r.source[n:]
	return n, nil
}
