package decisionlog

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"gopkg.in/natefinch/lumberjack.v2"
)

// lines writes a batch as lines. What cannot be written is not tried again: part
// of it may stand there already.
func lines(w io.Writer) sender {
	return func(_ context.Context, batch [][]byte) error {
		var text []byte
		for _, e := range batch {
			text = append(append(text, e...), '\n')
		}
		if _, err := w.Write(text); err != nil {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
		return nil
	}
}

// A File is where events are kept on disk. When it has MaxBytes it is renamed
// after the time and another is begun; the latest Keep of the renamed ones stay.
type File struct {
	Name     string
	MaxBytes int64 // counted in whole MiB, at least one
	Keep     int   // 0 keeps all
}

// ToFile writes events to f, one JSON object a line, as they come.
func ToFile(f File, o Options) *Log {
	return ToWriter(&lumberjack.Logger{Filename: f.Name, MaxSize: max(1, int(f.MaxBytes>>20)), MaxBackups: f.Keep}, o)
}

// ToServer posts events to address, gzipped JSON arrays of them, as OPA does to
// its decision log service. The token, if there is one, is sent as bearer token.
// Client nil means one with a time-out of 30 s that follows no redirect.
func ToServer(address, token string, client *http.Client, o Options) *Log {
	if client == nil {
		client = &http.Client{
			Timeout:       30 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	post := func(ctx context.Context, batch [][]byte) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(packed(batch)))
		if err != nil {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Content-Encoding", "gzip")
		request.Header.Set("User-Agent", "presscheck")
		if token != "" {
			request.Header.Set("Authorization", "Bearer "+token)
		}
		answer, err := client.Do(request)
		if err != nil {
			return withoutURL(err)
		}
		defer answer.Body.Close()
		_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16)) // so that the connection is used again
		return taken(answer)
	}
	return open(post, true, o)
}

func packed(batch [][]byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	// A bytes.Buffer takes all it is given.
	_, _ = w.Write([]byte{'['})
	_, _ = w.Write(bytes.Join(batch, []byte{','}))
	_, _ = w.Write([]byte{']'})
	_ = w.Close()
	return out.Bytes()
}

// taken says whether the server took the batch. That it has to wait, or to log
// in anew, may pass; any other fault of ours will not.
func taken(answer *http.Response) error {
	switch code := answer.StatusCode; {
	case code >= 200 && code < 300:
		return nil
	case code >= 500, code == http.StatusRequestTimeout, code == http.StatusTooManyRequests,
		code == http.StatusUnauthorized, code == http.StatusForbidden:
		return fmt.Errorf("the server answered %s", answer.Status)
	}
	return fmt.Errorf("%w: the server answered %s", errRefused, answer.Status)
}

// withoutURL is err without the URL, whose query may be a secret.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
