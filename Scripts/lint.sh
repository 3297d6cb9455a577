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

# The rooms from the top down, as in Docs/Modules.md: each imports only what stands below it.
rooms="hullmark CommandLine Reports Runtime Profiles Scanning Matching Advisories Bills Catalogers Inventory Images Layers Zip HTTP Versions JSON YAML XML Bytes Platform"
above=""
for room in $rooms; do
    # shellcheck disable=SC2086
    forbid "Sources/$room" $room $above
    above="$above $room"
done
for folder in Sources/*/; do
    room=$(basename "$folder")
    case "$room:$rooms " in
    C[A-Z]*:*) ;;
    *[:\ ]"$room "*) ;;
    *) fail "Sources/$room is in no place among the rooms" ;;
    esac
done
# Rooms that know nothing of some that stand below them.
for room in CEL Versions; do
    [ -d Sources/$room ] && found=$(grep -rhE '^((package|internal) )*import ' Sources/$room | grep -vE 'import (Glibc|Synchronization)$') &&
        [ -n "$found" ] && fail "Sources/$room imports: $found"
done
forbid Sources/hullmark Reports Profiles Scanning Matching Advisories Bills Catalogers Inventory Images Layers Zip HTTP Versions JSON Bytes Platform
forbid Sources/Reports Profiles Scanning Images HTTP Catalogers
forbid Sources/Runtime Reports Matching Advisories Bills Catalogers Inventory HTTP
forbid Sources/Profiles Matching Advisories Bills Catalogers HTTP
forbid Sources/Scanning Advisories Matching HTTP
forbid Sources/Matching Images Catalogers HTTP
forbid Sources/Advisories Inventory Catalogers Images
forbid Sources/Catalogers Images HTTP
forbid Sources/Bills Catalogers Images HTTP
forbid Sources/Inventory Images HTTP Versions
forbid Sources/Layers Zip HTTP Versions JSON
forbid Sources/HTTP Versions JSON
forbid Sources/JSON Platform
forbid Sources/XML Bytes Platform

found=$(grep -rnIE '\b(TODO|FIXME)\b|try!|\bas!' Sources)
[ -z "$found" ] || fail "left undone or unsafe: $found"
# Documents that people write: prose ends at 120 columns, and a table's cell holds words and no paragraph.
found=$(LC_ALL=C awk '
    FNR == 1 { code = 0 }
    /^```/ { code = !code }
    code || /^    / { next }
    /^\|/ {
        cells = split($0, cell, "|")
        for (i = 1; i <= cells; i++) if (split(cell[i], words, " ") > 50) print FILENAME ":" FNR ": a cell of more than 50 words"
        next
    }
    { gsub(/[\200-\277]/, ""); if (length > 120) print FILENAME ":" FNR ": more than 120 columns" }
' README.md CONTRIBUTING.md CHANGELOG.md SECURITY.md Docs/[!C]*.md Docs/Configuration.md Docs/Guides/*.md Docs/Decisions/*.md)
[ -z "$found" ] || fail "$found"
lines=$(wc -l <Sources/hullmark/main.swift)
[ "$lines" -le 20 ] || fail "Sources/hullmark is more than 20 lines"
exit $status
