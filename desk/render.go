package desk

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"path"

	"github.com/presscheck/presscheck/access"
)

//go:embed templates
var templateFiles embed.FS

// parse reads templates/*.html. Each is one page, which defines "title" and
// "main" for the page in layout.html, and may use what templates/parts define.
func (p *pages) parse() map[string]*template.Template {
	layout := template.Must(template.New("layout.html").Funcs(p.functions()).ParseFS(templateFiles, "templates/layout.html", "templates/parts/*.html"))
	files, err := templateFiles.ReadDir("templates")
	if err != nil {
		panic(err) // they are embedded
	}
	out := map[string]*template.Template{}
	for _, f := range files {
		if f.IsDir() || f.Name() == "layout.html" {
			continue
		}
		page := template.Must(layout.Clone())
		out[f.Name()] = template.Must(page.ParseFS(templateFiles, path.Join("templates", f.Name())))
	}
	return out
}

// A frame is what layout.html shows around a page.
type frame struct {
	Person access.Person // zero: nobody has signed in
	Theme  string        // light or dark, or empty: as the browser likes it
	Here   string        // path and query of the page, if it can be gone back to
	SignIn bool          // people sign in, and out, here
	Undo   *undoable     // the last decision, if it can be taken back
	Data   any           // of the page
}

// MayAudit reports whether the person may read the audit log of some site.
func (f frame) MayAudit() bool {
	sites := f.Person.Sites(access.Audit)
	return sites == nil || len(sites) > 0
}

// MayAdminister reports whether the person administers every site.
func (f frame) MayAdminister() bool { return f.Person.May(access.Administer, "") }

// render answers with the page of the template file.
func (p *pages) render(w http.ResponseWriter, r *http.Request, file string, data any) error {
	return p.renderStatus(w, r, http.StatusOK, file, data)
}

func (p *pages) renderStatus(w http.ResponseWriter, r *http.Request, status int, file string, data any) error {
	f := frame{Theme: themeOf(r), Here: "/desk/", SignIn: p.SignIn != nil, Data: data}
	f.Person, _ = access.PersonOf(r.Context())
	if r.Method == http.MethodGet {
		f.Here = r.URL.RequestURI()
		f.Undo = p.undoable(r, f.Person)
	}
	var page bytes.Buffer
	if err := p.templates[file].ExecuteTemplate(&page, "page", f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := page.WriteTo(w)
	if err != nil {
		p.Log.DebugContext(r.Context(), "a page could not be sent", "error", err)
	}
	return nil
}
