package linkblock

// A subject says what the prose of the article is about.
type subject struct {
	words  map[string]bool // each thing that texts can share (words.go)
	topics map[trade]int   // how many paragraphs, titles and headings speak of a trade
}

func (p *page) gatherSubject() *subject {
	s := &subject{words: map[string]bool{}, topics: map[trade]int{}}
	for _, t := range p.prose() {
		words := normalise(t.text)
		s.add(words)
		if isHeading(t.in.Data) || width(t.text, longProse) >= longProse {
			s.mention(words)
		}
	}
	if words := normalise(p.doc.Title); words != " " {
		s.add(words)
		s.mention(words)
	}
	return s
}

func isHeading(name string) bool {
	return name == "title" || len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6'
}

func (s *subject) add(words string) {
	shareable(words, func(part string) { s.words[part] = true })
}

func (s *subject) mention(words string) {
	seen := map[trade]bool{}
	trades().find(words, func(t term) {
		if !seen[t.trade] {
			seen[t.trade] = true
			s.topics[t.trade]++
		}
	})
}

// enoughMentions is in how many of its texts an article must speak of a trade
// to be about it. One could be an accident, or a title that was tampered with.
const enoughMentions = 2

// isAbout reports whether the article speaks of a trade itself.
func (s *subject) isAbout(t trade) bool { return s.topics[t] >= enoughMentions }

// measureShared reads how far the article's own words explain the items. Sold
// ones it does not: those share their words with half the web.
func (j *judgement) measureShared(s *subject) {
	sum := 0.0
	for i, it := range j.items {
		known, all := 0, 0
		shareable(it.words, func(part string) {
			all++
			if s.words[part] {
				known++
			}
		})
		if all > 0 && !j.sold[i] {
			sum += float64(known) / float64(all)
		}
	}
	j.reading[mShared] = sum / float64(len(j.items))
}
