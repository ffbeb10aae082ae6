package filtertest

import (
	"math/rand/v2"
	"path"
	"path/filepath"
	"slices"
	"testing"

	"github.com/presscheck/presscheck/filters"
)

// largestFuzzed keeps one execution of a fuzz test short.
const largestFuzzed = 32 << 10

// Fuzz checks the promises of filter on whatever the fuzzer makes of the
// fixtures in testdata, the clean articles and mutants of both.
func Fuzz(f *testing.F, filter filters.Filter) {
	inputs := slices.Concat(fixtureInputs(f), cleanArticles())
	random := rand.New(rand.NewPCG(1, 2))
	for i, in := range inputs {
		other := inputs[(i+7)%len(inputs)]
		for _, raw := range append(mutants(in.raw, other.raw, random), in.raw) {
			f.Add(raw, in.options.Plain)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte, plain bool) {
		if len(raw) > largestFuzzed {
			t.Skip("too large")
		}
		in := newInput("fuzzed", raw)
		in.options.Plain = plain
		examine(t, filter, in)
	})
}

// fixtureInputs reads the articles of the fixtures in testdata.
func fixtureInputs(tb testing.TB) []input {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no fixtures in testdata: %v", err)
	}
	var inputs []input
	for _, path := range paths {
		x, err := readFixture(path)
		if err != nil {
			tb.Fatal(err)
		}
		inputs = append(inputs, x.input)
	}
	return inputs
}

// mutants are variations that a fuzzer is slow to think of.
func mutants(raw, other []byte, random *rand.Rand) [][]byte {
	at := random.IntN(len(raw) + 1)
	end := at + random.IntN(len(raw)-at+1)
	return [][]byte{
		raw[:at], // cut short, perhaps within a character
		slices.Delete(slices.Clone(raw), at, end), // a hole
		slices.Concat(raw, raw[at:end]),           // text after </html>
		slices.Concat(raw[:at], other, raw[at:]),
		slices.Concat(raw[:at], []byte("<table><tr>"), raw[at:end], []byte("</table>"), raw[end:]), // text that the parser moves
		slices.Concat(raw[:at], []byte("<b>"), raw[at:end], []byte("</b>"), raw[end:]),
		slices.Concat(raw[:at], []byte("&#x200b;\u00ad"), raw[at:]),
		slices.Concat(raw[:at], []byte{0xff, 0, '\r'}, raw[at:]),
	}
}

// isPage reports whether name is that of an HTML file.
func isPage(name string) bool { return path.Ext(name) == ".html" }
