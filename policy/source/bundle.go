package source

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// errNoBundle is what a person is told who gave something else.
var errNoBundle = errors.New("it is no bundle, which is a .tar.gz as opa build writes it")

// readBundle reads and unpacks a bundle, and reads no more of it than it may have.
func readBundle(r io.Reader, o Options) (*Policy, error) {
	packed, err := io.ReadAll(io.LimitReader(r, o.MaxPacked+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	case int64(len(packed)) > o.MaxPacked:
		return nil, fmt.Errorf("the bundle has more than %d bytes; make it smaller, or raise the limit", o.MaxPacked)
	}
	f, err := unpack(packed, o)
	if err != nil {
		return nil, err
	}
	return newPolicy(f)
}

func unpack(packed []byte, o Options) (*files, error) {
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoBundle, err)
	}
	f := &files{Options: o, text: map[string][]byte{}}
	bounded := &ration{plain, o.MaxUnpacked + int64(o.MaxFiles+2)*1024} // headers and padding too
	archive := tar.NewReader(bounded)
	for {
		header, err := archive.Next()
		switch {
		case err == io.EOF:
			_, err := io.Copy(io.Discard, bounded) // its checksum
			return f, unreadable(err)
		case err != nil:
			return nil, unreadable(err)
		}
		if err := f.addEntry(header, archive); err != nil {
			return nil, err
		}
	}
}

func unreadable(err error) error {
	if err == nil || errors.Is(err, errBomb) {
		return err
	}
	return fmt.Errorf("%w: %w", errNoBundle, err)
}

// addEntry takes an entry of an archive, whose name may begin with a slash.
func (f *files) addEntry(header *tar.Header, r io.Reader) error {
	name := strings.TrimPrefix(strings.TrimPrefix(header.Name, "./"), "/")
	switch {
	case header.Typeflag == tar.TypeDir, header.Typeflag == tar.TypeXGlobalHeader:
		return nil
	case header.Typeflag != tar.TypeReg, !fs.ValidPath(name):
		return fmt.Errorf("%q in the bundle is no plain file below its root; pack files and folders only", header.Name)
	}
	text, err := f.read(r)
	if err != nil {
		return unreadable(err)
	}
	return f.add(name, text)
}

// A ration is a reader of no more than so many bytes.
type ration struct {
	io.Reader
	left int64
}

var errBomb = errors.New("the bundle unpacks to more than a policy may have; make it smaller, or raise the limit")

func (r *ration) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, errBomb
	}
	n, err := r.Reader.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	return n, err
}
