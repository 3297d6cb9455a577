#!/usr/bin/env python3
"""Fills a root file system with applications of Node, as `npm install` leaves them: the same bytes for the same arguments.

    npm-trees.py ROOT COUNT [FIRST]

What is installed are the packages of Debian's npm in ROOT/usr/share/nodejs, their own package.json and sources, over and over under names and
versions of their own: COUNT packages under ROOT/srv, 2,000 to an application, a fifth of them nested in another's node_modules, with the
application's package.json, package-lock.json (version 3) and node_modules/.package-lock.json. With FIRST they are those from that number on.
"""
import base64
import hashlib
import json
import os
import sys

PER_APPLICATION = 2000
# Files of a package beside its package.json; none larger, so that the image's size comes from its number of files.
FILES = 5
LARGEST = 24 << 10


def templates(root):
    """Debian's packages: what package.json says, and a few files of each."""
    found = []
    folder = os.path.join(root, "usr/share/nodejs")
    for at, folders, files in os.walk(folder):
        folders.sort()
        if "package.json" not in files:
            continue
        try:
            manifest = json.load(open(os.path.join(at, "package.json"), encoding="utf-8"))
        except ValueError:
            continue
        if not manifest.get("name") or not manifest.get("version"):
            continue
        sources = []
        for inner, below, names in os.walk(at):
            below[:] = sorted(one for one in below if one != "node_modules")
            for name in sorted(names):
                path = os.path.join(inner, name)
                if name != "package.json" and os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path) <= LARGEST:
                    sources.append((os.path.relpath(path, at), open(path, "rb").read()))
        if sources:
            found.append((manifest, sources))
    return sorted(found, key=lambda one: (one[0]["name"], one[0]["version"]))


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def text(value):
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def package(template, number):
    """The number-th package: a template under a name and a version of its own."""
    manifest, sources = template
    generation = number // 1000
    name = manifest["name"]
    if generation:
        scope, _, plain = name.rpartition("/")
        name = f"{scope}/{plain}-{generation}" if scope else f"{plain}-{generation}"
    version = f"{number % 7 + 1}.{number % 23}.{number % 101}"
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(f"{name}@{version}".encode()).digest()).decode()
    resolved = f"https://registry.npmjs.org/{name}/-/{name.split('/')[-1]}-{version}.tgz"
    written = dict(manifest, name=name, version=version)
    files = [sources[(number + place) % len(sources)] for place in range(min(FILES, len(sources)))]
    # Packages of one source file get the licence and the text that every package has.
    extra = [("LICENSE", f"{name}\n\n{manifest.get('license', 'MIT')}\n".encode()), ("README.md", f"# {name}\n\n{manifest.get('description', '')}\n".encode())]
    extra += [(f"lib/part-{place}.js", sources[place % len(sources)][1]) for place in range(FILES)]
    names = {place for place, _ in files}
    files += [one for one in extra if one[0] not in names][: FILES - len(files)]
    locked = {"version": version, "resolved": resolved, "integrity": integrity}
    if isinstance(manifest.get("license"), str):
        locked["license"] = manifest["license"]
    if isinstance(manifest.get("dependencies"), dict):
        locked["dependencies"] = manifest["dependencies"]
    return name, written, files, locked


def application(root, place, found, first, count):
    home = os.path.join(root, "srv", f"application-{place}")
    parents, locks, taken = [], {}, set()
    for number in range(first, first + count):
        name, manifest, files, locked = package(found[number % len(found)], number)
        # Where two versions of a name meet, or by turns, npm nests a package in the one that wants it.
        within = parents[number % len(parents)] if parents and (number % 5 == 4 or name in taken) else ""
        at = f"{within}node_modules/{name}"
        while at in locks:
            at = f"{at}/node_modules/{name}"
        taken.add(name)
        if not within:
            parents.append(at + "/")
        locks[at] = locked
        write(os.path.join(home, at, "package.json"), text(manifest))
        for path, content in files:
            write(os.path.join(home, at, path), content)
    title = {"name": f"application-{place}", "version": "1.0.0"}
    direct = {at[len("node_modules/"):]: "^" + lock["version"] for at, lock in list(locks.items())[:40] if at.count("node_modules/") == 1}
    own = dict(title, license="UNLICENSED", dependencies=direct)
    write(os.path.join(home, "package.json"), text(own))
    lock = dict(title, lockfileVersion=3, requires=True)
    write(os.path.join(home, "package-lock.json"), text(dict(lock, packages={"": own} | dict(sorted(locks.items())))))
    write(os.path.join(home, "node_modules/.package-lock.json"), text(dict(lock, packages=dict(sorted(locks.items())))))


def main():
    root, count = sys.argv[1], int(sys.argv[2])
    start = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    found = templates(root)
    if not found:
        sys.exit("npm-trees: no packages of Debian's in " + root)
    for first in range(start, start + count, PER_APPLICATION):
        application(root, first // PER_APPLICATION, found, first, min(PER_APPLICATION, start + count - first))
    # One moment for all, whenever they were written.
    for at, _, files in os.walk(os.path.join(root, "srv"), topdown=False):
        for one in [*(os.path.join(at, name) for name in files), at]:
            os.utime(one, (1_700_000_000, 1_700_000_000))


main()
