#!/bin/bash
# Builds real Debian images, as root, into a folder of OCI layouts; what is there already is kept.
#
#   images.sh FOLDER test     slim and application images for the end-to-end tests
#   images.sh FOLDER bench    slim (about 100 MB) and application (about 1 GB, several layers) images: gzip, zstd and plain; applications of
#                             Node with 14,000 packages, and with twice as many
set -euo pipefail
out=$1
purpose=$2
scripts=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
# shellcheck source=Scripts/layers.sh
. "$(dirname "$0")/layers.sh"

# finish NAME: an image that runs a shell.
finish() {
    umoci config --image "$layout:latest" --config.cmd /bin/bash --config.env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    store "$1"
}

# node NAME LAYERS: an image with Debian's npm, and in each of so many layers 14,000 packages of Node as npm installs them.
node() {
    [ -d "$out/$1" ] && return
    begin
    layer "$install npm"
    for number in $(seq 0 $(($2 - 1))); do
        python3 "$scripts/npm-trees.py" "$work/bundle/rootfs" 14000 $((number * 14000))
        umoci repack --refresh-bundle --image "$layout:latest" "$work/bundle" >/dev/null
    done
    finish "$1"
}

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
