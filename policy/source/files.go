package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"

	"golang.org/x/tools/txtar"
)

const (
	manifestFile   = ".manifest"
	signaturesFile = ".signatures.json"
)

// files are those of one policy, by name, within the limits.
type files struct {
	Options
	text map[string][]byte
	size int64
}

// read reads one file, no further than shows that it is too much.
func (f *files) read(r io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, f.MaxUnpacked-f.size+1))
}

func (f *files) add(name string, text []byte) error {
	if _, twice := f.text[name]; twice {
		return fmt.Errorf("%q is there twice", name)
	}
	f.size += int64(len(text))
	f.text[name] = text
	switch {
	case f.size > f.MaxUnpacked:
		return fmt.Errorf("its files have more than %d bytes; remove what does not belong there, or raise the limit", f.MaxUnpacked)
	case len(f.text) > f.MaxFiles:
		return fmt.Errorf("it has more than %d files; remove what does not belong there, or raise the limit", f.MaxFiles)
	}
	return nil
}

// belongs reports whether a file of a folder can be part of a policy, or says
// something about it.
func belongs(name string) bool {
	return name == manifestFile || name == signaturesFile || judges(name)
}

// judges reports whether a file can be part of a policy.
func judges(name string) bool {
	return !hidden(path.Base(name)) && slices.Contains([]string{".rego", ".yaml", ".yml", ".json"}, path.Ext(name))
}

func hidden(base string) bool { return len(base) > 1 && base[0] == '.' }

// readTree reads a folder. What Kubernetes keeps in hidden folders beside the
// files of a mounted ConfigMap is not read a second time.
func readTree(fsys fs.FS, o Options) (*files, error) {
	f := &files{Options: o, text: map[string][]byte{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("%w: %w", ErrUnreachable, err)
		case d.IsDir() && hidden(path.Base(name)):
			return fs.SkipDir
		case d.IsDir() || !belongs(name):
			return nil
		}
		return f.addFrom(fsys, name)
	})
	return f, err
}

func (f *files) addFrom(fsys fs.FS, name string) error {
	in, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	defer in.Close()
	text, err := f.read(in)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return f.add(name, text)
}

// newPolicy verifies the files, which are all that was signed, and makes a
// policy of those that judge.
func newPolicy(f *files) (*Policy, error) {
	revision, err := f.verify()
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(f.text, func(name string, _ []byte) bool { return !judges(name) })
	if len(f.text) == 0 {
		return nil, errors.New("there is no rule, not one file of Rego")
	}
	tree, err := f.tree()
	if err != nil {
		return nil, err
	}
	return &Policy{Files: tree, Digest: f.digest(), Revision: revision}, nil
}

func (f *files) names() []string { return slices.Sorted(maps.Keys(f.text)) }

func (f *files) tree() (fs.FS, error) {
	var archive txtar.Archive
	for _, name := range f.names() {
		archive.Files = append(archive.Files, txtar.File{Name: name, Data: f.text[name]})
	}
	return txtar.FS(&archive)
}

func (f *files) digest() string {
	h := sha256.New()
	for _, name := range f.names() {
		fmt.Fprintf(h, "%q %d\n%s", name, len(f.text[name]), f.text[name])
	}
	return hex.EncodeToString(h.Sum(nil))
}
