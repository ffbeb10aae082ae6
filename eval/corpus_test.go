package eval_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/policy"
)

func TestCorpusYieldsFilesThenTexts(t *testing.T) {
	c := open(t,
		"b/second.txt", "plain",
		"a.html", "<p>one",
		"c.htm", "<p>three",
		"note.md", "not an article",
		"odd.name", "<p>labelled, so it is one",
		".hidden.html", "<p>",
		"index.jsonl", `{"file":"a.html","lang":"de","url":"https://a.example/","more":1}`+"\n"+`{"file":"c.htm","lang":"fr"}`,
		"labels.jsonl", `{"file":"a.html","lang":"de-AT","verdict":"reject","findings":[{"kind":"x/y","span":{"start":1,"end":3}},{"kind":"x/z"}]}

{"text":"a comment","lang":"id","verdict":"review"}
{"file":"odd.name","charset":"gbk","findings":[{"kinds":["x/y","x/z"],"spans":[{"start":0,"end":1},{"start":4,"end":5}]}]}
`)
	want := []eval.Case{
		{
			Name: "a.html", Language: "de-AT", Content: []byte("<p>one"), ContentType: "text/html", URL: "https://a.example/", Expected: policy.Reject,
			Wanted: []eval.Wanted{{Kinds: []string{"x/y"}, Spans: []article.Span{{Start: 1, End: 3}}}, {Kinds: []string{"x/z"}}},
		},
		{Name: "b/second.txt", Content: []byte("plain"), ContentType: "text/plain", Expected: policy.Publish},
		{Name: "c.htm", Language: "fr", Content: []byte("<p>three"), ContentType: "text/html", Expected: policy.Publish},
		{
			Name: "odd.name", Content: []byte("<p>labelled, so it is one"), ContentType: "text/html; charset=gbk", Expected: policy.Review,
			Wanted: []eval.Wanted{{Kinds: []string{"x/y", "x/z"}, Spans: []article.Span{{Start: 0, End: 1}, {Start: 4, End: 5}}}},
		},
		{Name: "labels.jsonl:3", Language: "id", Content: []byte("a comment"), ContentType: "text/plain; charset=utf-8", Expected: policy.Review},
	}
	for range 2 { // Cases may be called again
		var got []eval.Case
		for k := range c.Cases(t.Context()) {
			got = append(got, k)
		}
		if d := cmp.Diff(want, got, cmpopts.IgnoreUnexported(eval.Case{})); d != "" {
			t.Errorf("cases (-want +got):\n%s", d)
		}
	}
	if c.Len() != len(want) {
		t.Errorf("Len = %d, want %d", c.Len(), len(want))
	}
}

func TestOpenNamesTheLineAndTheRemedy(t *testing.T) {
	for _, test := range []struct{ name, labels, want string }{
		{"no JSON", "{\"file\":\"a.html\"}\nfile: a.html", "labels.jsonl:2: no JSON object on one line: "},
		{"two objects on a line", `{"file":"a.html"}{}`, "labels.jsonl:1: no JSON object on one line: "},
		{"a misspelt member", `{"file":"a.html","language":"de"}`, `labels.jsonl:1: "language" is unknown; a label has file or text, and may have lang, `},
		{"a misspelt member of a finding", `{"file":"a.html","findings":[{"kind":"x/y","place":3}]}`, `labels.jsonl:1: "place" is unknown; `},
		{"a number for a name", `{"file":3}`, "labels.jsonl:1: /file: a JSON number cannot stand here"},
		{"no such verdict", `{"file":"a.html","verdict":"hold"}`, `labels.jsonl:1: /verdict: "hold" is not an action`},
		{"neither file nor text", `{"lang":"de"}`, "labels.jsonl:1: a label needs either file, "},
		{"file and text", `{"file":"a.html","text":""}`, "labels.jsonl:1: a label needs either file, "},
		{"no such file", "\n\n" + `{"file":"b.html"}`, "labels.jsonl:3: there is no article b.html beside the labels; names are relative to the corpus"},
		{"two labels", `{"file":"a.html"}` + "\n" + `{"file":"./a.html"}`, "labels.jsonl:2: ./a.html has a label in line 1 already; make one of the two"},
		{"a finding without a kind", `{"file":"a.html","findings":[{"span":{"start":0,"end":1}}]}`, `labels.jsonl:1: a finding needs its kind, such as "hiddentext/links"`},
		{"a kind without its filter", `{"file":"a.html","findings":[{"kind":"links"}]}`, "labels.jsonl:1: kind \"links\" must be written filter/kind; `presscheck filters` lists them"},
		{"an empty span", `{"file":"a.html","findings":[{"kind":"x/y","span":{"start":4,"end":4}}]}`, "labels.jsonl:1: span 4-4 must begin at 0 or later"},
		{"a clean article with a fault", `{"file":"a.html","fault":{"family":"f","variant":"v"}}`, "labels.jsonl:1: an article with a fault cannot be expected"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := eval.Open(folder("a.html", "<p>", "labels.jsonl", test.labels))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("Open = %v, want %s…", err, test.want)
			}
		})
	}
}

func TestOpenWantsArticles(t *testing.T) {
	_, err := eval.Open(folder("note.md", "nothing"))
	if err == nil || !strings.HasPrefix(err.Error(), "no article found: ") {
		t.Errorf("Open = %v, want that no article was found", err)
	}
}

func TestOpenNamesTheLineOfTheIndex(t *testing.T) {
	_, err := eval.Open(folder("a.html", "<p>", "index.jsonl", "{\"file\":\"a.html\"}\n{\"name\":\"a.html\"}"))
	if err == nil || !strings.HasPrefix(err.Error(), `index.jsonl:2: want an object with at least "file", got `) {
		t.Errorf("Open = %v, want the line of the index", err)
	}
}
