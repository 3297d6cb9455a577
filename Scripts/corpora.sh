#!/bin/sh
# Says in one line which corpora of real data the tests did not find.
cd "$(dirname "$0")/.."
root=${HULLMARK_TEST_DATA:-../shared/data}
missing=""
for name in advisories images versions; do
    [ -r "$root/$name" ] || missing="$missing $name"
done
if [ -n "$missing" ]; then
    exec Scripts/missing.sh "corpora not found:$missing (HULLMARK_TEST_DATA names their folder)"
fi
echo "test: all corpora found"
