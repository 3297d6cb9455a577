#!/bin/sh
# Prints how true the program's words are, and fails where one is not: truth.sh PROGRAM
#
#   answers  findings against what OSV's service answered for the same package versions: recall and precision
#   advice   every EVERYth package's offered version, scanned again; EVERY=1 checks all, which takes long
#   bills    bills in other tools' dialects against the findings of the images themselves
#
# Needs the tests to be built. What a corpus lacks is said in one line; with HULLMARK_TEST_ALL=1 that is a failure.
set -u
cd "$(dirname "$0")/.."
program=$1
data=${HULLMARK_TEST_DATA:-../shared/data}
status=0
if [ -r "$data/advisories/expected-matches.jsonl" ]; then
    python3 Scripts/truth-answers.py "$program" "$data/advisories" || status=1
else
    Scripts/missing.sh "truth: no recorded answers in $data/advisories" || status=1
fi
EVERY=${EVERY:-97} Scripts/truth-advice.sh || status=1
if [ -d "$data/images" ]; then
    HULLMARK_TEST_DATA=$data HULLMARK_OFFLINE=1 python3 Scripts/truth-bills.py "$program" || status=1
else
    Scripts/missing.sh "truth: no images in $data/images" || status=1
fi
exit $status
