package filtertest

import (
	"embed"
	"io/fs"
)

// Articles with nothing wrong, written for this test, in several languages and
// scripts; among them those that look like damage and are not.
//
//go:embed clean/*.html clean/*.txt
var clean embed.FS

func cleanArticles() []input {
	var inputs []input
	err := fs.WalkDir(clean, "clean", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := clean.ReadFile(name)
		inputs = append(inputs, newInput(name, raw))
		return err
	})
	if err != nil {
		panic(err) // an embedded folder can be read
	}
	return inputs
}
