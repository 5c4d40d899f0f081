#!/usr/bin/env bash
# What cron calls: refreshes the index, keeps a log, and says nothing unless something is wrong. Then it prints one
# line, which cron mails.
#
#   reindex.sh [options of "aws-docs-offline refresh"]          15 2 * * *  /path/to/reindex.sh --budget 4h
#
# With AWS_DOCS_REINDEX=pull it gets from a published repository what is newer there, instead of asking the site;
# options are those of "pull" then.
#
# Exit codes are those of the command: 0 done, 2 something failed, 3 refused; 0 too when the run before is still at
# work. Environment:
#   AWS_DOCS_REINDEX  what to run: refresh (default) or pull, with its source in AWS_DOCS_PULL_FROM and the key in
#                     AWS_DOCS_TRUST
#   AWS_DOCS_REINDEX_WANTED  time for guides that searches lacked, such as 2h: "crawl --wanted" afterwards (default:
#                            none)
#   AWS_DOCS_LOG      log file (default: ~/.local/state/aws-docs-offline/refresh.log); kept below 10 MB, the older
#                     half in FILE.1
#   AWS_DOCS_PROGRAM  command to run (default: the program beside this script, else aws-docs-offline)
#   NODE              Node.js to run it with; cron's PATH is short (default: node, also looked for in the usual places)
set -u

log=${AWS_DOCS_LOG:-${XDG_STATE_HOME:-${HOME:-/tmp}/.local/state}/aws-docs-offline/refresh.log}
lock=$log.lock
most_bytes=$((10 * 1024 * 1024))
longest_run_minutes=$((26 * 60))

complain() { # code, what is wrong
  printf 'aws-docs-offline on %s: %s (log: %s)\n' "$(uname -n)" "$2" "$log"
  exit "$1"
}

note() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >>"$log"; }

work=${AWS_DOCS_REINDEX:-refresh}
case $work in
  refresh | pull) ;;
  *) complain 3 "AWS_DOCS_REINDEX is \"$work\"; it must be refresh or pull" ;;
esac

mkdir -p "$(dirname "$log")" 2>/dev/null && : >>"$log" 2>/dev/null || {
  printf 'aws-docs-offline on %s: the log %s cannot be written; set AWS_DOCS_LOG to another file\n' "$(uname -n)" "$log"
  exit 3
}

# mkdir makes the lock in one step on every system; flock is not on macOS.
if ! mkdir "$lock" 2>/dev/null; then
  owner=$(cat "$lock/pid" 2>/dev/null)
  if [ -n "$owner" ] && kill -0 "$owner" 2>/dev/null; then
    [ -z "$(find "$lock/pid" -mmin +$longest_run_minutes 2>/dev/null)" ] ||
      complain 3 "the run before (process $owner) has been at work for more than a day"
    note "not started: process $owner is still at work"
    exit 0
  fi
  # A lock without a number is being made at this moment, or was left by a machine that went down just then.
  if [ -z "$owner" ] && [ -z "$(find "$lock" -maxdepth 0 -mmin +1 2>/dev/null)" ]; then exit 0; fi
  note "the lock of process ${owner:-unknown}, which is gone, is taken over"
  rm -rf "$lock"
  mkdir "$lock" 2>/dev/null || exit 0
fi
echo $$ >"$lock/pid"
trap 'rm -rf "$lock"' EXIT

if [ "$(wc -c <"$log")" -gt $most_bytes ]; then
  mv -f "$log" "$log.1"
  : >"$log"
fi

PATH=$PATH:/usr/local/bin:/opt/homebrew/bin
beside=$(cd "$(dirname "$0")/.." && pwd)/dist/cli/main.js
if [ -n "${AWS_DOCS_PROGRAM:-}" ]; then
  program=("$AWS_DOCS_PROGRAM")
elif [ -f "$beside" ]; then
  node=${NODE:-$(command -v node)} || complain 3 'Node.js was not found; set NODE to its path'
  program=("$node" "$beside")
else
  program=(aws-docs-offline)
  command -v aws-docs-offline >/dev/null || complain 3 'the program was not found; set AWS_DOCS_PROGRAM to its path'
fi

report=$lock/report
talk=$lock/talk
stopped=
run() { # command and options; sets code
  note "$*"
  "${program[@]}" "$@" >"$report" 2>"$talk" &
  child=$!
  # Told to stop, the program ends in an orderly way and says so; this waits for that.
  trap 'stopped=1; kill -TERM $child 2>/dev/null' INT TERM
  wait $child
  code=$?
  while kill -0 $child 2>/dev/null; do
    wait $child
    code=$?
  done
  cat "$talk" "$report" >>"$log"
  note "ended with $code"
}

run "$work" --json "$@"
# Not where another run holds the index or the site cannot be reached. What is wrong with the first is said all the
# same.
if [ -n "${AWS_DOCS_REINDEX_WANTED:-}" ] && [ "$code" -ne 3 ] && [ -z "$stopped" ]; then
  before=$code
  cp "$report" "$report.before"
  cp "$talk" "$talk.before"
  run crawl --wanted --budget "$AWS_DOCS_REINDEX_WANTED" --json
  if [ "$code" -eq 0 ] && [ "$before" -ne 0 ]; then
    code=$before
    mv "$report.before" "$report"
    mv "$talk.before" "$talk"
  else
    work='crawl --wanted'
  fi
fi
[ "$code" -eq 0 ] && exit 0

# The report's own reason, else what the program said last.
reason=$(sed -nE 's/^\{"kind":"[a-z]*","exitCode":[0-9]*,"reason":"(([^"\\]|\\.)*)".*/\1/p' "$report" | sed 's/\\"/"/g')
[ -n "$reason" ] || reason=$(grep -v '^ *at ' "$talk" | tail -n 1 | sed 's/^error: //')
complain "$code" "$work ended with $code: ${reason:-no reason was given}"
