package toolcall

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A fragment is Data[start:end] of a block.
type fragment struct {
	start, end int
	form       form
	marks      int      // calls, tokens, tags and citations in it
	name       string   // the first of them
	strays     []string // foreign words that follow a call
	arguments  bool     // a call has its arguments, or says their format
	known      bool     // the tool is one that models are known to call
}

// A form says what kind of mark began a fragment.
type form string

const (
	call     form = "call"
	token    form = "token"
	tag      form = "tag"
	citation form = "citation"
)

// The marks. Tools, tokens and tags are those of the chat templates that
// OpenAI (ChatML, harmony), Anthropic, Qwen and DeepSeek have published;
// citations those that several assistants are known to leave in copied text.
var (
	callMark  = regexp.MustCompile(`\bto=([a-z][a-z_]{1,30})(\.[A-Za-z_]\w{0,60})?`)
	tokenMark = regexp.MustCompile(`<\|[A-Za-z][A-Za-z0-9_]{1,40}\|>|<｜[^<>｜\s]{2,40}｜>`)
	tagMark   = regexp.MustCompile(`</?(?:antml:)?(?:tool_calls?|tool_response|tool_results?|function_calls?|function_results?|(?:invoke|parameter)(?: name="[^"<>]{1,80}"|>))[^<>]{0,80}>?`)
	cites     = regexp.MustCompile(`(?:[\x{E200}-\x{E20F}](?:[a-z_]{1,12}[\x{E200}-\x{E20F}])?)?\b(?:(?:file)?cite)?(?:turn\d{1,3}(?:search|view|news|file|fetch|image|academia|product|finance|forecast|sports|business|reddit|youtube|maps|click|open|find|time)\d{1,3}[\x{E200}-\x{E20F}]*)+` +
		`|【\d{1,3}(?::\d{1,3})?†[^【】\n]{1,80}】` +
		"|:contentReference\\[oaicite:\\d{1,4}\\](?:\\{index=\\d{1,4}\\})?|[\u200B`]*[【\\[]oaicite:\\d{1,4}[】\\]](?:\\{index=\\d{1,4}\\})?[\u200B`]*" +
		`|\[cite_start\]|\[cite: ?\d{1,4}(?:[,-] ?\d{1,4})*\]`)
)

// tools are the names that calls are addressed to.
var tools = []string{"functions", "multi_tool_use", "browser", "python", "container", "web", "file_search", "image_gen", "canmore", "computer", "bio"}

// maxMarks of a kind in one paragraph are enough: it cannot become more
// suspect, and is not repaired.
const maxMarks = 500

// scan lists the fragments of data in order. Marks with nothing but white
// space, strays and words of the template between them are one fragment.
func scan(data string, home home) []fragment {
	marks := slices.Concat(calls(data, home), tokens(data), tags(data), citations(data))
	slices.SortStableFunc(marks, func(a, b fragment) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	var all []fragment
	for _, m := range marks {
		if n := len(all) - 1; n >= 0 && m.start <= all[n].end+gap(data[all[n].end:]) {
			all[n].join(m)
			continue
		}
		all = append(all, m)
	}
	return all
}

// gap is the size of the white space and the words of a chat template that s
// begins with.
func gap(s string) int { return len(betweenMarks.FindString(s)) }

var betweenMarks = regexp.MustCompile(`^\s*(?:(?:assistant|analysis|commentary|final|user|system|developer|tool|json|code)\b\s*)?`)

func (g *fragment) join(m fragment) {
	g.end = max(g.end, m.end)
	g.marks += m.marks
	g.strays = append(g.strays, m.strays...)
	g.arguments = g.arguments || m.arguments
	g.known = g.known || m.known
	if m.form == call {
		g.form = call
	}
}

func calls(data string, home home) []fragment {
	var all []fragment
	end := 0
	for _, m := range marksOf(callMark, data, "to=") {
		g := fragment{start: m[0], end: m[1], form: call, marks: 1, name: data[m[0]:m[1]]}
		if g.start < end || inAddress(data[:g.start]) {
			continue
		}
		g.known = slices.Contains(tools, data[m[2]:m[3]]) && m[4] >= 0
		g.takeRoles(data)
		named := g.start < m[0]
		g.takeResidue(data, home)
		if g.known || (m[4] >= 0 || named) && (len(g.strays) > 0 || g.arguments) {
			all = append(all, g)
			end = g.end
		}
	}
	return all
}

// inAddress reports whether what stands behind before is the parameter of an
// address or of a command.
func inAddress(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(`?&;/.=-"'(#%`, r)
}

// takeRoles takes in who speaks: "assistant commentary to=…".
func (g *fragment) takeRoles(data string) {
	g.start -= len(roles.FindString(data[max(0, g.start-64):g.start]))
}

var roles = regexp.MustCompile(`(?:\b(?:assistant|analysis|commentary|final)\s{0,3})+$`)

func tokens(data string) []fragment {
	var all []fragment
	for _, m := range marksOf(tokenMark, data, "<|", "<｜") {
		g := fragment{start: m[0], end: m[1], form: token, marks: 1, name: data[m[0]:m[1]]}
		if role := templateWord.FindString(data[g.end:]); role != "" {
			g.end += len(role)
			g.arguments = true
		}
		all = append(all, g)
	}
	return all
}

// templateWord is a role or channel behind a token or a call.
var templateWord = regexp.MustCompile(`^(?:assistant|analysis|commentary|final|user|system|developer|tool)\b`)

// tags takes in what stands between a tag and the one that closes it.
func tags(data string) []fragment {
	var all []fragment
	open := map[string]int{} // name → index into all
	for _, m := range marksOf(tagMark, data, "_call", "_res", "<invoke", "/invoke", "param") {
		text := data[m[0]:m[1]]
		name := tagName(text)
		if i, ok := open[name]; ok && text[1] == '/' {
			all = all[:i+1]
			all[i].end, all[i].arguments = m[1], true
			all[i].marks++
			clear(open)
			continue
		}
		if text[1] != '/' {
			if _, ok := open[name]; !ok {
				open[name] = len(all)
			}
		}
		all = append(all, fragment{start: m[0], end: m[1], form: tag, marks: 1, name: text})
	}
	return all
}

func tagName(tag string) string {
	name := strings.TrimLeft(tag, "</")
	if i := strings.IndexAny(name, " />\n"); i >= 0 {
		name = name[:i]
	}
	return name
}

func citations(data string) []fragment {
	var all []fragment
	for _, m := range marksOf(cites, data, "turn", "†", "oaicite", "[cite") {
		all = append(all, fragment{start: m[0], end: m[1], form: citation, marks: 1, name: data[m[0]:m[1]]})
	}
	return all
}

// marksOf are the matches of re with their groups, if data has one of the signs
// that each match holds.
func marksOf(re *regexp.Regexp, data string, signs ...string) [][]int {
	for _, sign := range signs {
		if strings.Contains(data, sign) {
			return re.FindAllStringSubmatchIndex(data, maxMarks)
		}
	}
	return nil
}
