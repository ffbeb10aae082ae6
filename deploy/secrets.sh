#!/bin/sh
# Makes the secrets of compose.yaml that are not there yet, in secrets/ beside
# this file. The containers read them as users of their own, so the files are
# readable and the folder is not.
set -eu
cd "$(dirname "$0")"
mkdir -p -m 700 secrets
cd secrets
for name in grafana_admin_password postgres_password; do
	[ -s "$name" ] || openssl rand -hex 32 >"$name"
done
[ -s store_dsn ] || echo "postgres://presscheck:$(cat postgres_password)@postgres/presscheck" >store_dsn
chmod 644 ./*
