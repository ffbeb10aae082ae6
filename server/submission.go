package server

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/presscheck/presscheck/pipeline"
)

// submission reads an article in either form: an object that carries it, or
// the bare article with what belongs to it in the query.
func (a *api) submission(w http.ResponseWriter, r *http.Request) (pipeline.Submission, error) {
	read, err := reader(r)
	if err != nil {
		return pipeline.Submission{}, err
	}
	data, err := a.body(w, r)
	if err != nil {
		return pipeline.Submission{}, err
	}
	s, err := read(data)
	if err != nil {
		return pipeline.Submission{}, err
	}
	s.Language = r.Header.Get("Content-Language")
	return s, onSite(r.Context(), s.Site)
}

// reader is what makes a submission of the body of r, chosen before the body
// is read.
func reader(r *http.Request) (func([]byte) (pipeline.Submission, error), error) {
	media, parameters := mediaType(r)
	switch media {
	case "application/json":
		if r.URL.RawQuery != "" {
			return nil, fault{errMalformed, "Beside application/json there is no query. Put url, site, title, author and external_id into the object."}
		}
		return decode, nil
	case "text/html", "application/xhtml+xml", "text/plain":
		s, err := fromQuery(r.URL.RawQuery)
		if err != nil {
			return nil, err
		}
		s.ContentType = contentType(media, parameters["charset"])
		return func(data []byte) (pipeline.Submission, error) {
			s.Content = data
			return s, nil
		}, nil
	}
	return nil, fault{errUnsupported, "The Content-Type has to be application/json, text/html, application/xhtml+xml or text/plain."}
}

func mediaType(r *http.Request) (string, map[string]string) {
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return "", nil
	}
	return media, parameters
}

// contentType writes equal types equally, for they are part of a report's id.
func contentType(media, charset string) string {
	if charset == "" {
		return media
	}
	return mime.FormatMediaType(media, map[string]string{"charset": strings.ToLower(charset)})
}

func fromQuery(query string) (pipeline.Submission, error) {
	var s pipeline.Submission
	fields := map[string]*string{"url": &s.URL, "site": &s.Site, "title": &s.Title, "external_id": &s.ExternalID}
	values, err := url.ParseQuery(query)
	for name, given := range values {
		field, known := fields[name]
		if err != nil || !known || len(given) != 1 || !utf8.ValidString(given[0]) {
			return pipeline.Submission{}, badQuery
		}
		*field = given[0]
	}
	if err != nil {
		return pipeline.Submission{}, badQuery
	}
	s.Source = s.ExternalID
	return s, named(s.Site)
}

// longestSite bounds the name of a site, in bytes: that of a host has at most
// 253 (RFC 1035).
const longestSite = 255

// named says what is wrong with the name of a site, if anything is.
func named(site string) error {
	if len(site) > longestSite || strings.ContainsFunc(site, isControl) {
		return fault{errMalformed, fmt.Sprintf("The site has a name of up to %d bytes, without control characters.", longestSite)}
	}
	return nil
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

var badQuery = fault{errMalformed, "The query may have url, site, title and external_id, each once, in UTF-8, percent-encoded."}

// envelope is the object that carries an article.
type envelope struct {
	HTML       *string `json:"html"`
	Text       *string `json:"text"`
	URL        string  `json:"url"`
	Site       string  `json:"site"`
	Title      string  `json:"title"`
	Author     author  `json:"author"`
	ExternalID string  `json:"external_id"`
}

// decode reads an envelope strictly: what encoding/json would repair in
// silence, such as bytes that are no UTF-8, may be the damage looked for.
func decode(data []byte) (pipeline.Submission, error) {
	var in envelope
	if err := json.Unmarshal(data, &in, json.RejectUnknownMembers(true)); err != nil {
		return pipeline.Submission{}, malformed(err, data)
	}
	s := pipeline.Submission{
		Source:     in.ExternalID,
		URL:        in.URL,
		Site:       in.Site,
		Title:      in.Title,
		Author:     in.Author,
		ExternalID: in.ExternalID,
	}
	switch {
	case (in.HTML == nil) == (in.Text == nil):
		return pipeline.Submission{}, fault{errMalformed, "The object has to have exactly one of html and text."}
	case in.HTML != nil:
		s.Content, s.ContentType = []byte(*in.HTML), contentType("text/html", "utf-8")
	case in.Text != nil:
		s.Content, s.ContentType = []byte(*in.Text), contentType("text/plain", "utf-8")
	}
	if len(s.Content) == 0 {
		return pipeline.Submission{}, fault{errMalformed, "The article is empty."}
	}
	return s, named(s.Site)
}

// author is any object, as long as it is not nested deeper than maxDepth.
type author map[string]any

const maxDepth = 16

func (a *author) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	raw, err := d.ReadValue()
	if err != nil {
		return err
	}
	if depth(raw) > maxDepth {
		return errTooNested
	}
	return json.Unmarshal(raw, (*map[string]any)(a))
}
