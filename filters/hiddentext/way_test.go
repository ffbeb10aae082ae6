package hiddentext

import "testing"

func TestOddLengths(t *testing.T) {
	tests := []struct {
		length string
		want   bool
	}{
		{"-5857px", true}, {"-9990px", true}, {"-4071px", true}, {" -1620px", true},
		{"-9999px", false}, {"-999px", false}, {"-10000px", false}, {"-4900px", false}, {"-999em", false}, {"-9999rem", false}, {"auto", false}, {"", false},
	}
	for _, test := range tests {
		if got := isOddLength(test.length); got != test.want {
			t.Errorf("isOddLength(%q) = %v, want %v", test.length, got, test.want)
		}
	}
}

func TestOddWriting(t *testing.T) {
	tests := []struct {
		style string
		want  bool
	}{
		{"Display:none", true}, {"display : none", true}, {"color:red;LEFT:-4096PX", true}, {"display:none! important", true}, {"display:none!Important", true},
		{"display:none", false}, {" display: none ;\n color: #FFF", false}, {"display:none !important", false}, {"background:url(A.png)", false}, {"", false},
	}
	for _, test := range tests {
		if got := isOddlyWritten(test.style); got != test.want {
			t.Errorf("isOddlyWritten(%q) = %v, want %v", test.style, got, test.want)
		}
	}
}

func TestTellingNames(t *testing.T) {
	for name, want := range map[string]bool{
		"screen-reader-text": true, "print-only": true, "menuClosed": true, "d-none": true, "site_footer": true,
		"kq7x": false, "zvxqd": false, "hidden": false, "k-q7x": false, "qwrt-zxcv": false, "": false,
	} {
		if got := isTelling(name); got != want {
			t.Errorf("isTelling(%q) = %v, want %v", name, got, want)
		}
	}
}
