package server

import (
	"net/http"

	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/groups"
)

// A group is groups.Group for programs.
type group struct {
	Item    review.Item   `json:"item"` // that the others are near-identical to
	Members []groupMember `json:"members"`
	Kinds   []kindOf      `json:"kinds"` // what was found in them, the most frequent first
	More    int           `json:"more"`  // open items beyond those
}

type groupMember struct {
	Item     review.Item `json:"item"`
	Distance int         `json:"distance"` // in bits of the fingerprint
	Place    string      `json:"place"`    // of the first finding
	Evidence []evidence  `json:"evidence"`
	Common   int         `json:"common_words"` // how many of those that most members share
	Of       int         `json:"of_words"`     // so many
}

type evidence struct {
	Text   string `json:"text"`
	Common bool   `json:"common"` // most members have it
}

type kindOf struct {
	Kind  string `json:"kind"`
	Items int    `json:"items"`
}

func groupOf(g groups.Group) group {
	out := group{Item: g.Item, Members: []groupMember{}, Kinds: []kindOf{}, More: g.More}
	for _, m := range g.Members {
		member := groupMember{m.Item, m.Distance, m.Place, []evidence{}, m.Common, m.Of}
		for _, piece := range m.Evidence {
			member.Evidence = append(member.Evidence, evidence(piece))
		}
		out.Members = append(out.Members, member)
	}
	for _, k := range g.Kinds {
		out.Kinds = append(out.Kinds, kindOf(k))
	}
	return out
}

// group answers the open near-identical items that the token is good for.
func (a *api) group(w http.ResponseWriter, r *http.Request) error {
	g, err := groups.Of(r.Context(), a.Desk, r.PathValue("id"), tokenOf(r.Context()).Sites)
	if err != nil {
		return deskFault(err)
	}
	return answerJSON(w, groupOf(g))
}
