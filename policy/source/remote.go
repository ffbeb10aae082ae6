package source

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// A remote is a bundle on a server.
type remote struct {
	Options
	url  string
	etag string  // of last
	last *Policy // what the server sent last; nil until it sent something good
}

func openURL(place string, o Options) (*Source, error) {
	u, err := url.Parse(place)
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("it is no URL; write for example https://example.org/policy.tar.gz")
	case u.Scheme == "http" && o.Key == nil && !loopback(u.Hostname()):
		return nil, errors.New("over http anybody on the way can replace the policy; write https, or have it signed and set policy.verification_key_file")
	case u.Scheme == "http" && o.Token != "" && !loopback(u.Hostname()):
		return nil, errors.New("over http anybody on the way can read the token; write https")
	}
	r := &remote{Options: o, url: place}
	return &Source{shown(u), r.read}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// defaultClient follows no redirect: the token is for the server it was given for.
func defaultClient() *http.Client {
	return &http.Client{
		Timeout:       20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// read fetches the bundle, unless it is the one that was fetched last. What
// could not be used is fetched again the next time.
func (r *remote) read(ctx context.Context) (*Policy, error) {
	answer, err := r.ask(ctx)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusNotModified && r.last != nil:
		return r.last, nil
	case answer.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%w: %s", ErrUnreachable, remark(answer))
	}
	p, err := readBundle(answer.Body, r.Options)
	if err != nil {
		return nil, err
	}
	r.etag, r.last = answer.Header.Get("ETag"), p
	return p, nil
}

func (r *remote) ask(ctx context.Context) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", "presscheck")
	request.Header.Set("Accept-Encoding", "identity") // what is stored is compressed already
	if r.Token != "" {
		request.Header.Set("Authorization", "Bearer "+r.Token)
	}
	if r.etag != "" {
		request.Header.Set("If-None-Match", r.etag)
	}
	answer, err := r.Client.Do(request)
	if err != nil {
		return nil, withoutURL(err)
	}
	return answer, nil
}

// withoutURL is err without the URL, whose query may be a secret.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// remark says what a server answered, and what to do about it.
func remark(answer *http.Response) string {
	switch code := answer.StatusCode; {
	case code >= 300 && code < 400:
		return fmt.Sprintf("the server answered %s, and redirects are not followed; write the address of the bundle itself", answer.Status)
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return fmt.Sprintf("the server answered %s; see policy.token_file", answer.Status)
	}
	return "the server answered " + answer.Status
}
