package linkblock

import "github.com/presscheck/presscheck/article"

// A subject says what the article is about, by its text outside of links.
type subject struct {
	words  map[string]int           // how often each thing that texts can share (words.go) occurs
	topics map[trade][]article.Span // the texts that speak of a trade: paragraphs, titles and headings
}

func (p *page) gatherSubject() *subject {
	s := &subject{words: map[string]int{}, topics: map[trade][]article.Span{}}
	for _, t := range p.prose() {
		words := normalise(t.Data)
		s.add(words)
		if isHeading(t.Node.Parent.Data) || width(t.Data) >= longProse {
			s.mention(words, t.Span(0, len(t.Data)))
		}
	}
	if words := normalise(p.doc.Title); words != " " {
		s.add(words)
		s.mention(words, article.Span{})
	}
	return s
}

func isHeading(name string) bool {
	return name == "title" || len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6'
}

func (s *subject) add(words string) {
	shareable(words, func(part string) { s.words[part]++ })
}

func (s *subject) mention(words string, span article.Span) {
	seen := map[trade]bool{}
	trades().find(words, func(t term) {
		if !seen[t.trade] {
			seen[t.trade] = true
			s.topics[t.trade] = append(s.topics[t.trade], span)
		}
	})
}

// enoughMentions is in how many of its texts an article must speak of a trade
// to be about it. One could be an accident, or a title that was tampered with.
const enoughMentions = 2

// isAbout reports whether the article speaks of a trade itself: outside of c,
// and of the text node that c begins or ends in.
func (s *subject) isAbout(t trade, c *candidate) bool {
	n := 0
	for _, span := range s.topics[t] {
		if span.Overlaps(c.span) {
			continue
		}
		if n++; n == enoughMentions {
			return true
		}
	}
	return false
}

// measureShared reads how far the article's own words explain the items. Sold
// ones it does not: those share their words with half the web.
func (j *judgement) measureShared(s *subject) {
	own := map[string]int{} // the candidate's share in the article's words
	if j.kind == KeywordList {
		for _, it := range j.items {
			shareable(it.words, func(part string) { own[part]++ })
		}
	}
	sum := 0.0
	for i, it := range j.items {
		known, all := 0, 0
		shareable(it.words, func(part string) {
			all++
			if s.words[part] > own[part] {
				known++
			}
		})
		if all > 0 && !j.sold[i] {
			sum += float64(known) / float64(all)
		}
	}
	j.reading[mShared] = sum / float64(len(j.items))
}
