package article

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
)

// An Encoding says how the bytes of an article became text.
type Encoding struct {
	Charset     string // WHATWG name in lower case, such as "gbk"; "utf-8" for text that was handed over as such
	Source      string // what named it: "bom", "http", "meta", "detected", or "" for the default
	Undecodable int    // bytes of Document.Source, or characters lost in decoding, that are no text in Charset
}

// Read decodes raw and parses it. The charset is that of a byte order mark,
// else of o.ContentType, else of a <meta> tag, else a guess. Bytes that claim
// to be UTF-8 and are not stay in Source as they are, for filters to see; in
// any other charset they become U+FFFD. Both are counted. A content type of
// text/plain means plain text. Errors and the Document are those of Parse.
func Read(raw []byte, o Options) (*Document, error) {
	source, e, o := decodeBytes(raw, o)
	d, err := Parse(source, o)
	d.Encoding = e
	return d, err
}

func decodeBytes(raw []byte, o Options) (string, Encoding, Options) {
	media, parameters, _ := mime.ParseMediaType(o.ContentType)
	o.Plain = o.Plain || media == "text/plain"
	e := determine(raw, parameters["charset"], o.Plain)
	if e.Charset == "utf-8" {
		source := string(raw)
		e.Undecodable = invalidBytes(source)
		return source, e, o
	}
	table, _ := charset.Lookup(e.Charset)
	decoded, err := table.NewDecoder().Bytes(raw)
	if err != nil {
		// No table of x/text v0.43 fails. Should one, the bytes are kept and counted.
		e = Encoding{Charset: "utf-8", Undecodable: invalidBytes(string(raw))}
		return string(raw), e, o
	}
	e.Undecodable = bytes.Count(decoded, []byte("\uFFFD"))
	return string(decoded), e, o
}

// determine finds the charset, in the order of WHATWG HTML §13.2.3.2. It
// departs from it in two cases that files and clumsy clients make common: a
// <meta> tag is not believed against bytes that are UTF-8 beyond accident, and
// a guess is made instead of a default for the reader's country.
func determine(raw []byte, http string, plain bool) Encoding {
	if name := byteOrderMark(raw); name != "" {
		return Encoding{Charset: name, Source: "bom"}
	}
	if _, name := charset.Lookup(http); name != "" {
		return Encoding{Charset: name, Source: "http"}
	}
	if looksUTF8(raw) {
		return Encoding{Charset: "utf-8", Source: "detected"}
	}
	if m := metaCharset.FindSubmatch(raw[:min(len(raw), 4096)]); m != nil && !plain {
		if _, name := charset.Lookup(string(m[1])); name != "" && !strings.HasPrefix(name, "utf-16") {
			return Encoding{Charset: name, Source: "meta"}
		}
	}
	return guess(raw)
}

var metaCharset = regexp.MustCompile(`(?i)<meta\s[^>]*charset\s*=\s*["']?\s*([a-z0-9_:-]+)`)

func byteOrderMark(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		return "utf-8"
	case bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		return "utf-16be"
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")):
		return "utf-16le"
	}
	return ""
}

// looksUTF8 reports whether raw is UTF-8 and would hardly be so by accident.
// Two-byte characters of other charsets now and then look like UTF-8; three in
// a text with no byte out of place do not.
func looksUTF8(raw []byte) bool {
	return utf8.Valid(raw) && len(raw)-utf8.RuneCount(raw) >= 3
}

// guess is for bytes that nothing names: UTF-8 if they are nearly that, else
// what their statistics say, else Windows-1252.
func guess(raw []byte) Encoding {
	bad := invalidBytes(string(raw))
	if beyondASCII := len(raw) - utf8.RuneCount(raw); bad == 0 || beyondASCII > 10*bad {
		return Encoding{Charset: "utf-8"}
	}
	if _, name := charset.Lookup(chardet.Detect(raw).Encoding); name != "" {
		return Encoding{Charset: name, Source: "detected"}
	}
	return Encoding{Charset: "windows-1252", Source: "detected"}
}

// invalidBytes counts the bytes of s that belong to no UTF-8 character.
func invalidBytes(s string) int {
	if utf8.ValidString(s) {
		return 0
	}
	bad := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		}
		i += size
	}
	return bad
}
