// Package marked draws evidence into text: it cuts a text where findings begin
// and end, chooses what of a large one to show, and finds the characters that
// nobody would see. Texts and places come from articles, so that there may be
// very many places, each in another or across others; all of it takes time in
// proportion to what there is, but for sorting.
package marked

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/presscheck/presscheck/article"
)

// A Segment is a stretch of a text in which the same places lie.
type Segment struct {
	Span   article.Span
	Of     int   // the innermost place here: an index into what Cut was given; None if there is none
	Depth  int   // how many places lie here
	Begins []int // the places that begin here, the widest first
}

// None is Segment.Of where no place lies.
const None = -1

// Cut divides the text in within into segments, in order. Places may lie
// anywhere and overlap; those that are empty or begin outside are as if cut to
// within. Of those that lie in one spot the innermost is what begins last, of
// these the shortest.
func Cut(within article.Span, places []article.Span) []Segment {
	var segments []Segment
	s := sweep{places: clip(within, places), open: make([]bool, len(places))}
	cuts := s.cuts(within)
	order := s.byStart()
	for i, at := range cuts[:max(len(cuts)-1, 0)] {
		s.end(at)
		var begins []int
		for ; len(order) > 0 && s.places[order[0]].Start <= at; order = order[1:] {
			begins = append(begins, order[0])
			s.begin(order[0])
		}
		segments = append(segments, Segment{article.Span{Start: at, End: cuts[i+1]}, s.innermost(), s.depth, begins})
	}
	return segments
}

// clip keeps of each place what lies in within.
func clip(within article.Span, places []article.Span) []article.Span {
	out := make([]article.Span, len(places))
	for i, p := range places {
		start, end := max(p.Start, within.Start), min(p.End, within.End)
		if start < end {
			out[i] = article.Span{Start: start, End: end}
		}
	}
	return out
}

// A sweep goes through a text from its beginning and knows which places it is in.
type sweep struct {
	places []article.Span // empty ones count for nothing
	open   []bool
	depth  int
	inner  []int // a heap of the places that have begun, the innermost first; those that have ended are dropped late
	ending []int // the places that have begun, a heap by their ends
}

// cuts are the offsets at which something begins or ends.
func (s *sweep) cuts(within article.Span) []int {
	if within.Len() <= 0 {
		return nil
	}
	cuts := []int{within.Start, within.End}
	for _, p := range s.places {
		if p.Len() > 0 {
			cuts = append(cuts, p.Start, p.End)
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

func (s *sweep) byStart() []int {
	var order []int
	for i, p := range s.places {
		if p.Len() > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.places[a].Start, s.places[b].Start), cmp.Compare(s.places[b].End, s.places[a].End))
	})
	return order
}

func (s *sweep) begin(place int) {
	s.open[place] = true
	s.depth++
	heap.Push(&queue{&s.inner, func(a, b int) bool { return deeper(s.places, a, b) }}, place)
	heap.Push(&queue{&s.ending, func(a, b int) bool { return s.places[a].End < s.places[b].End }}, place)
}

func (s *sweep) end(at int) {
	for len(s.ending) > 0 && s.places[s.ending[0]].End <= at {
		place := heap.Pop(&queue{&s.ending, func(a, b int) bool { return s.places[a].End < s.places[b].End }}).(int)
		s.open[place] = false
		s.depth--
	}
}

func (s *sweep) innermost() int {
	for len(s.inner) > 0 && !s.open[s.inner[0]] {
		heap.Pop(&queue{&s.inner, func(a, b int) bool { return deeper(s.places, a, b) }})
	}
	if len(s.inner) == 0 {
		return None
	}
	return s.inner[0]
}

func deeper(places []article.Span, a, b int) bool {
	return cmp.Or(cmp.Compare(places[b].Start, places[a].Start), cmp.Compare(places[a].End, places[b].End), cmp.Compare(b, a)) < 0
}

// A queue is a heap of places.
type queue struct {
	list *[]int
	less func(a, b int) bool
}

func (q *queue) Len() int           { return len(*q.list) }
func (q *queue) Less(i, j int) bool { return q.less((*q.list)[i], (*q.list)[j]) }
func (q *queue) Swap(i, j int)      { (*q.list)[i], (*q.list)[j] = (*q.list)[j], (*q.list)[i] }
func (q *queue) Push(x any)         { *q.list = append(*q.list, x.(int)) }
func (q *queue) Pop() any {
	last := (*q.list)[len(*q.list)-1]
	*q.list = (*q.list)[:len(*q.list)-1]
	return last
}
