package linkblock

// A subject says what the prose of the article is about.
type subject struct {
	words  map[string]int // how often it says each thing that texts can share (words.go)
	total  int            // how much it says
	topics map[topic]int  // how many paragraphs, titles and headings speak of it
}

func (p *page) gatherSubject() *subject {
	s := &subject{words: map[string]int{}, topics: map[topic]int{}}
	for _, t := range p.prose() {
		words := normalise(t.text)
		s.add(words)
		if isHeading(t.in.Data) || width(t.text, longProse) >= longProse {
			s.mention(p.speech(), words)
		}
	}
	if words := normalise(p.doc.Title); words != " " {
		s.add(words)
		s.mention(p.speech(), words)
	}
	return s
}

func isHeading(name string) bool {
	return name == "title" || len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6'
}

func (s *subject) add(words string) {
	shareable(words, func(part string) { s.words[part]++; s.total++ })
}

// A topic is a trade, spoken of in its own terms or, if weakly, in any.
type topic struct {
	trade  trade
	weakly bool
}

func (s *subject) mention(v *vocabulary, words string) {
	seen := map[topic]bool{}
	v.find(words, func(t term) {
		seen[topic{t.trade, true}] = true
		if !t.weak {
			seen[topic{t.trade, false}] = true
		}
	})
	for t := range seen {
		s.topics[t]++
	}
}

// enoughMentions is in how many of its texts an article must speak of a trade
// to be about it. One could be an accident, or a title that was tampered with.
const enoughMentions = 2

// isAbout reports whether the article speaks itself of what t sells. Talk of
// money is enough for "loan", and not for "payday loan".
func (s *subject) isAbout(t term) bool { return s.topics[topic{t.trade, t.weak}] >= enoughMentions }

// explains is which share of an item's words the article has itself.
func (s *subject) explains(words string) float64 {
	known, all := 0, 0
	shareable(words, func(part string) {
		all++
		if s.words[part] > 0 {
			known++
		}
	})
	return float64(known) / float64(max(1, all))
}

// Bounds of what a sentence tells.
const (
	fewParts   = 4   // of a sentence do not tell what it is about,
	shortStory = 200 // and so many of an article not what it might say as well
)

// astray is which share of what a sentence of the article says stands nowhere
// else in it.
func (s *subject) astray(sentence string) float64 {
	own, all, strange := map[string]int{}, 0, 0
	words := normalise(sentence)
	shareable(words, func(part string) { own[part]++; all++ })
	for part, n := range own {
		if s.words[part] <= n {
			strange += n
		}
	}
	if all < fewParts || s.total < shortStory {
		return 0
	}
	return float64(strange) / float64(all)
}

// measureShared reads how far the article's own words explain the items. Sold
// ones it does not: those share their words with half the web. What it explains
// may well be written in the other Chinese orthography, as titles sometimes are.
func (j *judgement) measureShared(s *subject) {
	sum := 0.0
	for i, it := range j.items {
		if !j.sold[i] {
			sum += s.explains(it.words)
		}
	}
	j.reading[mShared] = sum / float64(len(j.items))
	j.reading[mSimplified] *= 1 - j.reading[mShared]
}
