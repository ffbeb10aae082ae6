package written_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

var update = flag.Bool("update", false, "rewrite capabilities.json with the declarations of this version of OPA")

// The file is the list: a function is allowed by adding {"name":"…"} to it and
// running go test ./policy/written -update, which writes its declaration.
func TestCapabilitiesAreDeclaredAsInThisVersion(t *testing.T) {
	const file = "capabilities.json"
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := render(t, declared(t, got))
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s differs from this version of OPA (-want +got), run with -update:\n%s", file, d)
	}
}

func TestNothingMayBeFetched(t *testing.T) {
	text, err := os.ReadFile("capabilities.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := ast.LoadCapabilitiesJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if c.AllowNet == nil || len(c.AllowNet) > 0 {
		t.Errorf("allow_net = %#v, want empty and not nil, which would mean every host", c.AllowNet)
	}
}

func TestForbiddenFunctionsDoNotExist(t *testing.T) {
	forbidden := map[string]string{
		"http.send":              `http.send({"method": "get", "url": "http://localhost"})`,
		"net.lookup_ip_addr":     `net.lookup_ip_addr("localhost")`,
		"opa.runtime":            `opa.runtime()`,
		"rand.intn":              `rand.intn("a", 2)`,
		"uuid.rfc4122":           `uuid.rfc4122("a")`,
		"time.now_ns":            `time.now_ns()`,
		"io.jwt.encode_sign":     `io.jwt.encode_sign({}, {}, {})`,
		"io.jwt.encode_sign_raw": `io.jwt.encode_sign_raw("", "", "")`,
		"io.jwt.decode_verify":   `io.jwt.decode_verify("", {})`,
		"json.match_schema":      `json.match_schema({}, {"$ref": "http://localhost/s.json"})`,
		"json.verify_schema":     `json.verify_schema({"$ref": "http://localhost/s.json"})`,
		"rego.parse_module":      `rego.parse_module("a.rego", "package a")`,
		"trace":                  `trace("a")`,
		"sprintf":                `sprintf("%d", [1])`,
	}
	for name, call := range forbidden {
		t.Run(name, func(t *testing.T) {
			err := compile(map[string]string{"one.rego": module("reason contains x if x := " + call)})
			if want := "one.rego:3: rego_type_error: undefined function " + name; err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("Compile() = %v, want %q", err, want)
			}
		})
	}
}

func TestForbiddenSyntaxDoesNotExist(t *testing.T) {
	err := compile(map[string]string{"one.rego": module("reason contains $\"{input.site}\" if true")})
	if want := "one.rego:3: rego_parse_error"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("Compile() = %v, want %q", err, want)
	}
}

// declared keeps the names of text and takes everything else from OPA.
func declared(t *testing.T, text []byte) []*ast.Builtin {
	t.Helper()
	var listed struct{ Builtins []struct{ Name string } }
	if err := json.Unmarshal(text, &listed); err != nil {
		t.Fatal(err)
	}
	var all []*ast.Builtin
	for _, b := range ast.CapabilitiesForThisVersion().Builtins {
		if slices.ContainsFunc(listed.Builtins, func(l struct{ Name string }) bool { return l.Name == b.Name }) {
			all = append(all, b.Minimal())
		}
	}
	if len(all) != len(listed.Builtins) {
		t.Fatalf("%d of %d listed functions exist in this version of OPA", len(all), len(listed.Builtins))
	}
	return all
}

// render writes one function a line, so that a change to the list is one line too.
func render(t *testing.T, builtins []*ast.Builtin) []byte {
	t.Helper()
	var out bytes.Buffer
	out.WriteString("{\n\"features\": [\"keywords_in_refs\", \"rego_v1\"],\n\"allow_net\": [],\n\"builtins\": [")
	for i, b := range builtins {
		line, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			out.WriteString(",")
		}
		out.WriteString("\n")
		out.Write(line)
	}
	out.WriteString("\n]}\n")
	return out.Bytes()
}
