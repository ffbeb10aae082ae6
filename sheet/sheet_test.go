package sheet_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/sheet"
)

func TestNoCellIsAFormula(t *testing.T) {
	var b strings.Builder
	w, err := sheet.New(&b, "name", "does")
	if err != nil {
		t.Fatal(err)
	}
	dangerous := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"}
	for _, cell := range append(dangerous, "", "a=1", "zoé, \"5\"\nB", "é=") {
		if err := w.Row("x", cell); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows[1:] {
		got = append(got, row[1])
	}
	want := []string{"'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'\r=1", "'\n=1", "'＝1", "'＋1", "'－1", "'＠A", "", "a=1", "zoé, \"5\"\nB", "é="}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}
