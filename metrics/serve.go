package metrics

import (
	"net/http"
	"runtime/debug"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	versioncollector "github.com/prometheus/client_golang/prometheus/collectors/version"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/version"
)

// scrapeTimeout is below Prometheus' default, 10 s.
const scrapeTimeout = 9 * time.Second

// Handler answers scrapes, in the text format or as OpenMetrics, three at a
// time, and counts its own errors. A nil *Metrics answers 404.
func (m *Metrics) Handler() http.Handler {
	if m == nil {
		return http.NotFoundHandler()
	}
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		Registry:            m.registry,
		ErrorHandling:       promhttp.ContinueOnError,
		EnableOpenMetrics:   true,
		MaxRequestsInFlight: 3,
		Timeout:             scrapeTimeout,
	})
}

// Gather returns all metrics as they stand, so that Metrics is a
// prometheus.Gatherer. A nil *Metrics has none.
func (m *Metrics) Gather() ([]*dto.MetricFamily, error) {
	if m == nil {
		return nil, nil
	}
	return m.registry.Gather()
}

// buildInfo is presscheck_build_info. The version is the one the linker was
// told, else that of the module.
func buildInfo() prometheus.Collector {
	if info, ok := debug.ReadBuildInfo(); ok && version.Version == "" {
		return versioncollector.NewCollector("presscheck",
			versioncollector.WithExtraConstLabels(prometheus.Labels{"version": info.Main.Version}))
	}
	return versioncollector.NewCollector("presscheck")
}
