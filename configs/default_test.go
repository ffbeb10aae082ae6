package configs_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"

	"github.com/presscheck/presscheck/configs"
)

func TestDefaultYAMLIsTheDefault(t *testing.T) {
	got := load(t, configs.Options{File: "default.yaml"})
	if diff := cmp.Diff(configs.Default(), got, cmpopts.IgnoreUnexported(configs.Config{})); diff != "" {
		t.Errorf("default.yaml (-Default +Load):\n%s", diff)
	}
}

func TestDefaultYAMLHasEveryFieldWithAComment(t *testing.T) {
	text, err := os.ReadFile("default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	want := fields(reflect.TypeFor[configs.Config](), "")
	if diff := cmp.Diff(want, documented(t, doc.Content[0], "")); diff != "" {
		t.Errorf("settings (-fields of Config +default.yaml):\n%s", diff)
	}
}

// fields lists the exported fields as a file names them, sections first.
func fields(t reflect.Type, section string) []string {
	var names []string
	for f := range t.Fields() {
		if !f.IsExported() {
			continue
		}
		names = append(names, section+f.Tag.Get("yaml"))
		if f.Type.Kind() == reflect.Struct {
			names = append(names, fields(f.Type, f.Tag.Get("yaml")+".")...)
		}
	}
	return names
}

// documented lists the keys below n in the same form. A comment may speak of
// several settings that follow it without an empty line.
func documented(t *testing.T, n *yaml.Node, section string) []string {
	var names []string
	line, spoken := 0, false
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		spoken = key.HeadComment != "" || spoken && key.Line == line+1
		if !spoken {
			t.Errorf("default.yaml:%d: %s has no comment", key.Line, key.Value)
		}
		line = key.Line
		names = append(names, section+key.Value)
		names = append(names, documented(t, value, section+key.Value+".")...)
	}
	return names
}

func TestCallersCannotChangeTheDefault(t *testing.T) {
	configs.Default().Filters["gloss"] = map[string]any{"x": 1}
	if got := configs.Default().Filters; len(got) != 0 {
		t.Errorf("Default().Filters = %v after a caller wrote to its own, want none", got)
	}
}

func TestPrint(t *testing.T) {
	o := configs.Options{
		File: file(t, filterFile+"server:\n  address: :9000\n"),
		Env:  []string{"PRESSCHECK_FILTERS_GLOSS_MIN_READINGS=5", "PRESSCHECK_ARTICLE_MAX_BYTES=1536KiB"},
	}
	c := load(t, o)
	var out strings.Builder
	if err := c.Print(&out, true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"  address: :9000 # presscheck.yaml:10\n",
		"  max_bytes: 1536KiB # environment PRESSCHECK_ARTICLE_MAX_BYTES\n",
		"  timeout: 250ms # default\n",
		"    min_readings: 5 # environment PRESSCHECK_FILTERS_GLOSS_MIN_READINGS\n",
		"      News.Example.com: 1 # presscheck.yaml:5\n",
		"        - x # presscheck.yaml:7\n",
		"  mojibake: {} # presscheck.yaml:8\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("Print gives no line %q in:\n%s", want, out.String())
		}
	}
}

func TestWhatIsPrintedLoadsAgain(t *testing.T) {
	want := load(t, configs.Options{File: file(t, filterFile), Env: []string{"PRESSCHECK_SERVER_ADDRESS=[::1]:0"}})
	for _, origins := range []bool{false, true} {
		var out strings.Builder
		if err := want.Print(&out, origins); err != nil {
			t.Fatal(err)
		}
		got := load(t, configs.Options{File: file(t, out.String())})
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(configs.Config{})); diff != "" {
			t.Errorf("printed with origins %v and loaded (-want +got):\n%s", origins, diff)
		}
	}
}

func FuzzWhatLoadsIsPrintedAndLoadsAgain(f *testing.F) {
	for _, seed := range []string{filterFile, "log: {level: info}\n", "server:\n  max_body: 2MiB\n", "a: &a [*a]\n", "? [x]\n: y\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		name := filepath.Join(t.TempDir(), "a.yaml")
		write := func(text string) {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		write(text)
		want, err := configs.Load(configs.Options{File: name})
		if err != nil {
			return
		}
		var out strings.Builder
		if err := want.Print(&out, true); err != nil {
			t.Fatal(err)
		}
		write(out.String())
		got := load(t, configs.Options{File: name})
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(configs.Config{}), cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("printed and loaded (-want +got):\n%s", diff)
		}
	})
}
