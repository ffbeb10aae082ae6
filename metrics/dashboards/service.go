package main

// service is the board for the question whether presscheck answers, and fast.
func service() board {
	const requests = "presscheck_http_request_duration_seconds"
	failed := share(sum(rate(requests+"_count", `code=~"5.."`)), sum(rate(requests+"_count")))
	return board{
		name:  "service",
		title: "Service",
		about: "Requests, errors and durations; what takes the time; how full the machine is.",
		rows: []row{
			{"Requests", []panel{
				{kind: graph, title: "Requests", unit: "reqps", wide: 8, queries: []query{{sum(rate(requests+"_count"), "route"), "{{route}}"}},
					about: "Requests a second by route."},
				{kind: graph, title: "Failed", unit: "percentunit", wide: 8, queries: []query{{failed, "failed"}},
					about: "Share of answers with a status of 500 or more. The objective is less than 0.1%."},
				{kind: graph, title: "Answers by status", unit: "reqps", wide: 8, queries: []query{{sum(rate(requests+"_count"), "code"), "{{code}}"}},
					about: "Answers a second by status."},
				{kind: graph, title: "Duration of a check", unit: "s", wide: 8, queries: quantiles(requests, `route="/v1/check"`),
					about: "Time from the header of a request to the end of its answer. The objective is 99% under 250 ms."},
				{kind: graph, title: "Within 250 ms", unit: "percentunit", wide: 8, queries: []query{{
					share(sum(rate(requests+"_bucket", `le="0.25"`)), sum(rate(requests+"_count"))), "within 250 ms"}},
					about: "Share of answers within the objective."},
				{kind: graph, title: "Size of requests", unit: "bytes", wide: 8, queries: quantiles("presscheck_http_request_body_bytes"),
					about: "Size of the bodies of requests, as sent."},
			}},
			{"Articles", []panel{
				{kind: graph, title: "Filters", unit: "s", wide: 8, queries: []query{{
					quantile(0.99, "presscheck_filter_duration_seconds", []string{"filter"}), "{{filter}}"}},
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
				{kind: graph, title: "Panics", unit: "short", wide: 8, queries: []query{{
					sum("increase(" + of("presscheck_panics_total") + "[1h])"), "in an hour"}},
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
					quantile(0.99, "go_sched_latencies_seconds", []string{"instance"}), "{{instance}}"}},
					about: "How long goroutines wait for a processor, 99% of them. Milliseconds mean that the machine is full."},
				{kind: graph, title: "Open files", unit: "short", wide: 8, queries: []query{
					{of("process_open_fds"), "{{instance}}"}, {of("process_max_fds"), "limit of {{instance}}"}},
					about: "File descriptors in use, and how many there may be."},
			}},
		},
	}
}
