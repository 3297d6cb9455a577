#!/bin/sh
# What the formatter does not see: modules that import what they must not, and words that stand for work left undone.
set -u
cd "$(dirname "$0")/.."
status=0
fail() { echo "lint: $1" >&2; status=1; }

# forbid FOLDER MODULE…: no source in the folder imports any of the modules.
forbid() {
    folder=$1
    shift
    for module in "$@"; do
        found=$(grep -rlE "^((package|internal|public|private|fileprivate|@testable) )*import $module\$" "$folder" 2>/dev/null)
        [ -z "$found" ] || fail "$folder must not import $module: $found"
    done
}

forbid Sources Foundation FoundationEssentials FoundationNetworking NIO NIOCore GRDB
for room in CEL Versions; do
    [ -d Sources/$room ] && found=$(grep -rhE '^((package|internal) )*import ' Sources/$room | grep -vE 'import (Glibc|Synchronization)$') &&
        [ -n "$found" ] && fail "Sources/$room imports: $found"
done
forbid Sources/Platform Bytes JSON Layers Images
forbid Sources/Bytes JSON Layers Images HTTP
forbid Sources/XML Bytes JSON Layers Images HTTP Platform
forbid Sources/Layers Images Catalogers Inventory HTTP
forbid Sources/Inventory Catalogers Images Advisories Matching
forbid Sources/Bills Catalogers Images Advisories Matching Scanning Reports HTTP
forbid Sources/Catalogers Images Advisories Matching Scanning HTTP
forbid Sources/Advisories Inventory Catalogers Images Matching
forbid Sources/Matching Images Catalogers Scanning Reports HTTP
forbid Sources/Reports CommandLine Scanning Images HTTP

found=$(grep -rnIE '\b(TODO|FIXME)\b|try!|\bas!' Sources)
[ -z "$found" ] || fail "left undone or unsafe: $found"
lines=$(wc -l <Sources/hullmark/main.swift)
[ "$lines" -le 20 ] || fail "Sources/hullmark is more than 20 lines"
exit $status
