// Package source reads policies from where they are kept.
//
//	folder ─────────────────▶ files ─▶ limits ─▶ signature ─▶ *Policy
//	.tar.gz ───────▶ unpack ──┘
//	https:// ─ ETag ─┘
//
// What it reads was written by the people who run the service, or by whoever
// can write to where the policy is kept: bytes and files are counted before they
// are believed, archives are unpacked in memory only, and with a Key nothing is
// read that its owner has not signed. Whether the rules are any good is for the
// package policy to say.
package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// A Policy is what was found at a source, held in memory. It does not change.
type Policy struct {
	Files    fs.FS  // as policy.New takes it: rules, tests, data
	Digest   string // of the names and contents of Files: equal digests are equal policies
	Revision string // as the bundle's .manifest gives it; empty if it gives none
}

// ErrUnreachable marks the errors of Read for which the policy itself is not to
// blame: it could not be fetched.
var ErrUnreachable = errors.New("the policy cannot be reached")

// Options bound and guard what is read. Zero limits mean the defaults.
type Options struct {
	MaxPacked   int64 // bytes of a bundle as it is stored or sent; default 16 MiB
	MaxUnpacked int64 // bytes of all files together; default 64 MiB
	MaxFiles    int   // default 2,000

	Key    *Key         // verifies the signatures, which all must have; nil: none may have one
	Token  string       // sent as bearer token to the server of a bundle; may be empty
	Client *http.Client // for bundles over HTTP; nil means one with a time-out of 20 s that follows no redirect
}

func (o Options) withDefaults() Options {
	for limit, value := range map[*int64]int64{&o.MaxPacked: 16 << 20, &o.MaxUnpacked: 64 << 20} {
		if *limit == 0 {
			*limit = value
		}
	}
	if o.MaxFiles == 0 {
		o.MaxFiles = 2000
	}
	if o.Client == nil {
		o.Client = defaultClient()
	}
	return o
}

// A Source is a place where a policy is kept.
type Source struct {
	name string
	read func(context.Context) (*Policy, error)
}

// String names the place for people. A URL is shown without what may be secret
// in it: user, password and query.
func (s *Source) String() string { return s.name }

// Read returns the policy as it is now. It may be the same *Policy as before if
// nothing has changed. Read is for one caller at a time.
func (s *Source) Read(ctx context.Context) (*Policy, error) {
	p, err := s.read(ctx)
	if err != nil {
		return nil, fmt.Errorf("policy at %s: %w", s.name, err)
	}
	return p, nil
}

// Open returns the source at place: the URL of a bundle, the path of a bundle,
// or the path of a folder. Nothing is read yet, and a path need not exist.
func Open(place string, o Options) (*Source, error) {
	o = o.withDefaults()
	switch {
	case strings.HasPrefix(place, "http://"), strings.HasPrefix(place, "https://"):
		return openURL(place, o)
	case strings.Contains(place, "://"):
		return nil, errors.New("a policy is fetched over https; write a URL that begins so, or a path")
	}
	return &Source{place, func(context.Context) (*Policy, error) { return readPath(place, o) }}, nil
}

// Tree is the source of the policy in fsys, as it is part of a program: no
// signature is asked for. The name is for people.
func Tree(name string, fsys fs.FS) *Source {
	o := Options{}.withDefaults()
	return &Source{name, func(context.Context) (*Policy, error) {
		files, err := readTree(fsys, o)
		if err != nil {
			return nil, err
		}
		return newPolicy(files)
	}}
}

// readPath looks anew each time what stands at place.
func readPath(place string, o Options) (*Policy, error) {
	info, err := os.Stat(place)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, withoutPath(err))
	}
	if info.IsDir() {
		files, err := readTree(os.DirFS(place), o)
		if err != nil {
			return nil, err
		}
		return newPolicy(files)
	}
	f, err := os.Open(place)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, withoutPath(err))
	}
	defer f.Close()
	return readBundle(f, o)
}

// withoutPath is err without the path, which Read names.
func withoutPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// shown is u without its secrets.
func shown(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}
