package desk

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"sync"
)

//go:embed static
var staticFiles embed.FS

// versions are short hashes of the static files, by name.
var versions = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	files, err := staticFiles.ReadDir("static")
	if err != nil {
		panic(err) // they are embedded
	}
	for _, f := range files {
		text, err := staticFiles.ReadFile("static/" + f.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(text)
		out[f.Name()] = hex.EncodeToString(sum[:6])
	}
	return out
})

// asset is the address of a static file. It changes with the content, so that
// browsers may keep what they have.
func asset(name string) string { return "/desk/static/" + versions()[name] + "/" + name }

// static answers with a file. That of another version, which a page from
// before an update asks for, is not kept.
func (p *pages) static(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	version, ok := versions()[name]
	if !ok {
		return errNowhere
	}
	if r.PathValue("version") == version {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeFileFS(w, r, staticFiles, "static/"+name)
	return nil
}
