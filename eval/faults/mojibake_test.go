package faults_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/presscheck/presscheck/eval/faults"
)

// TestInversion undoes lossless wrong decodings without the tables of the
// package: what was read is written again, and read as it should have been.
func TestInversion(t *testing.T) {
	all := pages(t)
	undone := 0
	for _, variant := range family(t, "mojibake").Variants {
		if option(variant, "path") == "" || option(variant, "lost") != "" {
			continue
		}
		for name, page := range all {
			if strings.Contains(name, " ") {
				continue // a fragment or plain text says the same
			}
			f, ok := family(t, "mojibake").Make(chance(6), page, variant)
			if !ok || !f.Lossless {
				continue
			}
			for i, s := range f.Spans {
				if got := invert(f.Source[s.Start:s.End], option(variant, "path")); got != f.Original[i] {
					t.Errorf("%s on %s: %q was %q, inverted it is %q", variant, name, f.Source[s.Start:s.End], f.Original[i], got)
				}
				undone++
			}
		}
	}
	if undone < 1000 {
		t.Errorf("only %d spans could be inverted", undone)
	}
}

func TestHalvesOfAnEmojiAreNotLossless(t *testing.T) {
	for form, want := range map[string]bool{"surrogates": false, "empty-memory": true} {
		made := 0
		for name, page := range pages(t) {
			f, ok := family(t, "mojibake").Make(chance(6), page, "form="+form+" scope=paragraph")
			if !ok {
				continue
			}
			made++
			if f.Lossless != want {
				t.Errorf("%s on %s: lossless = %v, want %v", form, name, f.Lossless, want)
			}
		}
		if made == 0 {
			t.Errorf("%s was put in nowhere", form)
		}
	}
}

// invert goes a path of wrong decodings backwards.
func invert(text, path string) string {
	steps := strings.Split(path, "+")
	for i := len(steps) - 1; i >= 0; i-- {
		written, read, _ := strings.Cut(steps[i], ">")
		text = decode(encode(text, read), written)
	}
	return text
}

func encode(text, name string) []byte {
	if name == "utf-8" {
		return []byte(text)
	}
	var out []byte
	for _, c := range text {
		code, err := table(name).NewEncoder().Bytes([]byte(string(c)))
		if err != nil && c < 0x100 { // a C1 control, where the table has a gap
			code = []byte{byte(c)}
		}
		out = append(out, code...)
	}
	return out
}

func decode(code []byte, name string) string {
	if name == "utf-8" {
		return string(code)
	}
	text, _ := table(name).NewDecoder().Bytes(code)
	return string(text)
}

func table(name string) encoding.Encoding {
	switch name {
	case "iso-8859-1":
		return charmap.ISO8859_1
	case "iso-8859-9":
		return charmap.ISO8859_9
	case "cp437":
		return charmap.CodePage437
	case "cp850":
		return charmap.CodePage850
	case "cp866":
		name = "ibm866"
	}
	found, err := htmlindex.Get(name)
	if err != nil {
		panic(err)
	}
	return found
}

// TestSignatures looks for what these faults are known by.
func TestSignatures(t *testing.T) {
	for _, test := range []struct{ language, variant, want string }{
		{"en", "path=utf-8>windows-1252 scope=article", "â€"},
		{"en", "path=utf-8>gbk lost=mark scope=article", "鈥"},
		{"en", "path=windows-1252>iso-8859-1 scope=article", "\u0092"},
		{"de", "path=utf-8>windows-1252 scope=paragraph", "Ã"},
		{"de", "path=utf-8>windows-1252+utf-8>windows-1252 scope=paragraph", "Ãƒ"},
		{"ru", "path=utf-8>windows-1251 scope=paragraph", "Рѕ"},
		{"ru", "path=windows-1251>koi8-r scope=article", "яРЮПЮЪ"},
		{"zh-Hans", "path=gbk>windows-1252 scope=article", "Âë"},
		{"ja", "path=utf-8>shift_jis scope=article", "繧"},
		{"fr", "path=windows-1252>utf-8 lost=replaced scope=paragraph", "\uFFFD"},
		{"pl", "form=question-marks scope=article", "?r?d?o"},
		{"fr", "form=replacement-read-again scope=paragraph", "ï¿½"},
		{"ru", "form=replacement-read-as-gbk scope=paragraph", "锟斤拷"},
		{"zh-Hant", "path=big5>big5 lost=byte scope=paragraph", ""},
	} {
		f, ok := family(t, "mojibake").Make(chance(7), pages(t)[test.language], test.variant)
		if !ok {
			t.Errorf("%s: the page in %s cannot take it", test.variant, test.language)
			continue
		}
		if !strings.Contains(f.Source, test.want) {
			t.Errorf("%s on %s has no %q:\n%s", test.variant, test.language, test.want, f.Source)
		}
	}
}

// TestScopes checks how far the damage reaches.
func TestScopes(t *testing.T) {
	page := pages(t)["ru"]
	inside := func(f faults.Fault, tags ...string) bool {
		for _, s := range f.Spans {
			before := f.Source[:s.Start]
			open := before[strings.LastIndexByte(before, '<'):]
			if !strings.HasPrefix(open, tags[0]) && !strings.HasPrefix(open, tags[len(tags)-1]) {
				return false
			}
		}
		return true
	}
	for _, test := range []struct {
		scope string
		tags  []string
	}{{"headline", []string{"<h1>"}}, {"attribute", []string{"<img"}}, {"paragraph", []string{"<p>", "<b>"}}, {"word", []string{"<p>", "<b>"}}} {
		f, ok := family(t, "mojibake").Make(chance(8), page, "path=utf-8>windows-1252 scope="+test.scope)
		if !ok || !inside(f, test.tags...) {
			t.Errorf("scope %s: the damage is elsewhere, or none:\n%s", test.scope, f.Source)
		}
		if test.scope == "word" && (len(f.Spans) != 1 || strings.Contains(f.Original[0], " ")) {
			t.Errorf("scope word damages %q", f.Original)
		}
	}
	if f, _ := family(t, "mojibake").Make(chance(8), page, "path=utf-8>windows-1252 scope=article"); strings.Contains(body(f.Source), "лодк") {
		t.Errorf("scope article leaves words as they were:\n%s", f.Source)
	}
}

func body(source string) string {
	_, text, _ := strings.Cut(source, "<h1>")
	return text[strings.Index(text, "<p>"):strings.Index(text, "<footer>")]
}

// TestEntitiesStay checks that references, which are ASCII, survive.
func TestEntitiesStay(t *testing.T) {
	f, ok := family(t, "mojibake").Make(chance(9), pages(t)["en"], "path=utf-8>windows-1252 scope=article")
	if !ok || !strings.Contains(f.Source, "&#8220;") || !strings.Contains(f.Source, "&amp; cheap") {
		t.Errorf("references are gone:\n%s", f.Source)
	}
}
