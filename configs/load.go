package configs

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"
)

// Options say where Load looks. The zero Options mean the defaults alone.
type Options struct {
	File  string         // path of a YAML file; empty: none
	Env   []string       // as os.Environ gives it; nil: none
	Flags *pflag.FlagSet // parsed; nil: none
}

// Load gathers the configuration: a flag wins over the environment, that over
// the file, that over default.yaml. A flag counts if it was given and is named
// as the setting with hyphens, --server-read-timeout; other flags are not
// looked at. Nothing is kept between two calls and nothing is watched.
//
// Whatever is wrong leads to an error and no Config. The error joins all
// mistakes, each a line: where it stands, the setting, what is wrong and what
// to write instead.
func Load(o Options) (*Config, error) {
	l := newLoader()
	l.readFile(o.File)
	l.readEnvironment(o.Env)
	l.readFlags(o.Flags)
	c := l.decode()
	l.validate(c)
	if len(l.errs) > 0 {
		return nil, errors.Join(l.errs...)
	}
	return c, nil
}

// A loader gathers what all sources say. Viper decides who wins among the fixed
// settings; those of filters are kept beside it, because it would change the
// case of their keys.
type loader struct {
	viper   *viper.Viper
	filters map[string]map[string]any
	origins origins
	schema  *yaml.Node      // default.yaml: which sections and settings exist
	keys    []string        // of the fixed settings, in the order of default.yaml
	broken  map[string]bool // keys whose value could not be read
	errs    []error
}

func newLoader() *loader {
	l := &loader{
		viper:   viper.NewWithOptions(viper.KeyDelimiter(delimiter)),
		filters: map[string]map[string]any{},
		origins: origins{},
		broken:  map[string]bool{},
	}
	l.readDefaults()
	return l
}

// readDefaults reads default.yaml by the rules of any file.
func (l *loader) readDefaults() {
	const name = "default.yaml"
	root, err := parse(defaultYAML)
	if err != nil {
		panic(positioned(name, err)) // a test loads it
	}
	l.schema = root
	l.readYAML(root, name, func(key string, value any) {
		l.keys = append(l.keys, key)
		l.viper.SetDefault(key, value)
	})
	l.origins = origins{} // what stands here is the default
}

func (l *loader) readFile(name string) {
	if name == "" {
		return
	}
	text, err := os.ReadFile(name)
	if err != nil {
		l.errs = append(l.errs, fmt.Errorf("read configuration: %w", err))
		return
	}
	root, err := parse(text)
	if err != nil {
		l.errs = append(l.errs, positioned(name, err))
		return
	}
	l.readYAML(root, name, l.override)
}

func (l *loader) readYAML(root *yaml.Node, name string, put func(string, any)) {
	place := func(n *yaml.Node) string { return name + ":" + strconv.Itoa(n.Line) }
	reader{loader: l, place: place, put: put}.sections(root)
}

func (l *loader) readFlags(flags *pflag.FlagSet) {
	if flags == nil {
		return
	}
	for _, key := range l.keys {
		f := flags.Lookup(flagOf(key))
		if f == nil || !f.Changed {
			continue
		}
		l.origins.replace(key, "flag --"+f.Name)
		if err := l.viper.BindPFlag(key, f); err != nil {
			l.fail(l.origins.at(key), key, "%v", err)
		}
	}
}

// override puts value above what was read before, and below the flags.
func (l *loader) override(key string, value any) {
	nested := any(value)
	path := pathOf(key)
	for i := len(path) - 1; i >= 0; i-- {
		nested = map[string]any{path[i]: nested}
	}
	if err := l.viper.MergeConfigMap(nested.(map[string]any)); err != nil {
		l.fail(l.origins.at(key), key, "%v", err)
	}
}

func (l *loader) fail(place, key, format string, args ...any) {
	what := cmp.Or(dotted(key), "the file")
	l.errs = append(l.errs, fmt.Errorf("%s: %s %s", place, what, fmt.Sprintf(format, args...)))
}
