#!/bin/sh
# Says what a test run goes without; with HULLMARK_TEST_ALL=1 that is a failure.
echo "test: $1; the tests that need it are left out" >&2
[ "${HULLMARK_TEST_ALL:-}" != 1 ]
