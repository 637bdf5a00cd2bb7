#!/bin/sh
# The demo's help is on standard output, under either name; a wrong command line ends with a message and without a chapter.
#
# usage: command_line.sh DEMO

set -eu
demo=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "command_line.sh: $1" >&2
  cat "$work/out" "$work/err" >&2
  exit 1
}

for help in -h --help; do
  "$demo" $help >"$work/out" 2>"$work/err" || fail "$help: exit status $?"
  grep -q -e '--adjoints DIR' "$work/out" || fail "$help: no option --adjoints DIR"
  [ ! -s "$work/err" ] || fail "$help: text on standard error"
done
for wrong in --nonsense --data nonsense; do
  ! "$demo" $wrong >"$work/out" 2>"$work/err" || fail "$wrong: exit status 0"
  grep -q -e "$wrong" "$work/err" || fail "$wrong: not named on standard error"
  [ ! -s "$work/out" ] || fail "$wrong: text on standard output"
done
