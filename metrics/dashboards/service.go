package main

// asked selects what clients ask for: neither probes nor scrapes.
const (
	asked = `route=~"/v1/.+"`
	check = `route="/v1/check"`
)

// service is the board for the question whether presscheck answers, and fast.
func service() board {
	const requests = "presscheck_http_request_duration_seconds"
	failed := share(sum(rate(requests+"_count", asked, `code=~"5.."`)), sum(rate(requests+"_count", asked)))
	burn := func(recorded, budget, times string) query {
		return query{"presscheck:" + recorded + "{job=~\"$job\"} / " + budget, times}
	}
	return board{
		name:  "service",
		title: "Service",
		about: "Requests, errors and durations; what takes the time; how full the machine is.",
		rows: []row{
			{"Requests", []panel{
				{kind: graph, title: "Requests", unit: "reqps", wide: 8, queries: []query{{sum(rate(requests+"_count"), "route"), "{{route}}"}},
					about: "Requests a second by route."},
				{kind: graph, title: "Failed", unit: "percentunit", wide: 8, queries: []query{{failed, "failed"}},
					about: "Share of answers to clients with a status of 500 or more. The objective is less than 0.1%."},
				{kind: graph, title: "Answers by status", unit: "reqps", wide: 8, queries: []query{{sum(rate(requests+"_count"), "code"), "{{code}}"}},
					about: "Answers a second by status."},
				{kind: graph, title: "Duration of a check", unit: "s", wide: 8, queries: quantiles(requests, check),
					about: "Time from the header of a request to the end of its answer. The objective is 99% under 250 ms."},
				{kind: graph, title: "Within 250 ms", unit: "percentunit", wide: 8, queries: []query{{
					share(sum(rate(requests+"_bucket", check, `le="0.25"`)), sum(rate(requests+"_count", check))), "within 250 ms"}},
					about: "Share of checks within 250 ms. The objective is 99%."},
				{kind: graph, title: "Budget burn", unit: "short", wide: 8, idle: true, queries: []query{
					burn("request_errors:ratio_rate1h", "0.001", "failures, 1 h"), burn("request_errors:ratio_rate6h", "0.001", "failures, 6 h"),
					burn("slow_checks:ratio_rate1h", "0.01", "slow checks, 1 h"), burn("slow_checks:ratio_rate6h", "0.01", "slow checks, 6 h")},
					about: "How many times as fast as the objectives allow errors and slow checks come. 14.4 over an hour or 6 over six hours wakes somebody. Of all instances, and none below one request in ten seconds."},
				{kind: graph, title: "Problems", unit: "ops", wide: 8, queries: []query{{sum(rate("presscheck_http_problems_total"), "problem"), "{{problem}}"}},
					about: "Requests, and lines of batches, that were told of a problem instead, a second. busy wants more instances, not-stored a look at the database, unauthorized at who asks."},
				{kind: graph, title: "Size of requests", unit: "bytes", wide: 8, queries: quantiles("presscheck_http_request_body_bytes"),
					about: "Size of the bodies of requests, as sent."},
				{kind: graph, title: "Failed sign-ins", unit: "short", wide: 8, queries: []query{{
					sum(increase("presscheck_auth_failures_total", "15m"), "by"), "{{by}}"}},
					about: "Times in a quarter of an hour that somebody could not show who they are, with a token, a link or at the provider."},
			}},
			{"Articles", []panel{
				{kind: graph, title: "Filters", unit: "s", wide: 8, queries: []query{{
					quantile(0.99, rate("presscheck_filter_duration_seconds_bucket"), "filter"), "{{filter}}"}},
					about: "Time that each filter takes for 99% of articles."},
				{kind: graph, title: "Filters that could not look", unit: "ops", wide: 8, queries: []query{{
					sum(rate("presscheck_filter_errors_total"), "filter", "reason"), "{{filter}} {{reason}}"}},
					about: "Errors of filters a second. Such an article is held for review."},
				{kind: graph, title: "Refused articles", unit: "ops", wide: 8, queries: []query{{
					sum(rate("presscheck_parse_rejected_total"), "reason"), "{{reason}}"}},
					about: "Articles a second that were refused before anything could look at them, by reason. Each is held for review."},
				{kind: graph, title: "Size of articles", unit: "bytes", wide: 8, queries: quantiles("presscheck_article_bytes"),
					about: "Size of the articles, as UTF-8."},
				{kind: graph, title: "Links", unit: "short", wide: 8, queries: quantiles("presscheck_article_links"),
					about: "Links in an article."},
				{kind: graph, title: "Panics in an hour", unit: "short", wide: 8, queries: []query{{
					sum(increase("presscheck_panics_total", "1h")), "panics"}},
					about: "Panics that were recovered from. Each is a bug: the log has its stack."},
			}},
			{"Saturation", []panel{
				{kind: graph, title: "In flight", unit: "short", wide: 8, queries: []query{{of("presscheck_http_requests_in_flight"), "{{instance}}"}},
					about: "Requests being answered. Beyond server.max_in_flight checks are answered 503."},
				{kind: graph, title: "Processor", unit: "short", wide: 8, queries: []query{{rate("process_cpu_seconds_total"), "{{instance}}"}},
					about: "Processors in use."},
				{kind: graph, title: "Memory", unit: "bytes", wide: 8, queries: []query{
					{of("process_resident_memory_bytes"), "{{instance}}"}, {of("go_gc_gomemlimit_bytes") + " < 1e15", "limit of {{instance}}"}},
					about: "Resident memory, and GOMEMLIMIT where it is set."},
				{kind: graph, title: "Goroutines", unit: "short", wide: 8, queries: []query{{of("go_goroutines"), "{{instance}}"}},
					about: "Goroutines. They follow the requests in flight; a number that only grows is a leak."},
				{kind: graph, title: "Pauses for scheduling", unit: "s", wide: 8, queries: []query{{
					quantile(0.99, rate("go_sched_latencies_seconds_bucket"), "instance"), "{{instance}}"}},
					about: "How long goroutines wait for a processor, 99% of them. Milliseconds mean that the machine is full."},
				{kind: graph, title: "Open files", unit: "short", wide: 8, queries: []query{
					{of("process_open_fds"), "{{instance}}"}, {of("process_max_fds"), "limit of {{instance}}"}},
					about: "File descriptors in use, and how many there may be."},
				{kind: graph, title: "Slow decisions in an hour", unit: "short", wide: 8, queries: []query{{
					sum(increase("presscheck_flight_recordings_total", "1h"), "result"), "{{result}}"}},
					about: "Decisions that took longer than flight.threshold, by what became of the recording. Those that were written lie in flight.directory."},
				{kind: graph, title: "Lost spans in an hour", unit: "short", wide: 8, queries: []query{{
					sum(increase("presscheck_spans_lost_total", "1h")), "lost"}},
					about: "Spans of traces that the collector did not take. The log has its answer; verdicts are not affected."},
			}},
		},
	}
}
