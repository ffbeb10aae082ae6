package flood

// counts are how many articles there were, and how many of them each rule struck.
// They are no whole numbers once they fade.
type counts struct {
	articles float64
	hits     map[string]float64
}

func (c *counts) add(articles float64, hits map[string]float64) {
	c.articles += articles
	if c.hits == nil {
		c.hits = map[string]float64{}
	}
	for rule, n := range hits {
		c.hits[rule] += n
	}
}

func (c *counts) fade() {
	c.articles *= fading
	for rule := range c.hits {
		c.hits[rule] *= fading
	}
}

// share of the articles that the rule has struck.
func (c *counts) share(rule string) float64 {
	if c.articles == 0 {
		return 0
	}
	return c.hits[rule] / c.articles
}
