// Package webhook tells the program of a site what happened: one signed POST.
//
// Where to and with which secrets stands in a file of the operator's; what the
// other side answers is a stranger's. An address is looked at when the
// connection is made, after its name was resolved, so that a name which is
// pointed inwards does not lead there; redirects are not followed.
package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A Target is where a site wants to be told.
type Target struct {
	URL     string   `yaml:"url"`     // https; http for a private one
	Secrets []string `yaml:"secrets"` // at least one; each signs, so that they can be exchanged one after another
	Private bool     `yaml:"private"` // it may lie in a private network, or on this machine
}

// shortestSecret is how many bytes a secret has at least.
const shortestSecret = 16

// Check says what is wrong with t. It shows no secret.
func (t Target) Check() error {
	u, err := url.Parse(t.URL)
	switch {
	case err != nil, u.Host == "", u.User != nil, u.Scheme != "https" && !(t.Private && u.Scheme == "http"):
		return errors.New("url has to be an https:// address without a user; http:// only with private: true")
	case len(t.Secrets) == 0:
		return errors.New("secrets has to have at least one")
	}
	for _, s := range t.Secrets {
		if len(s) < shortestSecret {
			return fmt.Errorf("each of secrets has to have %d bytes or more", shortestSecret)
		}
	}
	return nil
}

// The headers of a message.
const (
	IDHeader        = "Presscheck-Delivery"  // the same when the message is sent again
	SignatureHeader = "Presscheck-Signature" // t=1700000000,v1=…,v1=…: see Verify
)

// A StatusError is an answer other than 2xx.
type StatusError int

func (e StatusError) Error() string { return "answered " + strconv.Itoa(int(e)) }

// timeout of one message, from the look-up of the name to the last byte.
const timeout = 10 * time.Second

// Send posts body, JSON, to t. Anything but a status of 2xx is an error.
func Send(ctx context.Context, t Target, id string, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.URL, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "presscheck")
	r.Header.Set(IDHeader, id)
	r.Header.Set(SignatureHeader, signature(t.Secrets, time.Now(), body))
	client := newClient(t.Private)
	defer client.CloseIdleConnections()
	answer, err := client.Do(r)
	if err != nil {
		return fmt.Errorf("webhook: %w", inner(err))
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)); err != nil {
		return fmt.Errorf("webhook: read answer: %w", err)
	}
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("webhook: %w", StatusError(answer.StatusCode))
	}
	return nil
}

// inner leaves out the address, which is in the settings.
func inner(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// signature is the HMAC-SHA256 of time and body by each secret.
func signature(secrets []string, at time.Time, body []byte) string {
	stamp := strconv.FormatInt(at.Unix(), 10)
	parts := []string{"t=" + stamp}
	for _, secret := range secrets {
		parts = append(parts, "v1="+hex.EncodeToString(sum(secret, stamp, body)))
	}
	return strings.Join(parts, ",")
}

func sum(secret, stamp string, body []byte) []byte {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(stamp + "."))
	h.Write(body)
	return h.Sum(nil)
}

// ErrSignature says that a message is not from who has the secret, or is old.
var ErrSignature = errors.New("the signature is not right")

// Verify is for the other side: it checks that header, the value of
// SignatureHeader, was made with secret for body, not longer than oldest before
// now. It is ErrSignature if not.
func Verify(secret, header string, body []byte, now time.Time, oldest time.Duration) error {
	var stamp string
	right := false
	for part := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "t":
			stamp = value
		case "v1":
			got, err := hex.DecodeString(value)
			right = right || err == nil && hmac.Equal(got, sum(secret, stamp, body))
		}
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if age := now.Sub(time.Unix(seconds, 0)); err != nil || !right || age > oldest || age < -oldest {
		return ErrSignature
	}
	return nil
}
