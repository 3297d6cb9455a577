# Functions that put Debian images together layer by layer, as root; sourced by the scripts that say which images.
#
# Before: `out`, the folder of the layouts, absolute; it also keeps the base. After: `work`, a folder of its own that goes at the end.
work=$(mktemp -d "$out/work.XXXXXX")
# What apt fetches serves all images of a run.
shared="var/lib/apt/lists var/cache/apt/archives"
cleanup() {
    for name in proc dev $shared; do mountpoint -q "$work/bundle/rootfs/$name" && umount "$work/bundle/rootfs/$name"; done
    rm -rf "$work"
}
trap cleanup EXIT

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
        cp -r "$out/slim/." "$layout"
        umoci config --image "$layout:latest" --clear config.cmd --clear config.env
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

# store NAME: puts the image in its place, without what its making left behind.
store() {
    umoci gc --layout "$layout" >/dev/null
    rm -rf "${out:?}/$1"
    mv "$layout" "$out/$1"
}

install="apt-get -qq update && apt-get -qq install -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io"

[ -s "$out/base.tar" ] || sources | base "$out/base.tar"
