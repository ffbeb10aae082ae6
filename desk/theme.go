package desk

import (
	"net/http"
	"strings"
)

const themeCookie = "presscheck_theme"

// themeOf is the theme that was chosen: light, dark, or empty for none.
func themeOf(r *http.Request) string {
	c, err := r.Cookie(themeCookie)
	if err != nil {
		return ""
	}
	return knownTheme(c.Value)
}

func knownTheme(name string) string {
	if name != "light" && name != "dark" {
		return ""
	}
	return name
}

// theme keeps the choice of a theme in the browser, and goes back.
func (p *pages) theme(w http.ResponseWriter, r *http.Request) error {
	const year = 365 * 24 * 60 * 60
	http.SetCookie(w, &http.Cookie{
		Name: themeCookie, Value: knownTheme(r.FormValue("theme")), Path: "/desk/", MaxAge: year, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	http.Redirect(w, r, within(r.FormValue("back")), http.StatusSeeOther)
	return nil
}

// within is address if it leads to a page here, and the first page otherwise.
func within(address string) string {
	if !strings.HasPrefix(address, "/desk/") || strings.ContainsAny(address, "\\\r\n") {
		return "/desk/"
	}
	return address
}
