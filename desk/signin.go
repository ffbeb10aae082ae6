package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/presscheck/presscheck/access/oidc"
	"github.com/presscheck/presscheck/access/session"
	"github.com/presscheck/presscheck/access/throttle"
	"github.com/presscheck/presscheck/metrics"
)

// Where people sign in, and where a provider sends them back to.
const (
	SignInPath = "/desk/signin"
	OIDCPath   = "/desk/signin/oidc"
)

// SignIn is how people sign in.
type SignIn struct {
	Sessions *session.Sessions  // must be set
	Provider *oidc.Provider     // nil: with links alone
	Metrics  *metrics.Metrics   // nil records nothing
	Failures *throttle.Throttle // by client; nil: ten, and one more every half minute
}

// What people can be told who want to sign in.
var (
	errLink     = problem{http.StatusForbidden, "This link does not work any more", "It was used already, its time is over, or part of it is missing. Ask whoever runs presscheck for another: it is one line of theirs, presscheck token link."}
	errAttempt  = problem{http.StatusForbidden, "Signing in was not finished", "It took too long, was begun in another window, or was done already. Begin again."}
	errProvider = problem{http.StatusBadGateway, "You could not be signed in", "The provider where you sign in did not answer as it should. Why is in the log; try again, and tell whoever runs presscheck if it stays."}
	errNoRole   = problem{http.StatusForbidden, "You have no role here", "The provider knows you, but none of your groups has a role at presscheck. Whoever runs it can change that."}
	errTaken    = problem{http.StatusForbidden, "Your name belongs to somebody else here", "Somebody signed in with it in another way, and it stands in the history as theirs. Whoever runs presscheck can give you another."}
	errAgain    = problem{http.StatusTooManyRequests, "Too many attempts", "Signing in failed too often from your address. Wait a minute, then try again."}
)

// signInPage is the data of signin.html.
type signInPage struct {
	To       string // where to go then
	Provider string // its host; empty: there is none
}

func (p *pages) signIn(w http.ResponseWriter, r *http.Request) error {
	page := signInPage{To: session.Back(r.URL.Query().Get("to"))}
	if p.SignIn.Provider != nil {
		issuer, err := url.Parse(p.SignIn.Provider.Issuer)
		if err != nil {
			return err
		}
		page.Provider = issuer.Host
	}
	return p.render(w, r, "signin.html", page)
}

// enter signs in with a link, whose secret comes in the form: what comes in an
// address is kept by proxies, and used up by programs that look at links.
func (p *pages) enter(w http.ResponseWriter, r *http.Request) error {
	return p.trying(w, r, "link", func() error {
		r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
		link := r.PostFormValue("link")
		link = strings.TrimSpace(link[strings.LastIndex(link, "#")+1:])
		if err := p.SignIn.Sessions.Enter(w, r, link); err != nil {
			return err
		}
		http.Redirect(w, r, session.Back(r.PostFormValue("to")), http.StatusSeeOther)
		return nil
	})
}

// toProvider is asked for with GET: browsers hold what a form leads to against
// form-action. It changes nothing here.
func (p *pages) toProvider(w http.ResponseWriter, r *http.Request) error {
	if p.SignIn.Provider == nil {
		return errNowhere
	}
	return p.trying(w, r, "oidc", func() error {
		return p.SignIn.Provider.Start(w, r, session.Back(r.URL.Query().Get("to")))
	})
}

// fromProvider signs in whom the provider has signed in.
func (p *pages) fromProvider(w http.ResponseWriter, r *http.Request) error {
	if p.SignIn.Provider == nil {
		return errNowhere
	}
	return p.trying(w, r, "oidc", func() error {
		in, err := p.SignIn.Provider.Finish(w, r)
		if err != nil {
			return err
		}
		if err := p.SignIn.Sessions.Begin(w, r, in.Person, in.Account); err != nil {
			return err
		}
		http.Redirect(w, r, session.Back(in.Back), http.StatusSeeOther)
		return nil
	})
}

// trying counts it when try does not know who somebody is. Where that happened
// too often nothing is tried. An attempt that was not begun here does not count:
// any site can have a browser ask for its end, and nothing is guessed by it.
func (p *pages) trying(w http.ResponseWriter, r *http.Request, by string, try func() error) error {
	client := throttle.Client(r.RemoteAddr)
	if wait := p.SignIn.Failures.Left(client); wait > 0 {
		p.SignIn.Metrics.AuthFailure(by)
		w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
		return errAgain
	}
	err := try()
	told := signInProblem(err)
	if told != nil {
		p.SignIn.Metrics.AuthFailure(by)
		if !errors.Is(err, oidc.ErrStale) {
			p.SignIn.Failures.Take(client)
		}
		p.Log.InfoContext(r.Context(), "somebody could not sign in", "by", by, "error", err)
		return *told
	}
	return err
}

// signInProblem is what to tell about err, or nil if it is not about who
// somebody is.
func signInProblem(err error) *problem {
	for _, known := range []struct {
		err  error
		told problem
	}{
		{session.ErrLink, errLink}, {session.ErrTaken, errTaken},
		{oidc.ErrStale, errAttempt}, {oidc.ErrNoRole, errNoRole}, {oidc.ErrProvider, errProvider},
	} {
		if errors.Is(err, known.err) {
			return &known.told
		}
	}
	return nil
}

func (p *pages) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := p.SignIn.Sessions.End(w, r); err != nil {
		return err
	}
	http.Redirect(w, r, SignInPath, http.StatusSeeOther)
	return nil
}

// signingIn is the routes for that, if people can.
func (p *pages) signingIn() []route {
	if p.SignIn == nil {
		return nil
	}
	return []route{
		{"GET " + SignInPath, p.signIn},
		{"POST " + SignInPath, p.enter},
		{"GET " + SignInPath + "/start", p.toProvider},
		{"GET " + OIDCPath, p.fromProvider},
		{"POST /desk/signout", p.signOut},
	}
}

// withDefaults is s with a throttle.
func (s *SignIn) withDefaults() *SignIn {
	if s == nil || s.Failures != nil {
		return s
	}
	own := *s
	own.Failures = &throttle.Throttle{Every: 30 * time.Second, Burst: 10}
	return &own
}
