package metrics_test

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/presscheck/presscheck/metrics"
)

// mostSites is how many sites a configuration may list.
const mostSites = 1000

// ofSites has counted an article of each site, of which the first are listed.
func ofSites(submitted int) *metrics.Metrics {
	var listed []string
	for i := range min(submitted, mostSites) {
		listed = append(listed, fmt.Sprintf("site-%d", i))
	}
	m := metrics.New(metrics.Known{Sites: listed, Verdicts: []string{"publish", "review", "reject"}})
	for i := range submitted {
		m.Verdict("publish", "http", fmt.Sprintf("site-%d", i))
	}
	return m
}

// seriesIn counts the lines that are no comments.
func seriesIn(exposition []byte) int {
	return bytes.Count(exposition, []byte("\n")) - bytes.Count(exposition, []byte("# "))
}

func TestSitesBeyondTheCapAddNoSeries(t *testing.T) {
	series := func(submitted int) int {
		w := httptest.NewRecorder()
		ofSites(submitted).Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		return seriesIn(w.Body.Bytes())
	}
	if all, most := series(10*mostSites), series(mostSites); all != most {
		t.Errorf("%d series for 10,000 sites, %d for 1,000, want as many", all, most)
	}
}
