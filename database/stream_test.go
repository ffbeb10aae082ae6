package database_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/presscheck/presscheck/database"
)

func TestAStreamReadsOnWhereItWas(t *testing.T) {
	broken := errors.New("broken")
	for name, test := range map[string]struct {
		rows  int
		fails int // after this row; 0 is never
		want  []int
	}{
		"nothing":                   {rows: 0},
		"less than a batch":         {rows: 2, want: []int{1, 2}},
		"batches that are all full": {rows: 6, want: []int{1, 2, 3, 4, 5, 6}},
		"a last batch that is not":  {rows: 7, want: []int{1, 2, 3, 4, 5, 6, 7}},
		"an error ends it":          {rows: 9, fails: 3, want: []int{1, 2, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []int
			var failed error
			for one, err := range database.Stream(3, func(last int) ([]int, error) {
				if test.fails > 0 && last == test.fails {
					return nil, broken
				}
				var batch []int
				for i := last + 1; i <= test.rows && len(batch) < 3; i++ {
					batch = append(batch, i)
				}
				return batch, nil
			}) {
				if failed = err; err == nil {
					got = append(got, one)
				}
			}
			if !slices.Equal(got, test.want) || (failed != nil) != (test.fails > 0) {
				t.Errorf("stream = %v, %v, want %v", got, failed, test.want)
			}
		})
	}
}

func TestAStreamIsReadNoFurtherThanWanted(t *testing.T) {
	reads := 0
	for one := range database.Stream(2, func(last int) ([]int, error) { reads++; return []int{last + 1, last + 2}, nil }) {
		if one == 4 {
			break
		}
	}
	if reads != 2 {
		t.Errorf("read %d times, want 2", reads)
	}
}
