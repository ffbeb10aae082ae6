package metrics

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

// unmatched is the route of requests that no pattern matches.
const unmatched = "unmatched"

// requests times answers by route, method and status. Which statuses a route
// gives is not known beforehand, so its series are made when they are needed;
// all three labels are closed sets all the same.
type requests struct {
	times  *prometheus.HistogramVec
	routes map[string]string // from pattern to label
}

// expected are the statuses whose series exist from the start: the good one
// and those that availability is computed from.
var expected = [...]int{http.StatusOK, http.StatusInternalServerError, http.StatusServiceUnavailable}

func newRequests(times *prometheus.HistogramVec, patterns []string) requests {
	r := requests{times: times, routes: map[string]string{"": unmatched}}
	for _, pattern := range patterns {
		method, route, ok := strings.Cut(pattern, " ")
		if !ok {
			method, route = http.MethodGet, pattern
		}
		r.routes[pattern] = route
		for _, code := range expected {
			r.at(pattern, method, code)
		}
	}
	return r
}

func (r requests) at(pattern, method string, code int) prometheus.Observer {
	route, ok := r.routes[pattern]
	if !ok {
		route = other
	}
	return r.times.WithLabelValues(route, methodLabel(method), codeLabel(code))
}

// methodLabel keeps the methods of RFC 9110 §9.3 and RFC 5789; a client may
// send any word.
func methodLabel(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodConnect, http.MethodOptions, http.MethodTrace:
		return method
	}
	return other
}

func codeLabel(code int) string {
	if http.StatusText(code) == "" {
		return other
	}
	return strconv.Itoa(code)
}
