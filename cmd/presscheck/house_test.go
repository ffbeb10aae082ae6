package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/presscheck/presscheck"

// floors is the plan of the house: a package may import those of ours that are
// on a floor below its own, and none beside or above it. A pattern ending in /*
// stands for the folders directly below.
var floors = []struct {
	pattern string
	floor   int
}{
	{"cmd/presscheck", 7},
	{"deploy", 7},
	{"server", 6},
	{"review", 5},
	{"review/alike", 3},
	{"review/reviewtest", 6},
	{"review/views", 2},
	{"review/groups", 5},
	{"review/outbox", 3},
	{"review/figures", 2},
	{"database", 1},
	{"access", 3},
	{"access/oidc", 5},
	{"access/oidc/oidctest", 5},
	{"access/*", 4},
	{"access/internal/secret", 1},
	{"audit", 2},
	{"desk", 6},
	{"desk/browsertest", 1},
	{"desk/internal/chart", 1},
	{"desk/internal/*", 2},
	{"database/databasetest", 2},
	{"eval", 5},
	{"decisionlog", 5},
	{"pipeline", 4},
	{"policy/live", 4},
	{"filters/suite", 4},
	{"filters/filtertest", 4},
	{"policy", 3},
	{"policy/settings", 0},
	{"policy/written", 1},
	{"policy/tests", 2},
	{"policy/source", 2},
	{"policy/flood", 3},
	{"policy/explain", 4},
	{"policy/authoring", 4},
	{"repair", 3},
	{"filters/internal/standing", 3},
	{"filters/internal/*", 2},
	{"filters/internal/*/*", 2},
	{"filters/internal/*/*/*", 2},
	{"filters/*", 3},
	{"filters", 2},
	{"eval/faults", 2},
	{"eval/fit", 6},
	{"article", 1},
	{"article/internal/sight", 0},
	{"article/internal/stylesheet", -1},
	{"article/internal/dom", -2},
	{"metrics", 1},
	{"metrics/alerts", 2},
	{"metrics/dashboards", 2},
	{"webhook", 1},
	{"sheet", 1},
	{"flight", 2},
	{"tracing", 0},
	{"tracing/otlp", 1},
	{"configs", 1},
}

// beside lists the imports on one floor that the plan allows.
var beside = map[string][]string{
	"filters":            {"filters/internal/*"},
	"filters/*":          {"filters/internal/standing"},
	"filters/internal/*": {"filters/internal/*"},
	"review/groups":      {"review"},
}

// forTests is what tests on any floor may import.
var forTests = []string{"filters/filtertest", "filters/suite", "database/databasetest", "access/oidc/oidctest", "desk/browsertest", "review", "review/reviewtest"}

func floorOf(dir string) (int, bool) {
	for _, f := range floors {
		if ok, _ := path.Match(f.pattern, dir); ok {
			return f.floor, true
		}
	}
	return 0, false
}

// A goFile is one parsed Go file of the house.
type goFile struct {
	path, dir string // relative to the module
	file      *ast.File
	set       *token.FileSet
	isTest    bool
}

// sources parses every Go file. It reads them itself, so that the test cache
// sees which files the result depends on.
func sources(t *testing.T) []goFile {
	t.Helper()
	root := filepath.Join("..", "..")
	var all []goFile
	err := filepath.WalkDir(root, func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && entry.Name() != "..") {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(p) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, p, nil, parser.ParseComments)
		all = append(all, goFile{filepath.ToSlash(rel), path.Dir(filepath.ToSlash(rel)), file, set, strings.HasSuffix(p, "_test.go")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestImportsPointDown(t *testing.T) {
	for _, s := range sources(t) {
		floor, known := floorOf(s.dir)
		if !known {
			t.Errorf("%s: folder %s is not in the plan of the house", s.path, s.dir)
			continue
		}
		for _, spec := range s.file.Imports {
			target, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module+"/")
			if !ours || s.isTest && target == s.dir || mayImport(s, floor, target) {
				continue
			}
			t.Errorf("%s: %s imports %s, which is not below it", s.set.Position(spec.Pos()), s.dir, target)
		}
	}
}

// mayImport allows floors below, what stands in beside, and forTests in tests.
func mayImport(s goFile, floor int, target string) bool {
	below, known := floorOf(target)
	if known && below < floor || s.isTest && slices.Contains(forTests, target) {
		return true
	}
	for from, allowed := range beside {
		if ok, _ := path.Match(from, s.dir); !ok {
			continue
		}
		if slices.ContainsFunc(allowed, func(pattern string) bool { ok, _ := path.Match(pattern, target); return ok }) {
			return true
		}
	}
	return false
}

var roomOfMap = regexp.MustCompile("(?m)^\\| (\\d) \\| `([^`]+)`")

func TestTheMapInTheREADMEGoesFromTheTopFloorDown(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows, above := roomOfMap.FindAllStringSubmatch(string(readme), -1), 9
	for _, row := range rows {
		number, room := int(row[1][0]-'0'), row[2]
		if floor, known := floorOf(strings.Replace(room, "<name>", "gloss", 1)); !known || floor != number || number > above {
			t.Errorf("%s: the map has it on floor %d, behind floor %d; the plan of the house has %d", room, number, above, floor)
		}
		above = number
	}
	if len(rows) < 10 {
		t.Errorf("only %d rows were found", len(rows))
	}
}

func TestEveryPackageSaysWhatItDoes(t *testing.T) {
	described := map[string]bool{}
	for _, s := range sources(t) {
		if !s.isTest {
			described[s.dir] = described[s.dir] || s.file.Doc.Text() != ""
		}
	}
	for dir, ok := range described {
		if !ok {
			t.Errorf("%s: no package comment", dir)
		}
	}
}

func TestEveryFilterIsComplete(t *testing.T) {
	suite, err := os.ReadFile(filepath.Join("..", "..", "filters", "suite", "suite.go"))
	if err != nil {
		t.Fatal(err)
	}
	folders, err := os.ReadDir(filepath.Join("..", "..", "filters"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if !f.IsDir() || slices.Contains([]string{"suite", "filtertest", "internal"}, f.Name()) {
			continue
		}
		for _, part := range []string{"README.md", f.Name() + ".go", f.Name() + "_test.go", "testdata"} {
			if _, err := os.Stat(filepath.Join("..", "..", "filters", f.Name(), part)); err != nil {
				t.Errorf("filters/%s: no %s", f.Name(), part)
			}
		}
		if !strings.Contains(string(suite), f.Name()+".New()") {
			t.Errorf("filters/%s: not in filters/suite", f.Name())
		}
	}
}

// TestNothingHappensBehindTheReader keeps out what a reader of main would not
// see: init functions, registries by blank import, drawers for everything.
func TestNothingHappensBehindTheReader(t *testing.T) {
	for _, s := range sources(t) {
		if slices.Contains([]string{"util", "utils", "common", "helpers", "misc"}, s.file.Name.Name) {
			t.Errorf("%s: package %s says nothing about what it holds", s.path, s.file.Name.Name)
		}
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s: an init function", s.set.Position(f.Pos()))
			}
		}
		for _, spec := range s.file.Imports {
			if why := blankImport(spec); why != "" {
				t.Errorf("%s: %s", s.set.Position(spec.Pos()), why)
			}
		}
	}
}

// blankImport says what is wrong with importing spec for its effects alone.
// Embedding and database drivers cannot be had otherwise.
func blankImport(spec *ast.ImportSpec) string {
	if spec.Name == nil || spec.Name.Name != "_" {
		return ""
	}
	switch target := strings.Trim(spec.Path.Value, `"`); target {
	case "embed", "modernc.org/sqlite", "github.com/jackc/pgx/v5/stdlib":
		return ""
	default:
		return fmt.Sprintf("%s is imported for its effects alone", target)
	}
}

// TestTheImageIsBuiltAsTheTestsBuild keeps the build line of the Dockerfile, which
// no test can run, equal to the one that every test run does run.
func TestTheImageIsBuiltAsTheTestsBuild(t *testing.T) {
	line := func(file string) string {
		text, err := os.ReadFile(filepath.Join("..", "..", file))
		if err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(string(text)) {
			if strings.Contains(l, "go build") {
				return strings.TrimSpace(l)
			}
		}
		t.Fatalf("%s: no line with go build", file)
		return ""
	}
	if docker, tests := line("Dockerfile"), line("test.sh"); docker != tests {
		t.Errorf("Dockerfile builds with\n\t%s\ntest.sh with\n\t%s", docker, tests)
	}
}
