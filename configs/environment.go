package configs

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	envPrefix    = "PRESSCHECK_"
	filterPrefix = envPrefix + "FILTERS_"
)

// injected are the variables that Kubernetes puts into every pod for a service
// called, say, presscheck-server: PRESSCHECK_SERVER_SERVICE_HOST,
// PRESSCHECK_SERVER_PORT_8080_TCP_ADDR and so on ("Accessing the Service",
// Docker links compatible variables). They are nobody's setting.
var injected = regexp.MustCompile(`^PRESSCHECK_([A-Z0-9]+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$`)

// variableOf names the environment variable of a fixed setting, flagOf its flag.
func variableOf(key string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(key, delimiter, "_"))
}

func flagOf(key string) string {
	return strings.NewReplacer(delimiter, "-", "_", "-").Replace(key)
}

// readEnvironment takes the variables with our prefix. One that is empty counts
// as not set, as everywhere in the shell.
func (l *loader) readEnvironment(env []string) {
	keys := map[string]string{}
	for _, key := range l.keys {
		keys[variableOf(key)] = key
	}
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		key, fixed := keys[name]
		switch place := "environment " + name; {
		case !strings.HasPrefix(name, envPrefix), value == "", injected.MatchString(name):
		case fixed:
			l.origins.replace(key, place)
			l.override(key, value)
		case strings.HasPrefix(name, filterPrefix):
			l.filterVariable(name, value, place)
		default:
			l.strayVariable(name, place)
		}
	}
}

func (l *loader) filterVariable(name, value, place string) {
	words := strings.ToLower(strings.TrimPrefix(name, filterPrefix))
	filter, setting, _ := strings.Cut(words, "_")
	if filter == "" || setting == "" {
		l.fail(place, "filters", "needs a filter and a setting; write for example %sGLOSS_MIN_READINGS", filterPrefix)
		return
	}
	key := keyOf("filters", filter, setting)
	node, err := parse([]byte(value))
	if err != nil {
		l.fail(place, key, "is not YAML; put text with special characters in quotes: %v", err)
		return
	}
	l.origins.replace(key, place)
	r := reader{loader: l, place: func(*yaml.Node) string { return place }}
	r.filterSetting(filter, setting, node)
}

// strayVariable reports a variable that is no setting but must have been meant
// for one: it begins with a section, or is nearly the name of a setting. Others
// with our prefix belong to somebody else.
func (l *loader) strayVariable(name, place string) {
	words := strings.ToLower(strings.TrimPrefix(name, envPrefix))
	key := strings.Replace(words, "_", delimiter, 1)
	if remedy, was := gone[key]; was {
		l.fail(place, key, "%s", remedy)
	} else if likely := nearest(key, l.keys); likely != "" {
		l.fail(place, key, "is not a setting; did you mean %s?", variableOf(likely))
	} else if child(l.schema, pathOf(key)[0]) != nil {
		l.fail(place, key, "is not a setting; see presscheck config print for all")
	}
}
