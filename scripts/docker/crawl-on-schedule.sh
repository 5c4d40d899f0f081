#!/bin/sh
# Harvests the guides in $GUIDES that are not in the index yet, refreshes all that are, and does so again every
# $INTERVAL_SECONDS. Told to stop it lets the crawl under way end in an orderly way; what is left is done after the
# next start.
set -u
program=${AWS_DOCS_PROGRAM:-/app/dist/cli/main.js}
child=
stop() {
  trap '' TERM INT
  [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
  wait
  exit 0
}
trap stop TERM INT

# In the background, since a shell handles no signal while it waits for a command in the foreground.
run() {
  "$@" &
  child=$!
  wait "$child"
}

while :; do
  # shellcheck disable=SC2086 -- a list of words on purpose
  [ -z "${GUIDES:-}" ] || run node "$program" crawl --if-missing $GUIDES
  run node "$program" refresh --budget "${REFRESH_BUDGET:-6h}"
  run sleep "${INTERVAL_SECONDS:-86400}"
done
