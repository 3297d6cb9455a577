#!/bin/sh
# Builds the advisories that the program carries anew: snapshot.sh PROGRAM FROM DATE
# The same records and the same date (YYYY-MM-DD), which no record's age goes beyond, give the same bytes.
# The build sees a change of the snapshot only by its SHA-256 in snapshot.S, which is changed with it.
set -eu
program=$1
from=${2:?"snapshot: FROM names the folder of OSV records"}
date=${3:?"snapshot: DATE names the day of the records"}
sources=$(dirname "$0")/../Sources/CSnapshot
"$program" db build --from "$from" --date "$date" --snapshot "$sources/include/snapshot.hmdb"
digest=$(sha256sum "$sources/include/snapshot.hmdb" | cut -d " " -f 1)
sed -E "s/^ \* [0-9a-f]{64}\$/ * $digest/" "$sources/snapshot.S" > "$sources/snapshot.S.new"
if ! grep -q "$digest" "$sources/snapshot.S.new"; then
    rm "$sources/snapshot.S.new"
    echo "snapshot: snapshot.S has no line for the digest $digest" >&2
    exit 1
fi
mv "$sources/snapshot.S.new" "$sources/snapshot.S"
