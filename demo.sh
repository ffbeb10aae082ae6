#!/usr/bin/env bash
# Builds presscheck, starts the service, checks a damaged article over HTTP and
# with the command, repairs it, and stops the service.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
article=${1:-examples/article.html}
address=${ADDRESS:-127.0.0.1:8080}
work=$(mktemp -d)
trap 'kill "${service:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

go build -o "$work/presscheck" ./cmd/presscheck
"$work/presscheck" serve --server-address "$address" 2>"$work/log" &
service=$!
for _ in $(seq 50); do
	curl -sf "http://$address/readyz" >/dev/null && break
	kill -0 "$service" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
	sleep 0.1
done

echo "== POST /v1/check"
curl -sf -H 'Content-Type: text/html' --data-binary "@$article" "http://$address/v1/check" >"$work/answer"
head -c 400 "$work/answer"
echo …
echo "== presscheck check"
"$work/presscheck" check "$article" || true
echo "== presscheck repair, then check again"
"$work/presscheck" repair "$article" 2>/dev/null >"$work/repaired.html" || true
"$work/presscheck" check "$work/repaired.html" | sed "s|$work/||"
