#!/bin/bash
# Builds real Debian images, as root, into a folder of OCI layouts; what is there already is kept.
#
#   images.sh FOLDER test     slim and application images for the end-to-end tests, and those of `applications.sh`
#   images.sh FOLDER bench    slim (about 100 MB) and application (about 1 GB, several layers) images: gzip, zstd and plain; applications of
#                             Node with 14,000 packages, and with twice as many
set -euo pipefail
out=$1
purpose=$2
scripts=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d "$out/work.XXXXXX")
# What apt fetches serves all images of a run.
shared="var/lib/apt/lists var/cache/apt/archives"
cleanup() {
    for name in proc dev $shared; do mountpoint -q "$work/bundle/rootfs/$name" && umount "$work/bundle/rootfs/$name"; done
    rm -rf "$work"
}
trap cleanup EXIT
# shellcheck source=Scripts/applications.sh
. "$(dirname "$0")/applications.sh"

# The machine's own package sources, so that its mirror and keys serve.
sources() { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; }

# base TAR: a root file system of Debian 12 without documentation, as slim images are.
base() {
    [ -s "$1" ] && return
    mmdebstrap --quiet --variant=minbase --mode=root \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin' bookworm "$work/base.tar" -
    mv "$work/base.tar" "$1"
}

# begin: an image of one layer, the base, unpacked into a bundle; all images share that layer.
begin() {
    layout=$work/layout
    rm -rf "$layout" "$work/bundle"
    if [ -d "$out/slim" ]; then
        cp -r "$out/slim" "$layout"
        umoci unpack --image "$layout:latest" "$work/bundle" >/dev/null
        return
    fi
    umoci init --layout "$layout"
    umoci new --image "$layout:latest"
    umoci unpack --image "$layout:latest" "$work/bundle" >/dev/null
    tar -C "$work/bundle/rootfs" -xf "$out/base.tar" --exclude='./dev/*'
    commit
}

# inside COMMAND…: runs a command in the image's root; what it says is shown where it fails.
inside() {
    local root=$work/bundle/rootfs name
    cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    for name in $shared; do
        mkdir -p "$work/$name/partial" "$root/$name"
        mount --bind "$work/$name" "$root/$name"
    done
    DEBIAN_FRONTEND=noninteractive chroot "$root" /bin/sh -ec "$*" >"$work/log" 2>&1 </dev/null || { cat "$work/log" >&2; exit 1; }
    for name in proc dev $shared; do umount "$root/$name"; done
    rm -rf "$root"/var/cache/apt/*.bin
}

# layer COMMAND…: runs a command in the image's root and makes a layer of what it changed.
layer() {
    inside "$@"
    commit
}

# commit: makes a layer of what was changed in the image's root.
commit() {
    umoci repack --refresh-bundle --image "$layout:latest" "$work/bundle" >/dev/null
}

# finish NAME: puts the image in its place, without what its making left behind.
finish() {
    umoci config --image "$layout:latest" --config.cmd /bin/bash --config.env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    umoci gc --layout "$layout" >/dev/null
    rm -rf "${out:?}/$1"
    mv "$layout" "$out/$1"
}

# node NAME LAYERS: an image with Debian's npm, and in each of so many layers 14,000 packages of Node as npm installs them.
node() {
    [ -d "$out/$1" ] && return
    begin
    layer "$install npm"
    for number in $(seq 0 $(($2 - 1))); do
        python3 "$scripts/npm-trees.py" "$work/bundle/rootfs" 14000 $((number * 14000))
        commit
    done
    finish "$1"
}

install="apt-get -qq update && apt-get -qq install -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io"

[ -s "$out/base.tar" ] || sources | base "$out/base.tar"
[ -d "$out/slim" ] || { begin; finish slim; }

case "$purpose" in
test)
    if [ ! -d "$out/app" ]; then
        begin
        layer "$install python3 python3-requests python3-yaml python3-jinja2 python3-pip python3-setuptools python3-wheel ca-certificates"
        layer "$install umoci skopeo"
        # A layer that takes away, and one that replaces: whiteouts and a newer database.
        layer "apt-get -qq purge -y python3-yaml && rm -rf /usr/share/doc/python3-jinja2"
        finish app
    fi
    for application in $applications; do
        [ -d "$out/$application" ] || { begin; "make_$application"; finish "$application"; }
    done
    printf '%s\n' $applications >"$out/applications"
    ;;
bench)
    if [ ! -d "$out/large" ]; then
        begin
        layer "$install python3 python3-numpy python3-flask python3-sqlalchemy python3-cryptography python3-requests python3-setuptools"
        layer "$install podman skopeo umoci docker-registry"
        layer "mkdir -p /usr/share/man/man1 && $install openjdk-17-jre-headless nginx redis-server postgresql"
        layer "$install nodejs ruby php-cli git gcc"
        finish large
    fi
    node npm 1
    node npm-double 2
    for name in slim large; do
        [ -d "$out/$name-zstd" ] || skopeo copy --quiet --dest-compress-format zstd "oci:$out/$name:latest" "dir:$work/dir-zstd" --dest-compress
        if [ ! -d "$out/$name-zstd" ]; then
            skopeo copy --quiet "dir:$work/dir-zstd" "oci:$out/$name-zstd:latest"
            rm -rf "$work/dir-zstd"
        fi
        if [ ! -d "$out/$name-plain" ]; then
            skopeo copy --quiet --dest-decompress "oci:$out/$name:latest" "dir:$work/dir-plain"
            skopeo copy --quiet --dest-oci-accept-uncompressed-layers "dir:$work/dir-plain" "oci:$out/$name-plain:latest"
            rm -rf "$work/dir-plain"
        fi
    done
    ;;
esac
