package gloss

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

func TestZZSeed(t *testing.T) {
	b, _ := os.ReadFile("/work/shared/seed/000_d0f9afb4381e7f6c.txt")
	doc, err := article.Read(b, article.Options{Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	f := New()
	ps, _ := f.passages(context.Background(), doc)
	s := take(ps)
	fmt.Printf("%+v\n", s)
	t0 := time.Now()
	found, _ := f.Check(context.Background(), doc)
	fmt.Println(time.Since(t0))
	n := 0
	var edits []article.Edit
	for _, x := range found {
		if x.Kind == InjectedReading {
			n += x.Evidence["readings"].(int)
		} else {
			fmt.Println(filters.Evidence(doc, x), x.Message, x.Evidence, x.Fixes)
		}
		edits = append(edits, x.Fixes[0].Edits...)
		fmt.Println(filters.Brief(doc, x, 40), x.Confidence, x.Evidence)
	}
	fmt.Println("readings", n, "findings", len(found))
	fixed, err := article.Apply(doc.Source, edits)
	fmt.Println(err, strings.Count(fixed, "("), strings.Contains(fixed, "專案偵查,明確"))
}

func TestZZCorpus(t *testing.T) {
	dir := "/work/shared/corpus/clean"
	fl, _ := os.Open(filepath.Join(dir, "index.jsonl"))
	sc := bufio.NewScanner(fl)
	n, k := 0, 0
	var tp, tb, tc time.Duration
	for sc.Scan() {
		var r struct{ File, URL string }
		json.Unmarshal(sc.Bytes(), &r)
		b, _ := os.ReadFile(filepath.Join(dir, r.File))
		t0 := time.Now()
		html.Parse(strings.NewReader(string(b)))
		tp += time.Since(t0)
		doc, err := article.Read(b, article.Options{URL: r.URL})
		if err != nil {
			fmt.Println(r.File, err)
			continue
		}
		n++
		t0 = time.Now()
		doc.Blocks()
		tb += time.Since(t0)
		t0 = time.Now()
		ps, _ := New().passages(context.Background(), doc)
		found, _ := New().Check(context.Background(), doc)
		tc += time.Since(t0) / 2
		if len(ps) > 0 {
			fmt.Printf("%s %+v\n", r.File, take(ps))
		}
		for _, x := range found {
			k++
			fmt.Println(r.File, filters.Evidence(doc, x))
		}
	}
	fs, _ := filepath.Glob("/work/shared/corpus/udhr/*.txt")
	m := 0
	for _, p := range fs {
		b, _ := os.ReadFile(p)
		doc, err := article.Read(b, article.Options{Plain: true})
		if err != nil {
			fmt.Println(p, err)
			continue
		}
		m++
		found, _ := New().Check(context.Background(), doc)
		for _, x := range found {
			k++
			fmt.Println(p, filters.Evidence(doc, x))
		}
	}
	fmt.Println("pages", n, "udhr", m, "findings", k, "parse", tp, "blocks", tb, "check", tc, "share", float64(tc)/float64(tp))
}

func BenchmarkZZSeed(b *testing.B) {
	raw, _ := os.ReadFile("/work/shared/seed/000_d0f9afb4381e7f6c.txt")
	doc, _ := article.Read(raw, article.Options{Plain: true}); doc.Blocks()
	b.Run("check", func(b *testing.B){ b.SetBytes(int64(len(raw))); for b.Loop() { New().Check(context.Background(), doc) } })
	b.Run("parse", func(b *testing.B){ b.SetBytes(int64(len(raw))); s := "<p>"+strings.ReplaceAll(string(raw),"\n\n","</p><p>"); for b.Loop() { html.Parse(strings.NewReader(s)) } })
}
