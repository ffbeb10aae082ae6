package configs

import (
	"net/url"
	"strings"
	"time"
)

func (l *loader) validateAccess(a Access, s Store) {
	if a.Origin != "" && !isOrigin(a.Origin) {
		l.refuse("access::origin", "is %q; write https:// and the host alone, for example https://desk.example.org; http is for this machine only", a.Origin)
	}
	l.oneOf("access::check", a.Check, "anyone", "tokens")
	l.oneOf("access::metrics", a.Metrics, "anyone", "tokens")
	for _, setting := range []struct{ key, value string }{{"access::check", a.Check}, {"access::metrics", a.Metrics}} {
		if setting.value == "tokens" && s.Driver == "none" {
			l.refuse(setting.key, "is tokens, but there is no store to keep them in; set store.driver to sqlite or postgres")
		}
	}
	between(l, "access::token_rate", a.TokenRate, 0, 1_000_000)
	between(l, "access::session_idle", a.SessionIdle, time.Minute, 30*24*time.Hour)
	between(l, "access::session_longest", a.SessionLongest, time.Minute, 30*24*time.Hour)
	notAbove(l, "access::session_idle", a.SessionIdle, "access::session_longest", a.SessionLongest)
}

// isOrigin reports whether address is scheme and host, and secrets are safe on
// the way there.
func isOrigin(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && u.Scheme+"://"+u.Host == address && secure(address)
}

func secure(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") && local(address)
}

func (l *loader) validateOIDC(o OIDC, a Access, s Store) {
	if o.Issuer == "" {
		return
	}
	if !secure(o.Issuer) {
		l.refuse("oidc::issuer", "is %q; write the https address that the provider names as its issuer", o.Issuer)
	}
	for _, needed := range []struct{ key, value string }{
		{"oidc::client_id", o.ClientID}, {"oidc::name_claim", o.NameClaim}, {"oidc::groups_claim", o.GroupsClaim}, {"oidc::roles_file", o.RolesFile},
	} {
		if needed.value == "" {
			l.refuse(needed.key, "is empty, and needed with oidc.issuer")
		}
	}
	if a.Origin == "" {
		l.refuse("access::origin", "is empty, but the provider at oidc.issuer has to know where to send people back to")
	}
	if s.Driver == "none" {
		l.refuse("oidc::issuer", "is set, but there is no store to keep sessions in; set store.driver to sqlite or postgres")
	}
}
