package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatIsHeldIsStillThereWhenTheServiceComesBack(t *testing.T) {
	const token = "0123456789abcdef0123456789abcdef"
	store := filepath.Join(t.TempDir(), "desk.db")
	config := file(t, "presscheck.yaml", "store:\n  driver: sqlite\n  path: "+store+"\n  token_file: "+file(t, "token", token+"\n"))
	first := startService(t, "--config", config)
	item := first.post(t, "/v1/check?site=a", "text/plain; charset=utf-8", glossed).Item
	if item == "" {
		t.Fatal("the held article is no item")
	}
	if code := first.stop(); code != 0 {
		t.Fatalf("exit code %d, log:\n%s", code, first.log)
	}
	again := startService(t, "--config", config)
	r, err := http.NewRequest("GET", again.address+"/v1/items/"+item, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	var got struct {
		Article string `json:"article"`
	}
	if err != nil || json.Unmarshal(text, &got) != nil || got.Article != glossed {
		t.Errorf("item = %s: %v, %s", answer.Status, err, text)
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
		{"store:\n  token_file: " + file(t, "token", "short"), "openssl rand"},
		{"store:\n  token_file: " + file(t, "empty", "\n"), "is empty"},
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
