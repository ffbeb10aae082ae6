package main

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/webhook"
)

func file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// newToken is one that the program makes, as an operator has it made.
func newToken(t *testing.T, config string, scopes ...string) string {
	t.Helper()
	args := []string{"token", "create", "--config", config, "--name", "test"}
	for _, scope := range scopes {
		args = append(args, "--scope", scope)
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, streams{nil, &out, &errs}, nil); code != 0 {
		t.Fatalf("token create = %d: %s", code, errs.String())
	}
	return strings.TrimSpace(out.String())
}

// ask is a request to the desk that has to be answered 200.
func (s *service) ask(t *testing.T, token, method, path, body string) []byte {
	t.Helper()
	r, err := http.NewRequest(method, s.address+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s %s = %s, %v: %s", method, path, answer.Status, err, text)
	}
	return text
}

func TestWhatIsHeldIsStillThereWhenTheServiceComesBack(t *testing.T) {
	store := filepath.Join(t.TempDir(), "desk.db")
	config := file(t, "presscheck.yaml", "store:\n  driver: sqlite\n  path: "+store+"\n")
	token := newToken(t, config, "review")
	first := startService(t, "--config", config)
	item := first.post(t, "/v1/check?site=a", "text/plain; charset=utf-8", glossed).Item
	if item == "" {
		t.Fatal("the held article is no item")
	}
	if code := first.stop(); code != 0 {
		t.Fatalf("exit code %d, log:\n%s", code, first.log)
	}
	again := startService(t, "--config", config)
	text := again.ask(t, token, "GET", "/v1/items/"+item, "")
	var got struct {
		Article string `json:"article"`
	}
	if err := json.Unmarshal(text, &got); err != nil || got.Article != glossed {
		t.Errorf("item: %v, %s", err, text)
	}
	again.stop()
	if logs := first.log.String() + again.log.String(); strings.Contains(logs, "館方") || strings.Contains(logs, token) {
		t.Errorf("the log holds the article or the token:\n%s", logs)
	}
}

func TestServingWithoutAStoreIsLoud(t *testing.T) {
	s := startService(t)
	s.stop()
	if !strings.Contains(s.log.String(), `"level":"WARN","msg":"no store is configured`) {
		t.Errorf("log:\n%s", s.log)
	}
}

func TestAStoreThatCannotBeOpenedIsNamed(t *testing.T) {
	for _, test := range []struct{ config, want string }{
		{"store:\n  driver: sqlite\n  path: " + t.TempDir() + "/none/desk.db", "open store"},
		{"store:\n  driver: postgres\n  dsn_file: " + t.TempDir() + "/none", "store.dsn_file"},
	} {
		var out bytes.Buffer
		code := run(t.Context(), []string{"serve", "--config", file(t, "presscheck.yaml", test.config)}, streams{nil, &out, &out}, nil)
		if code == 0 || !strings.Contains(out.String(), test.want) {
			t.Errorf("serve = %d, %s, want %q", code, out.String(), test.want)
		}
	}
}

func TestWebhooksAreReadAndTheirSecretsKept(t *testing.T) {
	const secret = "0123456789abcdef"
	good, err := webhooks(file(t, "good", "a.example:\n  url: https://a.example/x\n  secrets: ["+secret+"]\n"))
	if err != nil || good["a.example"].URL != "https://a.example/x" {
		t.Errorf("webhooks = %v, %v", good, err)
	}
	for text, want := range map[string]string{
		"a.example:\n  url: http://a.example\n  secrets: [" + secret + "]\n":                 "https://",
		"a.example:\n  url: https://a.example\n  secret: " + secret + "\n":                   "url, secrets and private",
		"a.example:\n  url: https://a.example\n  secrets: {x: " + secret + "}\n":             "url, secrets and private",
		"a.example:\n  url: https://a.example\n  secrets: [" + secret + ", " + "short" + "]": "16 bytes",
	} {
		_, err := webhooks(file(t, "bad", text))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestADecisionReachesTheSite(t *testing.T) {
	const secret = "fedcba9876543210"
	told := make(chan string, 1)
	cms := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err := errors.Join(err, webhook.Verify(secret, r.Header.Get(webhook.SignatureHeader), body, time.Now(), time.Minute)); err != nil {
			t.Error(err)
		}
		told <- string(body)
	}))
	defer cms.Close()
	config := file(t, "presscheck.yaml", "store:\n  driver: sqlite\n  path: "+filepath.Join(t.TempDir(), "desk.db")+
		"\n  undo: 1s\n  webhooks_file: "+file(t, "webhooks", "a:\n  url: "+cms.URL+"\n  secrets: ["+secret+"]\n  private: true\n"))
	token := newToken(t, config, "review")
	s := startService(t, "--config", config)
	item := s.post(t, "/v1/check?site=a", "text/plain; charset=utf-8", glossed).Item
	s.ask(t, token, "POST", "/v1/items/"+item+"/claim", `{"reviewer":"ann"}`)
	s.ask(t, token, "POST", "/v1/items/"+item+"/decision", `{"reviewer":"ann","version":2,"outcome":"approve"}`)
	got := <-told // the test's own time-out is the only one that is fair
	if !strings.Contains(got, `"item":"`+item+`"`) || !strings.Contains(got, `"outcome":"approve"`) {
		t.Errorf("the site was told %s", got)
	}
	if code := s.stop(); code != 0 {
		t.Errorf("exit code %d, log:\n%s", code, s.log)
	}
}
