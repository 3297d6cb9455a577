#!/bin/bash
# Runs every command of the README and of the guides as a newcomer would, in a folder of its own with the things that the commands name.
#
# `make test` runs this script, so that line alone is taken as run; `make bench` builds a gigabyte of inputs and runs for many minutes, and
# `make coverage` scans ten images with Syft, as the tests do: both are run at a small size instead.
set -uo pipefail
cd "$(dirname "$0")/.."
project=$PWD
images=${HULLMARK_TEST_IMAGES:-$project/.cache/images}
work=$(mktemp -d)
started=()
# Containers' own users pass through their folder.
chmod 711 "$work"
cleanup() {
    for process in "${started[@]}"; do kill "$process" 2>/dev/null; done
    [ -z "${loaded:-}" ] || podman rmi --force "$loaded" >/dev/null 2>&1
    rm -rf "$work"
}
trap cleanup EXIT
export HULLMARK_OFFLINE=1 PATH="$project/.build/release:$PATH" XDG_CACHE_HOME="$work/cache" XDG_DATA_HOME="$work/data" HULLMARK_ROOT="$work/runtime"

fail() { echo "readme: $*" >&2; exit 1; }
await() {
    for _ in $(seq 100); do (exec 3<>"/dev/tcp/localhost/$1") 2>/dev/null && return; sleep 0.1; done
    fail "nothing listens on port $1"
}

[ -d "$images/slim" ] || { Scripts/missing.sh "the README's commands have no Debian image"; exit; }

# What the commands name: an image in all forms, a registry that holds it, records, and a server of records.
mkdir -p "$work/images" "$work/registry"
cp -r "$images/slim" "$work/images/debian"
skopeo copy --quiet "oci:$images/slim:latest" "oci-archive:$work/images/debian.tar:latest" || fail "no archive"
skopeo copy --quiet "oci:$images/slim:latest" "docker-archive:$work/images/debian-docker.tar:debian:12" || fail "no archive"
mkdir -p "$work/images/rootfs" && tar -C "$work/images/rootfs" -xf "$images/base.tar" --exclude='./dev/*'
mkdir -p "$work/advisories/PyPI" "$work/advisories/Debian"
cat >"$work/advisories/Debian/TEST-1.json" <<'JSON'
{"schema_version":"1.7.0","id":"TEST-1","modified":"2026-01-02T00:00:00Z","aliases":["CVE-2024-2961"],
 "affected":[{"package":{"ecosystem":"Debian:12","name":"glibc"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.36-9+deb12u6"}]}]}]}
JSON
cat >"$work/record.json" <<'JSON'
{"schema_version":"1.7.0","id":"TEST-2","modified":"2026-01-02T00:00:00Z",
 "affected":[{"package":{"ecosystem":"PyPI","name":"example"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2"}]}]}]}
JSON
cp "$work/record.json" "$work/advisories/PyPI/TEST-2.json"
mkdir -p "$work/served/PyPI"
python3 - "$work" <<'PY'
import sys, zipfile
work = sys.argv[1]
with zipfile.ZipFile(f"{work}/served/PyPI/all.zip", "w") as archive:
    archive.write(f"{work}/record.json", "TEST-2.json")
open(f"{work}/served/PyPI/modified_id.csv", "w").write("2026-01-02T00:00:00Z,TEST-2\n")
open(f"{work}/served/ecosystems.txt", "w").write("PyPI\n")
PY
cat >"$work/registry.yml" <<YAML
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "localhost:5000"}
YAML
docker-registry serve "$work/registry.yml" >/dev/null 2>&1 &
started+=($!)
(cd "$work/served" && exec python3 -m http.server 8000 >/dev/null 2>&1) &
started+=($!)
await 5000
await 8000
skopeo copy --quiet --dest-tls-verify=false "oci:$images/slim:latest" docker://localhost:5000/debian:12 || fail "no registry"

# An engine that has the image by the name that the README gives.
loaded=""
if [ "$(id -u)" -eq 0 ] && podman load --quiet --input "$work/images/debian-docker.tar" >/dev/null 2>&1; then
    loaded=$(podman images --quiet --filter reference=debian:12 | head -1)
fi
[ -n "$loaded" ] || Scripts/missing.sh "no engine holds debian:12 for the README's first commands" || fail "podman has no debian:12"

count=0
while IFS= read -r line; do
    case "$line" in
    "make test") continue ;;
    "make install") command="make install PREFIX='$work/installed'" folder=$project ;;
    *debian:12* | *debian.cdx.json*)
        case "$line" in *localhost*) ;; *) [ -n "$loaded" ] || continue ;; esac
        command=$line folder=$work
        ;;
    "make coverage")
        [ -x .cache/venv/bin/syft ] || { Scripts/missing.sh "\"make coverage\" has no Syft" || fail "no Syft"; continue; }
        command="python3 Scripts/coverage.py write .build/release/hullmark .cache/venv/bin/syft '$work/coverage.md' '$images/slim'" folder=$project
        ;;
    "make bench") command="python3 '$project/Scripts/bench.py' '$work/none' --check" folder=$project ;;
    make*) command=$line folder=$project ;;
    *) command=$line folder=$work ;;
    esac
    case "$line" in
    # Containers are root's to run.
    "hullmark "run* | "hullmark "exec* | "hullmark "ps* | "hullmark "stop* | "hullmark "rm* | "hullmark "network*) [ "$(id -u)" -eq 0 ] || continue ;;
    esac
    output=$(cd "$folder" && eval "$command" 2>&1 </dev/null)
    code=$?
    # 2 is the answer of a threshold, which the image may well fail.
    case "$line:$code" in
    *:0 | *--fail-on*:2) count=$((count + 1)) ;;
    *) fail "\"$line\" ended with $code: $output" ;;
    esac
done < <(awk 'FNR == 1 {inside = 0} /^```sh$/ {inside = 1; next} /^```$/ {inside = 0} inside && NF' README.md Docs/Guides/*.md)
[ "$count" -ge 10 ] || fail "only $count commands were found in the README"

python3 - "$work" <<'PY' || fail "the JSON report is not what the document says"
import json, sys
report = json.load(open(sys.argv[1] + "/report.json"))
assert report["schemaVersion"].startswith("1.") and len(report["packages"]) > 50
PY
# The executable of `make dist` on a Debian without Swift and without anything else that is not in every Debian.
if [ "$(id -u)" -eq 0 ]; then
    cp dist/hullmark "$work/images/rootfs/hullmark"
    chroot "$work/images/rootfs" /hullmark --version >/dev/null || fail "dist/hullmark does not run on a bare Debian"
    chroot "$work/images/rootfs" /hullmark scan --quiet --no-cache / >/dev/null || fail "dist/hullmark does not scan a bare Debian"
fi
echo "readme: $count commands run"
