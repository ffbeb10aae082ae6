package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// An input is one article that waits to be checked.
type input struct {
	name    string
	content []byte
	err     error // why content is missing
}

// inputs reads what paths name, one article after another, in order: files,
// folders and archives in the order of their names, "-" as standard input.
func inputs(paths []string, stdin io.Reader, limit int) iter.Seq[input] {
	return func(yield func(input) bool) {
		r := reader{limit: limit, yield: yield}
		for _, path := range paths {
			if err := r.path(path, stdin); errors.Is(err, errStopped) {
				return
			} else if err != nil && !yield(input{name: path, err: err}) {
				return
			}
		}
	}
}

// errStopped means that nobody wants more inputs.
var errStopped = errors.New("stopped")

type reader struct {
	limit int // of one article, in bytes
	yield func(input) bool
}

func (r *reader) path(path string, stdin io.Reader) error {
	if path == "-" {
		return r.article("-", stdin)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return r.folder(path)
	case strings.HasSuffix(path, ".zip"):
		return r.zip(path)
	case isTar(path):
		return r.tar(path)
	}
	return r.file(path)
}

func (r *reader) file(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return r.article(path, f)
}

func (r *reader) folder(root string) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return r.emit(input{name: path, err: err})
		case entry.IsDir() || !isArticle(path):
			return nil
		}
		if err := r.file(path); errors.Is(err, errStopped) {
			return err
		} else if err != nil {
			return r.emit(input{name: path, err: err})
		}
		return nil
	})
}

func (r *reader) zip(path string) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer archive.Close()
	slices.SortStableFunc(archive.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range archive.File {
		if f.FileInfo().IsDir() || !isArticle(f.Name) {
			continue
		}
		member, err := f.Open()
		if err != nil {
			return err
		}
		err = r.article(path+":"+f.Name, member)
		member.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) tar(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	var stream io.Reader = f
	if !strings.HasSuffix(path, ".tar") {
		if stream, err = gzip.NewReader(f); err != nil {
			return err
		}
	}
	archive := tar.NewReader(stream)
	for {
		header, err := archive.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case header.Typeflag != tar.TypeReg || !isArticle(header.Name):
			continue
		}
		if err := r.article(path+":"+header.Name, archive); err != nil {
			return err
		}
	}
}

// article reads one article. One byte more than the limit is kept, so that the
// parser refuses what is too large.
func (r *reader) article(name string, from io.Reader) error {
	content, err := io.ReadAll(io.LimitReader(from, int64(r.limit)+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return r.emit(input{name: name, content: content})
}

func (r *reader) emit(in input) error {
	if !r.yield(in) {
		return errStopped
	}
	return nil
}

// isSingle reports whether path is one article, and no folder or archive.
func isSingle(path string) bool {
	info, err := os.Stat(path)
	return path == "-" || err == nil && !info.IsDir() && !strings.HasSuffix(path, ".zip") && !isTar(path)
}

func isTar(path string) bool {
	return strings.HasSuffix(path, ".tar") || strings.HasSuffix(path, ".tar.gz") || strings.HasSuffix(path, ".tgz")
}

func isArticle(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm", ".xhtml", ".txt":
		return !strings.HasPrefix(filepath.Base(path), ".")
	}
	return false
}

// contentType is the media type of the article called name, unless as says it.
func contentType(name, as string) string {
	switch {
	case as == "text", as == "" && strings.EqualFold(filepath.Ext(name), ".txt"):
		return "text/plain"
	}
	return "text/html"
}
