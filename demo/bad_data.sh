#!/bin/sh
# Damages the demo's data in several ways: each must end in one line that names file and line, exit
# status 1, and nothing on standard output.
#
# usage: bad_data.sh DEMO DATA

set -eu
demo=$1
data=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# expect NAME PATTERN: runs the demo on $work/data; its only line must match the pattern.
expect() {
  status=0
  "$demo" --data "$work/data" >"$work/out" 2>"$work/err" || status=$?
  if [ "$status" -ne 1 ] || [ -s "$work/out" ] || [ "$(wc -l <"$work/err")" -ne 1 ] ||
    ! grep -Eq "$2" "$work/err"; then
    echo "bad_data.sh: $1: exit status $status, expected 1 and '$2', found:" >&2
    head -n 5 "$work/err" "$work/out" >&2
    exit 1
  fi
}

fresh() {
  rm -rf "$work/data"
  cp -R "$data" "$work/data"
}

fresh
rm "$work/data/thurber.txt"
expect "missing file" 'thurber\.txt: cannot open the data file: No such file'

fresh
sed 's/^29\.61 .*/29.61 23x.9/' "$data/misra1a.txt" >"$work/data/misra1a.txt"
expect "not a number" "misra1a\.txt:22: expected a finite number, found '23x\.9'"

fresh
sed 's/^29\.61 .*/29.61/' "$data/misra1a.txt" >"$work/data/misra1a.txt"
expect "short row" 'misra1a\.txt:22: expected 2 numbers in a row of data, found 1'

fresh
sed '$d' "$data/norris.txt" >"$work/data/norris.txt"
expect "missing row" 'norris\.txt:[0-9]+: the file announces 36 observations and has 35'

fresh
sed 's/^certified.*/certified 1 2 3/' "$data/mgh09.txt" >"$work/data/mgh09.txt"
expect "certified values" 'mgh09\.txt:[0-9]+: expected 4 certified values, found 3'

fresh
sed 's/^residual/residue/' "$data/eckerle4.txt" >"$work/data/eckerle4.txt"
expect "unknown keyword" "eckerle4\.txt:[0-9]+: unknown keyword 'residue'"

fresh
sed '/^data/,$d' "$data/faithful.txt" >"$work/data/faithful.txt"
expect "no data" 'faithful\.txt:[0-9]+: the file ends before its .data. line'

fresh
rm "$work/data/faithful.txt"
mkdir "$work/data/faithful.txt"
expect "a folder" 'faithful\.txt: cannot read the data file'
