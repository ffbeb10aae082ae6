package filters_test

import (
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

func TestScript(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"English", "<p>The council met on Monday.", "Latn"},
		{"Russian with brand names", "<p>Компания Apple представила новый iPhone в понедельник.", "Cyrl"},
		{"simplified Chinese", "<p>记者从公安部获悉,近日开展行动。", "Hans"},
		{"traditional Chinese", "<p>記者從公安部獲悉,近日開展行動。", "Hant"},
		{"Chinese that could be either", "<p>北京大学生活", "Hans"},
		{"Chinese that is either", "<p>中文人口", "Hani"},
		{"Japanese", "<p>東京都は月曜日に新しい計画を発表した。", "Jpan"},
		{"Japanese headline", "<p>首相、新閣僚を任命", "Jpan"},
		{"Korean", "<p>서울시는 월요일 새로운 계획을 발표했다.", "Kore"},
		{"Arabic", "<p>أعلنت الحكومة خطة جديدة", "Arab"},
		{"Greek", "<p>Η κυβέρνηση ανακοίνωσε", "Grek"},
		{"no letters", "<p>1234 – 5678", "Zyyy"},
		{"a script that is not in the list", "<p>ᜊᜌᜓᜌᜓ", "Zzzz"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc, err := article.Parse(test.source, article.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := filters.Script(doc); got != test.want {
				t.Errorf("Script = %q, want %q", got, test.want)
			}
		})
	}
}
