package configs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/configs"
)

func TestMistakesInAFile(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a misspelt setting", "server:\n  read_timeot: 5s\n",
			"presscheck.yaml:2: server.read_timeot is not a setting; did you mean server.read_timeout?"},
		{"a misspelt section", "sever:\n  address: :80\n",
			"presscheck.yaml:1: sever is not a setting; did you mean server?"},
		{"a setting outside its section", "\nmax_nodes: 3\n",
			"presscheck.yaml:2: max_nodes is not a setting; did you mean article.max_nodes?"},
		{"a setting in another section", "server:\n  max_bytes: 1MiB\n",
			"presscheck.yaml:2: server.max_bytes is not a setting; did you mean article.max_bytes?"},
		{"a setting in capitals", "Server:\n  address: :80\n",
			"presscheck.yaml:1: Server is not a setting; did you mean server?"},
		{"a setting like no other", "server:\n  tls_certificate: x\n",
			"presscheck.yaml:2: server.tls_certificate is not a setting; see presscheck config print for all"},
		{"a setting given twice", "log:\n  level: info\n  level: warn\n",
			"presscheck.yaml:3: log.level is set a second time, first at presscheck.yaml:2"},
		{"a setting without a value", "log:\n  level:\n",
			"presscheck.yaml:2: log.level has no value; give one or remove the line"},
		{"a list for one value", "log:\n  level: [info]\n",
			"presscheck.yaml:2: log.level takes a single value, not a list or a map"},
		{"a value for a section", "log: info\n",
			"presscheck.yaml:1: log must hold settings, each a line with its name, a colon and its value"},
		{"a list for the whole", "- log\n",
			"presscheck.yaml:1: the file must hold settings, each a line with its name, a colon and its value"},
		{"a filter without settings of its own", "filters:\n  gloss: 3\n",
			"presscheck.yaml:2: filters.gloss must hold settings, each a line with its name, a colon and its value"},
		{"a filter's setting without a value", "filters:\n  gloss:\n    min_readings:\n",
			"presscheck.yaml:3: filters.gloss.min_readings has no value; give one or remove the line"},
		{"a number for a name", "filters:\n  gloss:\n    3: x\n",
			"presscheck.yaml:3: filters.gloss.3 is not a plain name; put it in quotes"},
		{"an alias", "filters:\n  gloss:\n    a: &it [x]\n    b: [*it]\n",
			"presscheck.yaml:4: filters.gloss.b.0 is a YAML alias; write the value itself"},
		{"an alias for one value", "log:\n  level: &it info\n  format: *it\n",
			"presscheck.yaml:3: log.format takes a single value, not a list or a map"},
		{"a duration without unit", "policy:\n  timeout: 0.5\n",
			"presscheck.yaml:2: policy.timeout is 0.5 without a unit; write for example 0.5ms or 0.5s"},
		{"no duration", "policy:\n  timeout: soon\n",
			`presscheck.yaml:2: policy.timeout is "soon", not a duration; write for example 250ms, 5s or 1m30s`},
		{"a unit of another kind", "server:\n  max_body: 2MB\n",
			`presscheck.yaml:2: server.max_body is "2MB" with an unknown unit; write B, KiB, MiB or GiB, for example 2MiB`},
		{"a broken size", "server:\n  max_body: 1.5MiB\n",
			`presscheck.yaml:2: server.max_body is "1.5MiB", not a size; write a whole number with a unit, for example 2MiB`},
		{"a broken number", "article:\n  max_nodes: 1.5\n",
			`presscheck.yaml:2: article.max_nodes is "1.5", not a whole number; write for example 100`},
		{"a share that is none", "store:\n  sample: some\n",
			`presscheck.yaml:2: store.sample is "some", not a number; write for example 0.05`},
		{"a code that is none", "store:\n  codes: Spam\n",
			`presscheck.yaml:2: store.codes is "Spam", which is no code or there twice; write small letters, digits and hyphens, such as off-topic`},
		{"a proxy without an address", "server:\n  trusted_proxies: 10.0.0.0/8, nginx\n",
			`presscheck.yaml:2: server.trusted_proxies is "nginx", not a network; write for example 10.0.0.0/8, fd00::/8`},
		{"trust in everybody", "server:\n  trusted_proxies: 0.0.0.0/0\n",
			`presscheck.yaml:2: server.trusted_proxies is "0.0.0.0/0", which is everybody; write the networks of the proxies alone`},
		{"a priority of nobody", "store:\n  priority: 5\n",
			`presscheck.yaml:2: store.priority is "5", not a number from -100 to 100 for each of several sites; write for example example.org: 2; blog.example: -1`},
		{"a share above all", "store:\n  sample: 5\n",
			"presscheck.yaml:2: store.sample is 5, out of range; write a value from 0 to 1"},
		{"a store that is unknown", "store:\n  driver: mysql\n",
			`presscheck.yaml:2: store.driver is "mysql"; write one of none, sqlite, postgres`},
		{"PostgreSQL without its address", "store:\n  driver: postgres\n",
			"default: store.dsn_file is empty; write the name of a file with the connection string"},
		{"a setting that is no more", "store:\n  token_file: x\n",
			"presscheck.yaml:2: store.token_file is no setting any more: tokens are in the store; make one with 'presscheck token create --scope review'"},
		{"an admin token beside a store", "store:\n  driver: sqlite\nserver:\n  admin_token_file: x\n",
			"presscheck.yaml:4: server.admin_token_file is set, but with a store there are tokens for that; remove it and run 'presscheck token create --scope admin'"},
		{"an origin with a path", "access:\n  origin: https://desk.example.org/\n",
			`presscheck.yaml:2: access.origin is "https://desk.example.org/"; write https:// and the host alone, for example https://desk.example.org; http is for this machine only`},
		{"an origin that anybody can listen to", "access:\n  origin: http://desk.example.org\n",
			`presscheck.yaml:2: access.origin is "http://desk.example.org"; write https:// and the host alone, for example https://desk.example.org; http is for this machine only`},
		{"tokens without a store", "access:\n  check: tokens\n",
			"presscheck.yaml:2: access.check is tokens, but there is no store to keep them in; set store.driver to sqlite or postgres"},
		{"a word of its own for who may", "access:\n  metrics: nobody\n",
			`presscheck.yaml:2: access.metrics is "nobody"; write one of anyone, tokens`},
		{"a session that ends before it is idle", "access:\n  session_idle: 13h\n",
			"presscheck.yaml:2: access.session_idle is 13h, above access.session_longest (12h, default); lower it or raise the other"},
		{"a provider over http", "access:\n  origin: https://d.example\nstore:\n  driver: sqlite\noidc:\n  issuer: http://id.example\n  client_id: desk\n  roles_file: roles.yaml\n",
			`presscheck.yaml:6: oidc.issuer is "http://id.example"; write the https address that the provider names as its issuer`},
		{"a provider without roles", "access:\n  origin: https://d.example\nstore:\n  driver: sqlite\noidc:\n  issuer: https://id.example\n  client_id: desk\n",
			"default: oidc.roles_file is empty, and needed with oidc.issuer"},
		{"a provider that cannot send anybody back", "store:\n  driver: sqlite\noidc:\n  issuer: https://id.example\n  client_id: desk\n  roles_file: r\n",
			"default: access.origin is empty, but the provider at oidc.issuer has to know where to send people back to"},
		{"a number for a text", "policy:\n  path: 2026\n",
			"presscheck.yaml:2: policy.path is 2026, not a text; put it in quotes"},
		{"a duration out of range", "server:\n  read_timeout: 25h\n",
			"presscheck.yaml:2: server.read_timeout is 25h, out of range; write a value from 1ms to 1h"},
		{"a size out of range", "article:\n  max_bytes: 2GiB\n",
			"presscheck.yaml:2: article.max_bytes is 2GiB, out of range; write a value from 1KiB to 1GiB"},
		{"a negative number", "server:\n  max_in_flight: -1\n",
			"presscheck.yaml:2: server.max_in_flight is -1, out of range; write a value from 0 to 100000"},
		{"an address without port", "server:\n  address: localhost\n",
			`presscheck.yaml:2: server.address is "localhost"; write host:port, for example 127.0.0.1:8080 or :8080`},
		{"a collector without a scheme", "tracing:\n  endpoint: localhost:4318\n",
			"presscheck.yaml:2: tracing.endpoint is no URL of a collector, or has more in it; write for example http://localhost:4318"},
		{"a collector with a password", "tracing:\n  endpoint: http://me:secret@localhost:4318\n",
			"presscheck.yaml:2: tracing.endpoint is no URL of a collector, or has more in it; write for example http://localhost:4318"},
		{"more than all requests traced", "tracing:\n  sample_ratio: 1.5\n",
			"presscheck.yaml:2: tracing.sample_ratio is 1.5, out of range; write a value from 0 to 1"},
		{"recordings without a folder", "flight:\n  threshold: 1s\n  directory: \"\"\n",
			"presscheck.yaml:3: flight.directory is empty; write where recordings shall go, or set flight.threshold to 0s"},
		{"decisions that never get that slow", "flight:\n  threshold: 10s\n",
			"presscheck.yaml:2: flight.threshold is 10s, above server.check_timeout (5s, default); lower it or raise the other"},
		{"two settings at odds", "server:\n  max_body: 1GiB\n",
			"presscheck.yaml:2: server.max_body is 1GiB, above server.max_decompressed (8MiB, default); lower it or raise the other"},
		{"broken YAML", "server:\n  address: \"x\n",
			"presscheck.yaml:2: found unexpected end of stream"},
		{"two documents", "log:\n---\nlog:\n",
			"presscheck.yaml:2: a second document begins; write one"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := configs.Load(configs.Options{File: file(t, test.text)})
			if diff := cmp.Diff([]string{test.want}, lines(err)); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMistakesInTheEnvironment(t *testing.T) {
	tests := []struct{ name, pair, want string }{
		{"a misspelt setting", "PRESSCHECK_LOG_LEVL=info",
			"environment PRESSCHECK_LOG_LEVL: log.levl is not a setting; did you mean PRESSCHECK_LOG_LEVEL?"},
		{"a misspelt section", "PRESSCHECK_SEVER_ADDRESS=:80",
			"environment PRESSCHECK_SEVER_ADDRESS: sever.address is not a setting; did you mean PRESSCHECK_SERVER_ADDRESS?"},
		{"a section with a setting like no other", "PRESSCHECK_SERVER_CERTIFICATE=x",
			"environment PRESSCHECK_SERVER_CERTIFICATE: server.certificate is not a setting; see presscheck config print for all"},
		{"a whole section", "PRESSCHECK_SERVER=x",
			"environment PRESSCHECK_SERVER: server is not a setting; see presscheck config print for all"},
		{"a duration without unit", "PRESSCHECK_POLICY_TIMEOUT=0",
			"environment PRESSCHECK_POLICY_TIMEOUT: policy.timeout is 0 without a unit; write for example 0ms or 0s"},
		{"a filter without setting", "PRESSCHECK_FILTERS_GLOSS=3",
			"environment PRESSCHECK_FILTERS_GLOSS: filters needs a filter and a setting; write for example PRESSCHECK_FILTERS_GLOSS_MIN_READINGS"},
		{"a filter's setting without a value", "PRESSCHECK_FILTERS_GLOSS_X=#3",
			"environment PRESSCHECK_FILTERS_GLOSS_X: filters.gloss.x has no value; give one or remove the line"},
		{"a filter's setting that is no YAML", "PRESSCHECK_FILTERS_GLOSS_X=[3",
			"environment PRESSCHECK_FILTERS_GLOSS_X: filters.gloss.x is not YAML; put text with special characters in quotes: yaml: line 1: did not find expected ',' or ']'"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := configs.Load(configs.Options{Env: []string{test.pair}})
			if diff := cmp.Diff([]string{test.want}, lines(err)); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}
