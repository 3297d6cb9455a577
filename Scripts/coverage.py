#!/usr/bin/env python3
"""Compares the packages that Hullmark and Syft find in images, package by package.

    coverage.py check HULLMARK SYFT LAYOUT            says what differs without a reason; ends with 1 if anything does
    coverage.py write HULLMARK SYFT FILE LAYOUT...    writes the tables of all images, and checks them
"""
import collections
import json
import os
import re
import subprocess
import sys
import urllib.parse

# Measured and compared is the program, not a server of advisories.
os.environ["HULLMARK_OFFLINE"] = "1"

Key = collections.namedtuple("Key", "type name version")


# What both call a package: type and name in the spelling of package URLs, version.

def key(url, name=""):
    """The package that a package URL names, without qualifiers, in its ecosystem's normal spelling."""
    version = ""
    text = url.split("#")[0].split("?")[0]
    kind, _, path = text.removeprefix("pkg:").partition("/")
    at = path.rfind("@")
    if at > path.rfind("/"):
        path, version = path[:at], urllib.parse.unquote(path[at + 1:])
    path = urllib.parse.unquote(path)
    if kind == "pypi":
        path = re.sub("[-_.]+", "-", path.lower())
    if kind == "nuget":
        path = path.lower()
    if kind == "golang":
        # A module's path ends in its major version, which Syft's URLs have behind `#`.
        path = name or path
        version = "" if version == "(devel)" else version.removeprefix("go") if path == "stdlib" else version
    return Key(kind, path, version)


class Ours:
    """A package of Hullmark's report."""

    def __init__(self, value):
        self.value = value
        self.key = key(value["purl"])
        self.owner = value.get("owner")
        self.cataloger = value["cataloger"]
        self.attributes = value.get("attributes", {})
        self.locations = ["/" + place.lstrip("/") for place in value["locations"]]

    @property
    def artifact(self):
        return self.key.name.rsplit("/", 1)[-1]


class Theirs:
    """An artifact of Syft's."""

    def __init__(self, value):
        self.metadata = value.get("metadata") or {}
        url = value["purl"] or f"pkg:{value['type']}/{urllib.parse.quote(value['name'], safe='')}@{value['version']}"
        self.key = key(url, value["name"])
        self.locations = sorted({place["path"] for place in value["locations"]})

    @property
    def artifact(self):
        return self.key.name.rsplit("/", 1)[-1]

    @property
    def is_archive_itself(self):
        return self.metadata.get("virtualPath") in self.locations


# Why a package that Syft alone lists is none, or is listed by us under its right name: each rule finds our package in the same file
# and checks what it claims.

def is_file_version(theirs, ours):
    same = ours.key.type == "nuget" and theirs.key.type == "nuget" and theirs.key.name == ours.key.name
    return same and theirs.key.version == ours.attributes.get("fileVersion")


def is_owned_assembly(theirs, ours):
    return theirs.key.type == ours.key.type == "nuget" and bool(ours.owner)


def is_native(theirs, ours):
    return theirs.key.type == "nuget" and ours.key.type == "generic" and ours.cataloger == "dotnet" \
        and (theirs.key.name, theirs.key.version) == (ours.key.name.lower(), ours.key.version)


def is_guessed_group(theirs, ours):
    return theirs.key.type == ours.key.type == "maven" and "pomProperties" not in theirs.metadata \
        and (theirs.artifact, theirs.key.version) == (ours.artifact, ours.key.version)


def is_file_name(theirs, ours):
    return theirs.key.type == ours.key.type == "maven" and "pomProperties" not in theirs.metadata and theirs.is_archive_itself \
        and (theirs.key.version == ours.key.version or not theirs.key.version) and "within" not in ours.attributes


def is_series(theirs, ours):
    return theirs.key.type == ours.key.type == "maven" and "pomProperties" not in theirs.metadata and theirs.is_archive_itself \
        and theirs.key.version.endswith(".x") and "within" not in ours.attributes


def is_bioconductor(theirs, ours):
    return theirs.key.type == "cran" and ours.key.type == "bioconductor" and theirs.key[1:] == ours.key[1:]


def is_template(theirs, ours):
    return re.fullmatch("@.*@", theirs.key.name) is not None


def is_extension(theirs, ours):
    return theirs.key.type == "npm" and all(place.endswith("/vscode/package.json") for place in theirs.locations)


def is_title(theirs, ours):
    return theirs.key.type == ours.key.type == "wordpress-plugin" and theirs.key.version == ours.key.version


DISPROVED = [
    (is_file_version, "an assembly under its file version; packages are numbered as the product's version says, by which we list it"),
    (is_owned_assembly, "an assembly of a package that `deps.json` names; we list the package, and the assembly as a part of it"),
    (is_native, "a Windows program or library in native code, without .NET's header; we list it as `generic`"),
    (is_guessed_group, "an archive without Maven's properties; Syft makes a group of package or file names, we list the same artefact in another group"),
    (is_file_name, "an archive that we list by its properties or its bundle's name; Syft makes another package of its file's name"),
    (is_series, "an archive whose file is named by a series of releases; we list it by the coordinates and the version that it states"),
    (is_bioconductor, "a package of Bioconductor (`biocViews`), which Syft lists as CRAN's"),
    (is_template, "a template that the making of a package fills in: its name is a placeholder"),
    (is_extension, "an extension of Visual Studio Code, which no registry of npm has"),
    (is_title, "a plugin by its title; we list it by its directory, its name at wordpress.org"),
]

# What packages are that we alone list, by how they were found.
LOCKS = r"(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|Gemfile\.lock|poetry\.lock|Cargo\.lock|requirements.*\.txt)$"
ONLY_OURS = [
    (lambda ours: ours.cataloger == "binary" and ours.owner, "software by its own version strings, counted as the Debian package that owns the file"),
    (lambda ours: ours.cataloger == "binary", "software by its own version strings"),
    (lambda ours: ours.cataloger == "sbom", "in a bill of materials that lies in the image"),
    (lambda ours: all(re.search(LOCKS, place) for place in ours.locations), "in a lock file; Syft reads those in directories only"),
    (lambda ours: ours.key.type == "nuget" and any(place.endswith(".deps.json") for place in ours.locations),
     "in a published application's `deps.json`, which Syft reads in directories only"),
    (lambda ours: ours.cataloger == "rust-binary", "a build dependency in a program's audit section"),
    (lambda ours: ours.key.type == "otp", "an application of Erlang/OTP; Syft looks for those in directories only"),
    (lambda ours: ours.key.type == "cpan", "a distribution of CPAN; Syft looks for none"),
    (lambda ours: ours.key.type == "wordpress", "WordPress itself"),
]


def run(*command):
    environment = dict(os.environ, SYFT_CHECK_FOR_APP_UPDATE="false", SYFT_FILE_METADATA_SELECTION="none")
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout


class Comparison:
    """Both programs' packages of an image."""

    def __init__(self, hullmark, syft, layout):
        self.name = os.path.basename(layout.rstrip("/"))
        report = json.loads(run(hullmark, "scan", "--quiet", "--no-cache", "--format", "json", f"oci-dir:{layout}"))
        artifacts = json.loads(run(syft, "scan", "--quiet", "--output", "json", f"oci-dir:{layout}"))["artifacts"]
        self.all_ours = [Ours(value) for value in report["packages"]]
        self.ours = {ours.key: ours for ours in self.all_ours}
        self.theirs = {}
        for theirs in map(Theirs, artifacts):
            self.theirs.setdefault(theirs.key, theirs).locations += theirs.locations
        self.by_location = collections.defaultdict(list)
        for ours in self.all_ours:
            for place in ours.locations:
                self.by_location[place].append(ours)
        self.only_theirs = {name: self.disproof(self.theirs[name]) for name in sorted(set(self.theirs) - set(self.ours))}
        counterparts = {other.key for found in self.only_theirs.values() if found for other in found[1]}
        self.only_ours = {}
        for name in sorted(set(self.ours) - set(self.theirs)):
            what = next((text for fits, text in ONLY_OURS if fits(self.ours[name])), None)
            self.only_ours[name] = "what Syft lists under another name or version" if name in counterparts else what

    def disproof(self, theirs):
        """The reason why a package is none and our packages that stand for it; None where there is none."""
        for fits, reason in DISPROVED:
            if fits in (is_template, is_extension) and fits(theirs, None):
                return reason, []
            found = [[ours for ours in self.by_location[place] if fits(theirs, ours)] for place in theirs.locations]
            if found and all(found):
                return reason, [ours for place in found for ours in place]
        return None

    @property
    def unexplained(self):
        """What differs without a reason, and what we list twice."""
        for name, found in self.only_theirs.items():
            if not found:
                yield f"{self.name}: Syft alone finds {' '.join(name)} in {self.theirs[name].locations[0]}"
        for name, what in self.only_ours.items():
            if not what:
                yield f"{self.name}: Syft does not find {' '.join(name)} in {self.ours[name].locations[:1]} ({self.ours[name].cataloger})"
        counts = collections.Counter((ours.key, ours.owner, ours.value.get("architecture")) for ours in self.all_ours)
        for (name, _, _), count in sorted(counts.items(), key=lambda item: item[0][0]):
            if count > 1:
                yield f"{self.name}: {' '.join(name)} is listed {count} times"

    def tables(self):
        """The image's part of the document."""
        yield f"## {self.name}\n"
        yield "| ecosystem | Hullmark | Syft | both | only Syft | only Hullmark |"
        yield "|---|---:|---:|---:|---:|---:|"
        sides = [self.ours, self.theirs, set(self.ours) & set(self.theirs), self.only_theirs, self.only_ours]
        kinds = sorted({name.type for name in [*self.ours, *self.theirs]})
        for kind in kinds:
            yield f"| {kind} | " + " | ".join(str(sum(name.type == kind for name in side)) for side in sides) + " |"
        yield "| all | " + " | ".join(str(len(side)) for side in sides) + " |"
        yield ""
        theirs = {name: found[0] if found else "no reason known" for name, found in self.only_theirs.items()}
        for title, side in [("Syft", theirs), ("Hullmark", self.only_ours)]:
            for reason in sorted({str(reason) for reason in side.values()}):
                names = [name for name in side if str(side[name]) == reason]
                kinds = ", ".join(sorted({name.type for name in names}))
                examples = ", ".join(f"`{name.name} {name.version}`".replace(" `", "`") for name in names[:3])
                yield f"- Only {title}, {len(names)} of {kinds}: {reason}. {'' if len(names) <= 3 else 'For example '}{examples}."
        yield ""


def main(arguments):
    if arguments[:1] == ["check"] and len(arguments) == 4:
        comparisons = [Comparison(*arguments[1:])]
    elif arguments[:1] == ["write"] and len(arguments) >= 5:
        hullmark, syft, file, *layouts = arguments[1:]
        comparisons = [Comparison(hullmark, syft, layout) for layout in layouts]
        version = json.loads(run(syft, "version", "--output", "json"))["version"]
        lines = [
            "# What Hullmark and Syft find\n",
            f"Packages that both programs find in the images that `Scripts/images.sh` builds of Debian's packages and wheels of PyPI: Hullmark, and Syft {version}",
            "with the catalogers that it uses for images. `make coverage` builds the images, runs both and writes this file. A package counts once for each name and",
            "version in an image, wherever it lies; packages that belong to one of Debian's are counted on both sides here.",
            "Each reason is checked by the command on each package that it stands for; the tests run the same comparison.\n",
        ]
        for comparison in comparisons:
            lines += comparison.tables()
        with open(file, "w", encoding="utf-8") as output:
            output.write("\n".join(lines).rstrip("\n") + "\n")
    else:
        sys.exit(__doc__)
    unexplained = [line for comparison in comparisons for line in comparison.unexplained]
    print("\n".join(unexplained), end="\n" if unexplained else "")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
