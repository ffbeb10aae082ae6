package linkblock_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/linkblock"
)

// carriers are honest articles with places for a block.
var carriers = []string{
	`<html><body>@head<div id="wrap"><div class="main"><article><h1>The ferry stays</h1><p>The old ferry has crossed the estuary every morning since 1921, and the crossing takes eleven minutes when the tide is kind.</p>@between<p>On Thursday the council voted to keep the line open for three more years. See the <a href="/timetable">timetable</a> and the <a href="https://coastguard.example/tides">tide tables</a>.@inside</p></article></div></div>@tail</body></html>@behind`,
	`<html><body>@head<div id="seite"><div class="inhalt"><article><h1>Freibad öffnet früher</h1><p>Das Freibad am Mühlbach öffnet in diesem Jahr zwei Wochen früher als sonst, weil die neue Heizung das Becken auch an kühlen Tagen warm hält.</p>@between<p>Die Gemeinde hatte lange überlegt, ob sich der Umbau lohnt. Am Ende gab eine Spende des Fördervereins den Ausschlag.@inside</p></article></div></div>@tail</body></html>@behind`,
	`<html><body>@head<div id="wrap"><div class="main"><article><h1>港の朝市</h1><p>港の朝市は毎週日曜日の午前五時に始まり、近くの漁師が獲れたばかりの魚を並べる。今年で四十年目を迎え、遠くの町から訪れる客も少なくない。</p>@between<p>組合長によると、来月からは野菜や花の店も加わる予定だという。駐車場が狭いため、市は臨時のバスを走らせることを決めた。@inside</p></article></div></div>@tail</body></html>@behind`,
}

// anchors of blocks by language, in the words of those who sell.
var anchors = map[string][]string{
	"en": {"cheap cialis online", "xanax no prescription", "best casino bonus", "live roulette", "instant payday loan", "write my essay", "replica rolex watches", "london escorts", "free porn", "canadian pharmacy"},
	"id": {"situs slot gacor", "judi bola online", "togel hari ini", "rtp slot pragmatic", "slot deposit pulsa", "bandar togel", "daftar sbobet", "poker online"},
	"tr": {"deneme bonusu veren siteler", "kaçak bahis", "casino siteleri", "canlı bahis", "bedava bonus", "escort bayan", "cialis fiyat"},
	"de": {"casino ohne limit", "sportwetten bonus", "kredit ohne schufa", "viagra rezeptfrei", "potenzmittel", "spielautomaten"},
	"fr": {"casino en ligne", "viagra sans ordonnance", "paris sportifs", "crédit rapide", "sac longchamp pas cher", "machines à sous"},
	"ru": {"казино онлайн", "займы на карту", "игровые автоматы", "виагра", "курсовая на заказ", "букмекерская контора"},
	"vi": {"nhà cái uy tín", "xổ số miền bắc", "soi cầu hôm nay", "tài xỉu online", "cá cược bóng đá"},
	"th": {"สล็อตเว็บตรง", "บาคาร่าออนไลน์", "หวยออนไลน์", "แทงบอลออนไลน์", "คาสิโนสด"},
	"ko": {"토토사이트", "카지노사이트", "바카라", "먹튀검증", "출장안마", "비아그라"},
	"ja": {"スーパーコピー時計", "オンラインカジノ", "ブランドコピー", "無修正動画", "バイアグラ通販"},
	"zh": {"澳门赌场", "百家乐", "六合彩", "时时彩平台", "论文代写", "成人视频", "高仿手表"},
	"ar": {"كازينو اون لاين", "مراهنات رياضية", "سكس عربي", "قروض سريعة"},
}

var dresses = []struct{ name, before, between, after string }{
	{"bare", "", " ", ""},
	{"bars", "", " | ", ""},
	{"hidden box", `<div style="display:none">`, " ", "</div>"},
	{"far away", `<div style="position:absolute;left:-5857px">`, ", ", "</div>"},
	{"tiny", `<span style="font-size:0">`, "\n", "</span>"},
	{"list", `<ul class="x7"><li>`, "</li>\n<li>", "</li></ul>"},
	{"paragraphs", `<div><p>`, "</p><p>", "</p></div>"},
	{"lines", `<p>`, "<br>", "</p>"},
}

// block dresses n links to hosts of their own.
func block(random *rand.Rand, language string, dress, n int) string {
	words := anchors[language]
	order := random.Perm(len(words))
	links := make([]string, n)
	for i := range links {
		links[i] = fmt.Sprintf(`<a href="http://host%d-%d.example/">%s</a>`, i, random.IntN(1000), words[order[i%len(order)]])
	}
	d := dresses[dress]
	return d.before + strings.Join(links, d.between) + d.after
}

// TestRecall puts blocks into honest articles and expects nearly all of them
// to be found, and all that are found to be taken out without a trace. The
// vocabulary and these anchors have one author: this shows that nothing is
// broken, not how much of the world is found.
func TestRecall(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	tried, found := 0, 0
	for _, language := range slices.Sorted(maps.Keys(anchors)) {
		for dress := range dresses {
			for _, place := range []string{"@head", "@between", "@inside", "@tail", "@behind"} {
				if place == "@inside" && strings.HasPrefix(dresses[dress].before, "<") && dresses[dress].name != "tiny" {
					continue // a paragraph holds no blocks
				}
				for _, n := range []int{1, 2, 4, 12, 40} {
					carrier := carriers[random.IntN(len(carriers))]
					tried++
					if isFound(t, carrier, place, block(random, language, dress, n)) {
						found++
					}
				}
			}
		}
	}
	t.Logf("%d of %d", found, tried)
	if share := float64(found) / float64(tried); share < 0.97 {
		t.Errorf("%d of %d blocks found: %.3f, want 0.97", found, tried, share)
	}
}

// isFound reports whether the filter finds the block; what it takes out must
// then be the block.
func isFound(t *testing.T, carrier, place, block string) bool {
	t.Helper()
	clean := bare(carrier)
	doc, err := article.Parse(bare(strings.Replace(carrier, place, block, 1)), article.Options{URL: "https://courier.example/1", Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	findings, err := linkblock.New().Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) == 0 {
		return false
	}
	var edits []article.Edit
	for _, f := range findings {
		for _, fix := range f.Fixes {
			edits = append(edits, fix.Edits...)
		}
	}
	repaired, err := article.Apply(doc.Source, edits)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.ReplaceAll(repaired, `<span style="font-size:0"></span>`, ""); got != clean {
		t.Errorf("%s %.80s…\nrepaired: %s", place, block, got)
	}
	return true
}

func bare(carrier string) string {
	return strings.NewReplacer("@head", "", "@between", "", "@inside", "", "@tail", "", "@behind", "").Replace(carrier)
}
