package repair

import (
	"cmp"
	"slices"

	"github.com/presscheck/presscheck/article"
)

// edits are those that will be made, sorted by place. No two collide.
type edits []article.Edit

// add takes in edits that are sorted and do not collide with others.
func (done *edits) add(more []article.Edit) {
	for len(more) > 0 {
		at, _ := slices.BinarySearchFunc(*done, more[0], byPlace)
		n := 1 // how many go to the same place
		for n < len(more) && (at == len(*done) || byPlace(more[n], (*done)[at]) < 0) {
			n++
		}
		*done = slices.Insert(*done, at, more[:n]...)
		more = more[n:]
	}
}

func byPlace(a, b article.Edit) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}

// near returns those of done that touch s.
func (done edits) near(s article.Span) edits {
	first, _ := slices.BinarySearchFunc(done, s.Start, func(e article.Edit, start int) int { return cmp.Compare(e.Span.End, start) })
	end := first
	for end < len(done) && done[end].Span.Start <= s.End {
		end++
	}
	return done[first:end]
}

// remove reports whether each of more lies inside a deletion of done.
func (done edits) remove(more []article.Edit) bool {
	return !slices.ContainsFunc(more, func(e article.Edit) bool {
		return !slices.ContainsFunc(done.near(e.Span), func(d article.Edit) bool {
			return d.New == "" && d.Span.Contains(e.Span) && d.Span.Len() > 0
		})
	})
}

// collide reports whether one of more and one of done cannot both be made.
func (done edits) collide(more []article.Edit) bool {
	return slices.ContainsFunc(more, func(e article.Edit) bool {
		return slices.ContainsFunc(done.near(e.Span), func(d article.Edit) bool { return d.Span.Overlaps(e.Span) || d.Span == e.Span })
	})
}
