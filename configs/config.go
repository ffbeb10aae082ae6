// Package configs holds the settings of presscheck and loads them.
//
// They come, the first winning, from command-line flags, the environment
// (PRESSCHECK_…), one YAML file named by the operator, and default.yaml, which
// is part of the program, documents every setting and is the only place where a
// default is written. All of these are the operator's, so they are trusted; yet
// they are typed by hand, so nothing is guessed: an unknown key, a duration
// without unit or a value out of range is an error that names where it stands
// and what to write instead.
package configs

import (
	_ "embed"
	"time"
)

//go:embed default.yaml
var defaultYAML []byte

// Config is the effective configuration. It is not changed after Load and may
// be read by many goroutines. The sections are plain values; default.yaml says
// what each setting means.
type Config struct {
	Server      Server                    `yaml:"server"`
	Article     Article                   `yaml:"article"`
	Policy      Policy                    `yaml:"policy"`
	DecisionLog DecisionLog               `yaml:"decision_log"`
	Store       Store                     `yaml:"store"`
	Access      Access                    `yaml:"access"`
	OIDC        OIDC                      `yaml:"oidc"`
	Filters     map[string]map[string]any `yaml:"filters"` // by filter and setting, as written; checked by the filters
	Metrics     Metrics                   `yaml:"metrics"`
	Flood       Flood                     `yaml:"flood"`
	Log         Log                       `yaml:"log"`
	Tracing     Tracing                   `yaml:"tracing"`
	Flight      Flight                    `yaml:"flight"`

	origins origins
}

// Server is the section of the HTTP service.
type Server struct {
	Address           string        `yaml:"address"` // host:port; port 0 means any free one
	ReadHeaderTimeout time.Duration `yaml:"read_header_timeout"`
	ReadTimeout       time.Duration `yaml:"read_timeout"` // of the whole request; not below ReadHeaderTimeout
	WriteTimeout      time.Duration `yaml:"write_timeout"`
	IdleTimeout       time.Duration `yaml:"idle_timeout"`
	DrainDelay        time.Duration `yaml:"drain_delay"` // may be zero
	ShutdownTimeout   time.Duration `yaml:"shutdown_timeout"`
	MaxBody           ByteSize      `yaml:"max_body"`         // of a request as sent
	MaxDecompressed   ByteSize      `yaml:"max_decompressed"` // not below MaxBody
	MaxInFlight       int           `yaml:"max_in_flight"`    // 0: 4 × GOMAXPROCS
	CheckTimeout      time.Duration `yaml:"check_timeout"`    // of one article; below WriteTimeout
	TrustedProxies    Networks      `yaml:"trusted_proxies"`  // empty: none
	AdminTokenFile    string        `yaml:"admin_token_file"` // without a store, not read by Load; empty: nobody may
}

// Article is the section of the limits of one article. All are positive but
// the last, which may be zero.
type Article struct {
	MaxBytes          ByteSize      `yaml:"max_bytes"`
	MaxNodes          int           `yaml:"max_nodes"`
	MaxAttributeBytes ByteSize      `yaml:"max_attribute_bytes"`
	ParseBudget       time.Duration `yaml:"parse_budget"`
	ParseBudgetPerMiB time.Duration `yaml:"parse_budget_per_mib"`
}

// Policy is the section of the rules.
type Policy struct {
	Path    string        `yaml:"path"`    // a folder, a bundle or its URL, not checked by Load; empty: the embedded rules
	Timeout time.Duration `yaml:"timeout"` // of one evaluation; not above Server.CheckTimeout

	Candidate             string        `yaml:"candidate"`              // as Path; empty: none
	PollInterval          time.Duration `yaml:"poll_interval"`          // 0: never
	VerificationKeyFile   string        `yaml:"verification_key_file"`  // not read by Load; empty: no signatures
	VerificationAlgorithm string        `yaml:"verification_algorithm"` // ES256 and the like
	TokenFile             string        `yaml:"token_file"`             // not read by Load; may be empty
	MaxPacked             ByteSize      `yaml:"max_packed"`             // of a bundle as stored or sent
	MaxUnpacked           ByteSize      `yaml:"max_unpacked"`           // of all files together
	MaxFiles              int           `yaml:"max_files"`
}

// DecisionLog is the section of the log of verdicts.
type DecisionLog struct {
	To        string        `yaml:"to"`         // a path, a URL, or "-" for standard output; empty: nowhere
	Articles  string        `yaml:"articles"`   // masked or whole
	TokenFile string        `yaml:"token_file"` // for a URL, not read by Load; may be empty
	Delay     time.Duration `yaml:"delay"`      // of a batch, for a URL
	MaxBatch  ByteSize      `yaml:"max_batch"`  // for a URL, before compression
	MaxQueue  ByteSize      `yaml:"max_queue"`  // not below MaxBatch
	MaxFile   ByteSize      `yaml:"max_file"`   // for a path
	KeepFiles int           `yaml:"keep_files"` // for a path; 0: all
}

// Metrics is the section of what operators see.
type Metrics struct {
	Address string `yaml:"address"` // host:port, port 0 means any free one; empty: off
	Sites   Names  `yaml:"sites"`   // that are counted by name
}

// Flood is the section of rules that strike far more often than usual.
type Flood struct {
	Window  time.Duration `yaml:"window"`  // 0: no rule is demoted
	Band    int           `yaml:"band"`    // times the usual
	Minimum int           `yaml:"minimum"` // hits in a window
}

// Store is the section of the review desk's memory. It holds no secrets, only
// names of files that do.
type Store struct {
	Driver    string        `yaml:"driver"`    // none, sqlite or postgres
	Path      string        `yaml:"path"`      // of the SQLite file; needed for sqlite
	DSNFile   string        `yaml:"dsn_file"`  // with the connection string; needed for postgres
	Sample    float64       `yaml:"sample"`    // share in [0,1]
	Retention time.Duration `yaml:"retention"` // zero: for ever
	Codes     Codes         `yaml:"codes"`     // empty: those of package review
	Priority  Priorities    `yaml:"priority"`  // by site, added to severity
	Lease     time.Duration `yaml:"lease"`     // positive
	Undo      time.Duration `yaml:"undo"`      // positive

	WebhooksFile string `yaml:"webhooks_file"` // empty: nobody is told of decisions
}

// Access is the section of who may come in.
type Access struct {
	Origin         string        `yaml:"origin"`          // scheme://host[:port] that people see; https, or http on this machine; may be empty
	Check          string        `yaml:"check"`           // anyone or tokens
	Metrics        string        `yaml:"metrics"`         // anyone or tokens
	TokenRate      float64       `yaml:"token_rate"`      // requests a second; 0: any number
	SessionIdle    time.Duration `yaml:"session_idle"`    // not above SessionLongest
	SessionLongest time.Duration `yaml:"session_longest"` // positive
}

// OIDC is the section of the provider at which people sign in.
type OIDC struct {
	Issuer           string `yaml:"issuer"`             // https, or http on this machine; empty: there is none
	ClientID         string `yaml:"client_id"`          // needed with an issuer, as are the last and Access.Origin
	ClientSecretFile string `yaml:"client_secret_file"` // not read by Load; empty: there is no secret
	NameClaim        string `yaml:"name_claim"`
	GroupsClaim      string `yaml:"groups_claim"`
	RolesFile        string `yaml:"roles_file"` // not read by Load
}

// Log is the section of the program's own messages.
type Log struct {
	Level  string `yaml:"level"`  // debug, info, warn or error, as slog.Level reads them
	Format string `yaml:"format"` // json or text
}

// Tracing is the section of traces for OpenTelemetry.
type Tracing struct {
	Endpoint    string  `yaml:"endpoint"`     // URL, http or https; empty: off
	SampleRatio float64 `yaml:"sample_ratio"` // share in [0,1]
}

// Flight is the section of recordings of slow decisions.
type Flight struct {
	Threshold time.Duration `yaml:"threshold"` // zero: off; not above Server.CheckTimeout
	Directory string        `yaml:"directory"` // needed unless it is off; made when the service starts
	Interval  time.Duration `yaml:"interval"`  // may be zero
	Keep      int           `yaml:"keep"`      // positive
}

// Default returns what Load returns for no Options: default.yaml.
func Default() *Config {
	c, err := Load(Options{})
	if err != nil {
		panic("configs: default.yaml: " + err.Error()) // a test loads it
	}
	return c
}
