package eval

import "fmt"

// A Gate is what a report must reach, for a build that stops otherwise. A nil
// field asks for nothing.
type Gate struct {
	MaxFalseAlarms *float64 // clean articles not published, per 1,000
	MinRecall      *float64 // in (0, 1]: of what was wanted in all and, if faults were put in, in each family; of articles to be held if nothing more is known of any
}

// Missed says what r does not reach, a sentence each. A figure that rests on
// nothing reaches nothing: a gate that measured nothing must not open.
func (g Gate) Missed(r *Report) []string {
	var missed []string
	if g.MaxFalseAlarms != nil {
		if got := r.Total.HeldClean; got.Of == 0 {
			missed = append(missed, "there is no clean article to count false alarms on")
		} else if got.Share()*1000 > *g.MaxFalseAlarms {
			missed = append(missed, fmt.Sprintf("%s of 1,000 clean articles were not published (%d of %d), at most %g may be",
				decimal(got.Share()*1000), got.Count, got.Of, *g.MaxFalseAlarms))
		}
	}
	if g.MinRecall != nil {
		missed = append(missed, g.recall("all", recallOf(r.Total))...)
		for _, row := range r.table(byFamily).Rows {
			missed = append(missed, g.recall(row.Name, row.Recall)...)
		}
	}
	return missed
}

func recallOf(r Row) Rate {
	if r.Recall.Of == 0 {
		return r.Held
	}
	return r.Recall
}

func (g Gate) recall(name string, got Rate) []string {
	switch {
	case got.Of == 0:
		return []string{"recall of " + name + ": nothing is wanted, so nothing is known"}
	case got.Share() < *g.MinRecall:
		return []string{fmt.Sprintf("recall of %s is %.4f (%d of %d), at least %g is asked for", name, got.Share(), got.Count, got.Of, *g.MinRecall)}
	}
	return nil
}
