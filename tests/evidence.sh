#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Earshot's main job on words that people really said: two organisations record, code and export; a coordinator
# merges both in either order, counts, and writes a report.
#
#   sh tests/evidence.sh [FOLDER]
#
# FOLDER takes the documents; without it a new one is made and named at the end. Nothing else is left behind.
#
#   EARSHOT_CLI      the program to use; without it, ./dev cli
#   EARSHOT_SHARED   where evidence/engagement-evidence.csv is; without it, ../shared beside the checkout

set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
evidence=${EARSHOT_SHARED:-$top/../shared}/evidence/engagement-evidence.csv
codings=$top/tests/data/evidence-codings.csv

if [ ! -f "$evidence" ]; then
  echo "skipped: there is no $evidence. Its words are not part of the project."
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
folder=${1:-$(mktemp -d "${TMPDIR:-/tmp}/earshot-evidence.XXXXXX")}
mkdir -p "$folder"

# A passphrase never stands on a command line.
echo "nothing said is lost" >"$work/passphrase"

earshot() {
  if [ -n "${EARSHOT_CLI:-}" ]; then
    "$EARSHOT_CLI" --passphrase-file "$work/passphrase" "$@"
  else
    "$top/dev" cli --passphrase-file "$work/passphrase" "$@"
  fi
}

step() { printf '\n== %s\n' "$*"; }

failures=0
# is WHAT EXPECTED FOUND
is() {
  if [ "$2" = "$3" ]; then
    printf 'right: %s: %s\n' "$1" "$3"
  else
    printf 'WRONG: %s: %s, not %s\n' "$1" "${3:-nothing}" "$2"
    failures=$((failures + 1))
  fi
}

# figure FILE NAME COLUMN: from a summary as CSV, the row whose key or label is NAME. No label asked for holds a comma.
figure() { tr -d '\r' <"$1" | awk -F , -v name="$2" -v column="$3" '
  NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) wanted = i - NF }
  NR > 1 && ($1 == name || $3 == name) { print $(NF + wanted) }'; }

step "Two partners record what they heard, each on a laptop of their own"
earshot init "$work/healthwatch.earshot" --organisation "Healthwatch Thurrock" --sector healthwatch --device "Laptop one"
earshot import "$work/healthwatch.earshot" "$evidence" --organisation "Healthwatch Thurrock" --only CAR --only YCA
earshot init "$work/vcse.earshot" --organisation "VCSE partner" --sector vcse --device "Laptop two"
earshot import "$work/vcse.earshot" "$evidence" --organisation "VCSE partner" --except CAR --except YCA

step "Each gives its own voices themes"
earshot code "$work/healthwatch.earshot" --from "$codings" --skip-missing
earshot code "$work/vcse.earshot" --from "$codings" --skip-missing

step "Each exports"
earshot export "$work/healthwatch.earshot" "$work/healthwatch.xml"
earshot export "$work/vcse.earshot" "$work/vcse.xml"

step "Two coordinators merge both, in either order"
earshot init "$work/one.earshot"
earshot init "$work/other.earshot"
earshot merge --accept all "$work/one.earshot" "$work/healthwatch.xml" "$work/vcse.xml"
earshot merge --accept all "$work/other.earshot" "$work/vcse.xml" "$work/healthwatch.xml"

step "Both hold the same"
one=$(earshot digest "$work/one.earshot")
other=$(earshot digest "$work/other.earshot")
printf '%s\n%s\n' "$one" "$other"
is "digest" "$one" "$other"

step "By theme"
earshot summary "$work/one.earshot" --by theme
step "By group"
earshot summary "$work/one.earshot" --by group --own
step "By group and feeling"
earshot summary "$work/one.earshot" --by group,feeling
step "By priority of the mental health strategy 2023–28"
earshot summary "$work/one.earshot" --by priority --strategy set-mental-health-2023

# Carers hold young carers, who stand below them: what the source says of carers alone is the column “own”.
step "What is known of the evidence"
earshot --format csv summary "$work/other.earshot" --by group --own >"$work/groups.csv"
earshot --format csv summary "$work/other.earshot" --by feeling >"$work/feelings.csv"
is "contributions" 48 "$(figure "$work/groups.csv" Total contributions)"
is "Carers, without young carers" 10 "$(figure "$work/groups.csv" Carers own)"
is "Carers and young carers" 19 "$(figure "$work/groups.csv" Carers contributions)"
is "Young carers" 9 "$(figure "$work/groups.csv" "Young carers" contributions)"
is "Bangladeshi women" 1 "$(figure "$work/groups.csv" "Bangladeshi women" contributions)"
is "People with lived experience" 20 "$(figure "$work/groups.csv" "People with lived experience" contributions)"
is "ideas" 43 "$(figure "$work/feelings.csv" idea contributions)"
is "what works" 5 "$(figure "$work/feelings.csv" working-well contributions)"

step "The report"
for format in html odt csv; do
  earshot report "$work/one.earshot" -o "$folder/what-we-heard.$format" --strategy set-mental-health-2023 \
    --title "What we heard" --organisation "Healthwatch Thurrock"
done
is "documents" 3 "$(find "$folder" -name 'what-we-heard.*' -size +0 | wc -l | tr -d ' ')"

step "The documents are in $folder"
[ "$failures" -eq 0 ] || { echo "$failures of the figures above are wrong."; exit 1; }
