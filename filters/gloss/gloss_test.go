package gloss_test

import (
	"errors"
	"testing"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/gloss"
)

func Test(t *testing.T)      { filtertest.Run(t, gloss.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, gloss.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, gloss.New()) }

func TestSettings(t *testing.T) {
	few := "我國(guó)人說(shuō)好。"
	numbers := "國(guo2)家的學(xue2)校和機(ji1)場都很大,經(jing1)過了。"
	taught := "國(guó)家(jiā)的學(xué)校和機(jī)場都大(dà),經(jīng)過了。"
	scattered := "圖書館將於週末開放,讀者可以預約參(cān)觀,現場還有講座。\n\n當地企業(yè)支持這次活動。"
	partial := "國(guó)家的學(xué)校和機(jī)場都經(jīng)過了。國家、國學、學校、機場、機關、國王、經學、經過。"
	for _, test := range []struct {
		name     string
		settings map[string]any
		text     string
		want     int
	}{
		{"two readings are too few", nil, few, 0},
		{"two readings if two are enough", map[string]any{"min_readings": 2}, few, 1},
		{"two readings that are far apart", nil, scattered, 2},
		{"two readings that are far apart if three are needed", map[string]any{"min_scattered": 3}, scattered, 0},
		{"two readings that are far apart if few are never enough", map[string]any{"min_scattered": 0}, scattered, 0},
		{"numbers are no tone marks", nil, numbers, 0},
		{"numbers if they are wanted", map[string]any{"tone_numbers": true}, numbers, 1},
		{"readings of unchanged characters teach", nil, taught, 0},
		{"readings of unchanged characters if they may be", map[string]any{"max_taught": 1}, taught, 1},
		{"characters mostly left alone", map[string]any{"min_coverage": 0.5}, partial, 0},
		{"characters mostly left alone if they may be", map[string]any{"min_coverage": 0.25}, partial, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := gloss.New()
			if err := filters.Configure([]filters.Filter{f}, map[string]map[string]any{"gloss": test.settings}); err != nil {
				t.Fatal(err)
			}
			if found := look(t, f, test.text); len(found) != test.want {
				t.Errorf("%d findings, want %d", len(found), test.want)
			}
		})
	}
}

func TestSettingsOutOfRange(t *testing.T) {
	for setting, value := range map[string]any{"min_readings": 0, "min_scattered": -1, "max_taught": -1, "min_coverage": 1.5} {
		err := filters.Configure([]filters.Filter{gloss.New()}, map[string]map[string]any{"gloss": {setting: value}})
		if e, ok := errors.AsType[*filters.SettingError](err); !ok || e.Path[1] != setting {
			t.Errorf("Configure with %s %v = %v, want a SettingError about it", setting, value, err)
		}
	}
}
