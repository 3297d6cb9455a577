#!/usr/bin/env python3
"""Holds the findings of images against those of bills of the same packages in the dialects of other tools.

usage: truth-bills.py [HULLMARK [IMAGE...]]

Without images, those of the folder `images` in HULLMARK_TEST_DATA are taken; without a program, `hullmark`.

Each image's packages are written as the named tools document their bills, and each bill is scanned. A bill's findings must be
the image's, or the scan must say what the bill lacks: packages without a source package, or not covered.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
from urllib.parse import quote

DISTRIBUTIONS = {"deb", "apk", "rpm"}
TRIVY_NAMES = {"almalinux": "alma", "rhel": "redhat", "ol": "oracle", "mariner": "cbl-mariner"}


def purl(package, qualifiers, distribution, name=None):
    """The package URL with qualifiers of one tool in the place of its own."""
    base = package["purl"].split("?")[0].split("#")[0]
    pairs = [("arch", package.get("architecture", ""))] + qualifiers
    if package["type"] in DISTRIBUTIONS:
        pairs.append(("distro", distribution))
    return base + "?" + "&".join(f"{key}={quote(str(value), safe=':')}" for key, value in sorted(pairs) if value)


def source(package):
    found = package.get("source") or {}
    return found.get("name", ""), found.get("version", "")


def split(version):
    epoch, _, rest = version.rpartition(":")
    upstream, _, release = rest.rpartition("-")
    return epoch, upstream or release, release if upstream else ""


def cyclonedx(tool, system, components):
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"tools": {"components": [{"type": "application", "name": tool, "version": "1.0.0"}]}},
        "components": system + components,
    }


def component(package, url, properties=()):
    return {
        "type": "library", "bom-ref": url, "name": package["name"], "version": package["version"], "purl": url,
        "properties": [{"name": name, "value": value} for name, value in properties if value],
    }


def trivy_names(package):
    name, version = source(package)
    epoch, upstream, release = split(version)
    return [("SrcName", name), ("SrcVersion", upstream), ("SrcRelease", release), ("SrcEpoch", epoch)]


def epoch_of(package):
    return [("epoch", package["version"].split(":")[0])] if ":" in package["version"] else []


def module_of(report, package):
    return package.get("attributes", {}).get("modularityLabel", "")


def trivy_cyclonedx(report, distribution):
    version = distribution["version"]
    name = TRIVY_NAMES.get(distribution["id"], distribution["id"])
    system = [{"type": "operating-system", "name": name, "version": version}]
    components = []
    for package in report["packages"]:
        properties = []
        if package["type"] in DISTRIBUTIONS:
            properties = [("aquasecurity:trivy:" + key, value) for key, value in trivy_names(package)]
            properties.append(("aquasecurity:trivy:Modularitylabel", module_of(report, package)))
        components.append(component(package, purl(package, epoch_of(package), f"{name}-{version}"), properties))
    return cyclonedx("trivy", system, components)


def spdx(creator, system, packages):
    return {
        "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "bill", "dataLicense": "CC0-1.0",
        "documentNamespace": "https://example.org/bill", "creationInfo": {"creators": [f"Tool: {creator}-1.0.0"]},
        "packages": system + packages,
        "relationships": [{
            "spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-image"}],
    }


def spdx_package(number, package, url, **members):
    return {
        "SPDXID": f"SPDXRef-{number}", "name": package["name"], "versionInfo": package["version"],
        "downloadLocation": "NONE", "externalRefs": [
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": url}], **members}


def trivy_spdx(report, distribution):
    name = TRIVY_NAMES.get(distribution["id"], distribution["id"])
    system = [
        {"SPDXID": "SPDXRef-image", "name": "image", "primaryPackagePurpose": "CONTAINER", "downloadLocation": "NONE"},
        {"SPDXID": "SPDXRef-os", "name": name, "versionInfo": distribution["version"],
         "primaryPackagePurpose": "OPERATING-SYSTEM", "downloadLocation": "NONE"}]
    packages = []
    for number, package in enumerate(report["packages"]):
        members = {}
        if package["type"] in DISTRIBUTIONS and source(package)[0]:
            members["sourceInfo"] = "built package from: " + " ".join(source(package)).strip()
            label = module_of(report, package)
            if label:
                members["attributionTexts"] = [f"Modularitylabel: {label}"]
        url = purl(package, epoch_of(package), f"{name}-{distribution['version']}")
        packages.append(spdx_package(number, package, url, **members))
    return spdx("trivy", system, packages)


def upstream(package):
    name, version = source(package)
    if package["type"] == "rpm":
        return [("upstream", f"{name}-{version.rpartition(':')[2]}.src.rpm")] if name else []
    if not name or (name, version) == (package["name"], package["version"]):
        return []
    return [("upstream", name if version == package["version"] else f"{name}@{version}")]


def syft_cyclonedx(report, distribution):
    qualifier = f"{distribution['id']}-{distribution['version']}"
    components = []
    for package in report["packages"]:
        more = upstream(package) + epoch_of(package) if package["type"] in DISTRIBUTIONS else []
        if module_of(report, package):
            more.append(("rpmmod", module_of(report, package)))
        components.append(component(package, purl(package, more, qualifier), [("syft:package:foundBy", "x")]))
    system = [{"type": "operating-system", "name": distribution["id"], "version": distribution["version"]}]
    return cyclonedx("syft", system, components)


def scalibr_cyclonedx(report, distribution):
    qualifier = f"{distribution['id']}-{distribution['version']}"
    components = []
    for package in report["packages"]:
        more = epoch_of(package) if package["type"] != "deb" else []
        name, version = source(package)
        if package["type"] == "deb" and name != package["name"]:
            more += [("source", name)]
        if package["type"] == "deb" and version != package["version"]:
            more += [("source", name), ("sourceversion", version)]
        if package["type"] == "apk":
            more += [("origin", name)]
        if package["type"] == "rpm" and name:
            more += [("sourcerpm", f"{name}-{version.rpartition(':')[2]}.src.rpm")]
        if module_of(report, package):
            more.append(("modularitylabel", module_of(report, package)))
        components.append(component(package, purl(package, list(dict(more).items()), qualifier)))
    return cyclonedx("SCALIBR", [], components)


def sourceless(report, distribution):
    """A writer of package URLs alone, as GitHub's exports and Microsoft's sbom-tool are."""
    qualifier = f"{distribution['id']}-{distribution['version']}"
    packages = [
        spdx_package(number, package, purl(package, epoch_of(package), qualifier))
        for number, package in enumerate(report["packages"])]
    return spdx("Microsoft.SBOMTool", [], packages)


DIALECTS = {
    "trivy-cyclonedx": trivy_cyclonedx, "trivy-spdx": trivy_spdx, "syft-cyclonedx": syft_cyclonedx,
    "scalibr-cyclonedx": scalibr_cyclonedx, "sourceless-spdx": sourceless,
}


def scan(program, target):
    run = subprocess.run([program, "scan", "--quiet", "--format", "json", target], capture_output=True, check=True)
    return json.loads(run.stdout)


def findings(report):
    return {(match["id"], match["package"].split("?")[0], match["status"]) for match in report["matches"]}


def is_partial(report):
    return any(not part["covered"] or part.get("unsourcedPackages") for part in report["coverage"])


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "hullmark"
    data = os.environ.get("HULLMARK_TEST_DATA")
    images = sys.argv[2:] or (sorted(glob.glob(f"{data}/images/*.tar")) if data else [])
    if not images:
        sys.exit(__doc__)
    compared, unexplained, total = 0, 0, 0
    for image in images:
        report = scan(program, image)
        counted = [package for package in report["packages"] if not package.get("owner")]
        report["packages"] = [package for package in counted if package.get("installed", True)]
        if not report["packages"]:
            print(f"{image}: left out, since a bill of no packages is none")
            continue
        distribution = report.get("distribution") or {"id": "none", "version": ""}
        expected = findings(report)
        total += len(expected)
        print(f"{image}: {len(expected)} findings in {len(report['packages'])} packages")
        for name, write in DIALECTS.items():
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                json.dump(write(report, distribution), file)
                file.flush()
                found = scan(program, "sbom:" + file.name)
            compared += 1
            missing, added = expected - findings(found), findings(found) - expected
            explained = is_partial(found) and not is_partial(report) and not added
            if (missing or added) and not explained:
                unexplained += 1
                samples = sorted(missing)[:3], sorted(added)[:3]
                print(f"{image} as {name}: {len(missing)} missing, {len(added)} added: {samples}")
    if not total:
        print("bills: no image has a finding, so nothing is shown; is there a database?")
        unexplained += 1
    print(f"bills: {compared} compared, {unexplained} differences unexplained")
    sys.exit(1 if unexplained else 0)


if __name__ == "__main__":
    main()
