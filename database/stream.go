package database

import "iter"

// Stream yields the rows of a long table without ever having more of them in
// memory than n. To read is given the last row that it returned, at first the zero
// T; it returns those that come next, n unless there are fewer. After an error the
// stream ends.
func Stream[T any](n int, read func(last T) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var last T
		for {
			batch, err := read(last)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, one := range batch {
				if !yield(one, nil) {
					return
				}
			}
			if len(batch) < n {
				return
			}
			last = batch[len(batch)-1]
		}
	}
}
