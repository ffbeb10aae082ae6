#!/usr/bin/env bash
# Installs what the tests need and runs every check of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# The tests use real programs: Prometheus and its promtool, Alertmanager's
# amtool, Chromium, and a PostgreSQL server, which Debian keeps out of the PATH
# and the tests start and stop themselves.
need() { # command, Debian package
	command -v "$1" >/dev/null && return
	if ! command -v apt-get >/dev/null; then
		echo "test.sh: $1 is missing; install it (Debian package $2) and run this again" >&2
		exit 1
	fi
	local sudo=""
	[ "$(id -u)" = 0 ] || sudo=sudo
	$sudo apt-get update -q
	DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends "$2"
}

# axe-core looks in pages for what keeps people out. It is nothing but a file
# that the tests of the desk hand to the browser.
axe() {
	local folder="${XDG_CACHE_HOME:-$HOME/.cache}/presscheck"
	local sum="29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c  $folder/node_modules/axe-core/axe.min.js"
	sha256sum --check --status 2>/dev/null <<<"$sum" && return
	npm install --silent --no-save --no-package-lock --ignore-scripts --prefix "$folder" axe-core@4.14.1
	sha256sum --check --quiet <<<"$sum"
}

step() {
	echo "== $*"
	"$@"
}

formatted() {
	local files
	files=$(gofmt -l .)
	[ -z "$files" ] || { printf 'not formatted by gofmt:\n%s\n' "$files" >&2; return 1; }
}

# The line that the Dockerfile runs, too.
build() {
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION:-dev}" -o "${OUT:-/dev/null}" ./cmd/presscheck
}

step need promtool prometheus
step need prometheus prometheus
step need amtool prometheus-alertmanager
PATH="$PATH$(printf ':%s' /usr/lib/postgresql/*/bin)" step need initdb postgresql
step need chromium chromium
step need npm npm
step axe
step formatted
step go mod tidy -diff
step go vet ./...
step go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
step build
step go test -race -timeout 30m ./...
step go test -timeout 30m -run TestACrowd ./review # with all its items
