package hiddentext

import (
	"strconv"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/markup"
)

// A way is how something is hidden, as far as that tells who did it.
type way struct {
	covert bool // it is laid out as if it were shown, but too small, too far away, too pale to see
	inline bool // said by a style attribute
	moved  bool // by a distance that nobody would choose: -5857px, not -9999px
	odd    bool // written as to slip through a search: "DisPlay : NONE !important"
}

func wayOf(v article.Visibility) way {
	declaration := v.Reason
	w := way{inline: !strings.ContainsAny(v.Reason, "{<")}
	if end := strings.IndexByte(v.Reason, '}'); end >= 0 {
		declaration = v.Reason[strings.LastIndexByte(v.Reason[:end], '{')+1 : end]
	}
	name, value, _ := strings.Cut(declaration, ":")
	switch name {
	case "display", "visibility", "content-visibility":
	default:
		w.covert = !strings.HasPrefix(v.Reason, "<") || strings.HasPrefix(v.Reason, "<marquee") || strings.HasPrefix(v.Reason, "<font")
	}
	w.moved = isMove(name) && isOddLength(value)
	w.odd = w.inline && isOddlyWritten(markup.Attr(v.By, "style"))
	return w
}

func isMove(property string) bool {
	switch property {
	case "left", "right", "top", "bottom", "text-indent", "margin", "inset":
		return true
	}
	return strings.HasPrefix(property, "margin-") || strings.HasPrefix(property, "inset-")
}

// isOddLength reports whether the number at the start of a length in px is one
// that people do not use to mean "far away": no hundreds, no row of nines.
func isOddLength(length string) bool {
	length = strings.TrimLeft(length, " -")
	end := strings.IndexFunc(length, func(r rune) bool { return r < '0' || r > '9' })
	if end <= 0 || !strings.HasPrefix(length[end:], "px") {
		return false
	}
	n, err := strconv.Atoi(length[:end])
	return err == nil && n%100 != 0 && strings.Trim(length[:end], "9") != ""
}

// isOddlyWritten reports whether a style attribute sets names apart from their
// colons, writes them in capital letters, or parts "!" from "important".
func isOddlyWritten(style string) bool {
	for declaration := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		if name = strings.TrimLeft(name, " \t\r\n"); strings.ContainsFunc(name, isCapital) || strings.HasSuffix(name, " ") && value != "" {
			return true
		}
		if _, force, forced := strings.Cut(value, "!"); forced && force != "important" {
			return true
		}
	}
	return false
}

func isCapital(r rune) bool { return 'A' <= r && r <= 'Z' }
