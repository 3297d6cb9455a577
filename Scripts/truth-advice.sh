#!/bin/sh
# Scans every version again that is offered for any package of a database (the snapshot's ecosystems, and those of the folder
# that is named), and ends with 1 if one is still affected and not said to be. It takes long; with EVERY=20 every twentieth
# package is checked.
#   Scripts/truth-advice.sh [DATABASE-FOLDER]
set -u
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
HULLMARK_ADVICE=${1:-/nonexistent} HULLMARK_ADVICE_EVERY=${EVERY:-1} \
    ${SWIFT:-swift} test --skip-build --filter MatchingTests.AdviceTests >"$log" 2>&1
status=$?
grep "recorded an issue" "$log"
grep "^advice: [0-9]" "$log" || { tail -20 "$log"; exit 1; }
[ "$status" -eq 0 ]
