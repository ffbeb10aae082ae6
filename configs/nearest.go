package configs

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// gone says of settings that were there once what is done now.
var gone = map[string]string{
	"store::token_file": "is no setting any more: tokens are in the store; make one with 'presscheck token create --scope review'",
}

// unknown reports a key that is no setting, and the one that was likely meant.
func (r reader) unknown(key string) {
	if remedy, was := gone[key]; was {
		r.fail(r.origins.at(key), key, "%s", remedy)
		return
	}
	known := slices.Clone(r.keys)
	if !strings.Contains(key, delimiter) {
		for i := 0; i < len(r.schema.Content); i += 2 {
			known = append(known, r.schema.Content[i].Value)
		}
	}
	if likely := nearest(key, known); likely != "" {
		r.fail(r.origins.at(key), key, "is not a setting; did you mean %s?", dotted(likely))
		return
	}
	r.fail(r.origins.at(key), key, "is not a setting; see presscheck config print for all")
}

// nearest returns the key that is likely meant: its last name is nearly that
// of key, and the whole is nearest. Without such a key it returns "".
func nearest(key string, known []string) string {
	best, least := "", 0
	for _, k := range known {
		name, wanted := last(key), last(k)
		apart := levenshtein.ComputeDistance(name, wanted)
		if apart > max(1, len(name)/3) {
			continue
		}
		const farther = 1000 // a difference in the last name outweighs all others
		far := apart*farther + levenshtein.ComputeDistance(key, k)
		if best == "" || far < least {
			best, least = k, far
		}
	}
	return best
}

func last(key string) string { return key[strings.LastIndex(key, ":")+1:] }
