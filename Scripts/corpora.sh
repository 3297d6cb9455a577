#!/bin/sh
# Says in one line which corpora of real data the tests did not find.
cd "$(dirname "$0")/.."
root=${HULLMARK_TEST_DATA:-../shared/data}
missing=""
for name in advisories images versions; do
    [ -r "$root/$name" ] || missing="$missing $name"
done
if [ -n "$missing" ]; then
    echo "test: corpora not found, their tests are left out:$missing (HULLMARK_TEST_DATA names their folder)"
else
    echo "test: all corpora found"
fi
