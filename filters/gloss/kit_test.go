package gloss_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/presscheck/presscheck/filters/internal/hanzi"
)

// A kit does what the spam kit does: it knows readings for a set of converted
// characters and inserts them behind these, byte by byte, in GBK.
type kit struct {
	set    []rune // in the order in which it replaces them
	decode func(gbk []byte) string
}

// damage returns text as it is shown after the kit has been at it.
func (k kit) damage(t testing.TB, text string) string {
	damaged := []byte(gbk(t, text))
	for _, r := range k.set {
		member := []byte(gbk(t, string(r)))
		glossed := gbk(t, string(r)+"("+usual(r)+")")
		damaged = bytes.ReplaceAll(damaged, member, []byte(glossed))
	}
	return k.decode(damaged)
}

func usual(r rune) string {
	first, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
	return first
}

func gbk(t testing.TB, text string) string {
	encoded, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return encoded
}

// decoders are what programs make of a first byte that a byte follows which
// cannot be the second. The published case was decoded in the first way.
var decoders = map[string]func([]byte) string{
	"parenthesis lost with a mark, else only the byte": func(b []byte) string {
		return decode(b, func(next byte) (string, bool) {
			if next == '(' {
				return "?", true
			}
			return "", false
		})
	},
	"both lost with a mark": func(b []byte) string { return decode(b, func(byte) (string, bool) { return "?", true }) },
	"both lost":             func(b []byte) string { return decode(b, func(byte) (string, bool) { return "", true }) },
	"the byte lost":         func(b []byte) string { return decode(b, func(byte) (string, bool) { return "", false }) },
	"the byte for a U+FFFD": func(b []byte) string { return decode(b, func(byte) (string, bool) { return "\uFFFD", false }) },
}

// decode asks broken what to show for a byte without partner, and whether the
// byte behind it goes too.
func decode(b []byte, broken func(next byte) (string, bool)) string {
	var out strings.Builder
	decoder := simplifiedchinese.GBK.NewDecoder()
	for i := 0; i < len(b); i++ {
		if b[i] < 0x80 {
			out.WriteByte(b[i])
			continue
		}
		next := byte('\n')
		if i+1 < len(b) {
			next = b[i+1]
		}
		if next >= 0x40 && next != 0x7F {
			if pair, _ := decoder.Bytes(b[i : i+2]); string(pair) != "\uFFFD" {
				out.Write(pair)
			} else {
				out.WriteRune(private(b[i], next))
			}
			i++
			continue
		}
		mark, swallow := broken(next)
		out.WriteString(mark)
		if swallow && next != '\n' {
			i++
		}
	}
	return out.String()
}

// private is the character that browsers show for a user-defined byte pair.
func private(lead, trail byte) rune {
	switch {
	case lead >= 0xAA && lead <= 0xAF && trail >= 0xA1:
		return 0xE000 + 94*rune(lead-0xAA) + rune(trail-0xA1)
	case lead >= 0xF8 && trail >= 0xA1:
		return 0xE234 + 94*rune(lead-0xF8) + rune(trail-0xA1)
	case lead >= 0xA1 && lead <= 0xA7 && trail < 0x7F:
		return 0xE4C6 + 96*rune(lead-0xA1) + rune(trail-0x40)
	case lead >= 0xA1 && lead <= 0xA7 && trail <= 0xA0:
		return 0xE4C6 + 96*rune(lead-0xA1) + rune(trail-0x41)
	}
	return '\uFFFD'
}

// words are for random traditional text.
var words = strings.Fields(`
	經濟 發展 國家 社會 記者 報導 昨天 今年 政府 表示 市民 學校 學生 老師 圖書館 開放 時間 關於 問題 解決 辦法
	專案 偵查 案件 犯罪 警方 調查 證據 嫌疑人 法院 審理 律師 當事人 網路 資訊 電話 號碼 銀行 帳戶 詐騙 損失 萬元
	醫院 醫生 護士 病人 藥品 檢驗 結果 健康 飲食 運動 跑步 游泳 比賽 冠軍 隊員 教練 訓練 觀眾 門票 體育場 足球
	天氣 颱風 暴雨 氣溫 下降 農民 收穫 稻米 水果 價格 上漲 市場 供應 商店 顧客 購買 衣服 鞋子 傢俱 機器 工廠 工人
	鐵路 車站 旅客 航班 機場 延誤 道路 橋樑 隧道 建築 設計 藝術 音樂 戲劇 電影 導演 演員 劇本 文學 詩歌 歷史 傳統
	節日 慶祝 家庭 父親 母親 孩子 兒童 玩具 遊戲 動物 貓狗 鳥類 魚類 森林 樹木 河流 湖泊 海洋 島嶼 山脈 沙漠 太陽
	月亮 星球 科學 實驗 研究 教授 論文 發現 技術 電腦 軟體 手機 照片 影片 視頻 聲音 語言 漢字 詞彙 翻譯 書籍 雜誌
	非常 已經 仍然 可能 應該 必須 以及 並且 但是 因為 所以 如果 雖然 我們 他們 這個 那些 什麼 怎樣 誰 在 和 的 了 是 有 不 也 就 都 要 會 對 從 把 被`)

// text is lines of random phrases with the given commas. The kit makes them
// half-width on some sites.
func text(random *rand.Rand, lines int, comma string) string {
	var b strings.Builder
	for range lines {
		for phrase := range 6 {
			for range 3 + random.IntN(6) {
				b.WriteString(words[random.IntN(len(words))])
			}
			b.WriteString([]string{comma, comma, "、", "。", ":"}[(phrase+random.IntN(3))%5])
		}
		b.WriteString("。\n\n")
	}
	return b.String()
}

// newKit has size converted characters with a reading, most of them out of
// words, the others likely to be seen where two characters meet.
func newKit(t testing.TB, random *rand.Rand, size int, decode func([]byte) string) kit {
	var common, rare []rune
	for _, r := range strings.Join(words, "") {
		if hanzi.Converted(r) && !slices.Contains(common, r) {
			common = append(common, r)
		}
	}
	for lead := 0xA1; lead < 0xFF; lead++ {
		for trail := 0x81; trail < 0xFF; trail++ {
			s, err := simplifiedchinese.GBK.NewDecoder().String(string([]byte{byte(lead), byte(trail)}))
			if r := []rune(s)[0]; err == nil && hanzi.Converted(r) && usual(r) != "" {
				rare = append(rare, r)
			}
		}
	}
	random.Shuffle(len(common), func(i, j int) { common[i], common[j] = common[j], common[i] })
	random.Shuffle(len(rare), func(i, j int) { rare[i], rare[j] = rare[j], rare[i] })
	set := append(common[:min(size*3/4, len(common))], rare[:min(size/4, len(rare))]...)
	slices.Sort(set)
	set = slices.Compact(set)
	random.Shuffle(len(set), func(i, j int) { set[i], set[j] = set[j], set[i] })
	return kit{set, decode}
}
