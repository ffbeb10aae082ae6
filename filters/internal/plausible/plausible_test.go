package plausible_test

import (
	"slices"
	"testing"

	"github.com/presscheck/presscheck/filters/internal/plausible"
)

func TestTextIsShorterToDescribeThanItsDamage(t *testing.T) {
	var nobody *plausible.Home
	for _, test := range []struct{ text, damaged string }{
		{"könnte", "kÃ¶nnte"}, {"könnte", "k”nnte"}, {"wciąż", "wci¹¿"}, {"привет", "РїСЂРёРІРµС‚"},
		{"привет", "ïðèâåò"}, {"Привет", "рТЙЧЕФ"}, {"中文", "ä¸\u00adæ–‡"}, {"中文", "ÖÐÎÄ"}, {"한국어", "ÇÑ±¹¾î"}, {"😀", "ðŸ˜€"},
	} {
		if text, damaged := nobody.Cost(test.text), nobody.Cost(test.damaged); text+3 > damaged {
			t.Errorf("Cost(%q) = %.1f, Cost(%q) = %.1f, want less by three nats", test.text, text, test.damaged, damaged)
		}
	}
}

func TestFluentWordsKeepToOneScriptAndLanguage(t *testing.T) {
	for _, test := range []struct {
		word string
		want bool
	}{
		{"déjà", true}, {"ελληνικά", true}, {"図書館の", true}, {"“quoted”", true}, {"API-интерфейс", true}, {"हिन्दी", true},
		{"déjàж", false}, {"l̦schen", false}, {"репорԣр", false}, {"k©nnte", false}, {"†word", true}, {"a\u0093", false},
	} {
		if got := plausible.Fluent(test.word); got != test.want {
			t.Errorf("Fluent(%q) = %v, want %v", test.word, got, test.want)
		}
	}
}

func TestListeningFindsTheLanguage(t *testing.T) {
	for want, text := range map[string]string{
		"de": "Der Rat der Stadt hat gestern beschlossen, dass die Schule nicht geschlossen wird.",
		"pl": "Rada miasta postanowiła wczoraj, że szkoła nie zostanie zamknięta.",
		"ru": "Городской совет вчера решил, что школу закрывать не будут.",
	} {
		home := plausible.Listen(slices.Values([]string{text}))
		if !slices.Contains(home.Languages(), want) {
			t.Errorf("Listen(%q): %v, want %s among them", text, home.Languages(), want)
		}
	}
}

func TestFluentWordsAreNotOdd(t *testing.T) {
	home := plausible.Listen(slices.Values([]string{"Der Rat der Stadt hat gestern beschlossen, dass die Schule nicht geschlossen wird."}))
	for word, want := range map[string]bool{"Straße": false, "für": false, "„Über": false, "fÃ¼r": true, "f�r": true, "h”ren": true} {
		if got := home.Odd(word); got != want {
			t.Errorf("Odd(%q) = %v, want %v", word, got, want)
		}
	}
}
