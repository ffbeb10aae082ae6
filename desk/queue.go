package desk

import (
	"net/http"

	"github.com/presscheck/presscheck/access"
)

func (p *pages) queue(w http.ResponseWriter, r *http.Request) error {
	person, _ := access.PersonOf(r.Context())
	if sites := person.Sites(access.See); sites != nil && len(sites) == 0 {
		return errForbidden
	}
	return p.render(w, r, "queue.html", nil)
}
