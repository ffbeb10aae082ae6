package server

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/presscheck/presscheck/review/figures"
)

// query reads the parameters of r strictly, as listOf does: what is misspelt
// would choose too much.
func query(r *http.Request, texts map[string]*string, times map[string]*time.Time) error {
	wrong := fault{errMalformed, "The query has a parameter that is not known, is there twice, or has no value of its kind. /api.yaml lists them."}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return wrong
	}
	for name, given := range values {
		text, isText := texts[name]
		at, isTime := times[name]
		switch {
		case len(given) != 1, !isText && !isTime:
			return wrong
		case isText:
			*text = given[0]
		default:
			if *at, err = time.Parse(time.RFC3339, given[0]); err != nil {
				return wrong
			}
		}
	}
	return nil
}

// sitesOf is the sites that a query is about: the one it names, if the token is
// good for it, or all that the token is good for.
func sitesOf(r *http.Request, site string) ([]string, error) {
	if site == "" {
		return tokenOf(r.Context()).Sites, nil
	}
	return []string{site}, onSite(r.Context(), site)
}

// scopeOf reads the query of what is counted.
func scopeOf(r *http.Request) (c figures.Scope, err error) {
	var site string
	err = query(r, map[string]*string{"site": &site}, map[string]*time.Time{"since": &c.Since, "before": &c.Before})
	if err == nil {
		c.Sites, err = sitesOf(r, site)
	}
	return c, err
}

// oneOf refuses a value that is none of those, unless it is empty.
func oneOf(value string, known ...string) error {
	if value == "" || slices.Contains(known, value) {
		return nil
	}
	return fault{errMalformed, "The query has a parameter with a value that is not known. /api.yaml lists them."}
}
