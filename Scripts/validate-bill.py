"""Checks bills of materials by the official schemas and validators of PyPI, which Scripts/setup.sh test installs.

    validate-bill.py [--ntia] NAME=FILE…

NAME is a format as in `hullmark sbom --format`. With --ntia SPDX bills must have the minimum elements too.
"""
import json
import logging
import re
import sys


def cyclonedx(path, notation):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    from cyclonedx.validation.xml import XmlValidator

    text = open(path, encoding="utf-8").read()
    validator = {"json": JsonStrictValidator, "xml": XmlValidator}[notation](SchemaVersion.V1_6)
    found = validator.validate_str(text)
    return [str(found)[:2000]] if found else []


def spdx2(path, notation):
    import shutil, tempfile, os
    from spdx_tools.spdx.parser.parse_anything import parse_file
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    # The parser tells notations apart by the file's ending.
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "bill" + {"json": ".spdx.json", "tag-value": ".spdx"}[notation])
        shutil.copy(path, copy)
        document = parse_file(copy)
        return [message.validation_message for message in validate_full_spdx_document(document)][:20]


def spdx3(path):
    from spdx_python_model.bindings import v3_0_1 as model

    objects = model.SHACLObjectSet()
    with open(path, "rb") as file:
        model.JSONLDDeserializer().read(file, objects)
    missing = objects.link()
    problems = [f"names {one}, which is not there" for one in sorted(missing)][:20]
    documents = list(objects.foreach_type(model.SpdxDocument))
    if len(documents) != 1:
        problems.append(f"{len(documents)} documents")
    return problems


def ntia(path, specification):
    import shutil, tempfile, os
    import ntia_conformance_checker as checker

    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "bill.spdx.json")
        shutil.copy(path, copy)
        found = checker.SbomChecker(copy, sbom_spec=specification)
        problems = [str(one.validation_message) for one in found.validation_messages]
        for what in ("names", "versions", "identifiers", "suppliers"):
            without = getattr(found, f"components_without_{what}")
            if without:
                problems.append(f"{len(without)} without {what}: {without[:8]}")
        if not found.compliant and not problems:
            problems.append("does not comply: " + json.dumps(found.table_elements))
        return problems


def github(path):
    document = json.load(open(path, encoding="utf-8"))
    problems = [f"has no {name}" for name in ("version", "job", "sha", "ref", "detector", "scanned", "manifests") if name not in document]
    if not re.fullmatch(r"[0-9a-f]{40}", document["sha"]) or not document["ref"].startswith("refs/"):
        problems.append("sha or ref are of another form")
    problems += [f"metadata of {len(document['metadata'])} keys"] if len(document["metadata"]) > 8 else []
    for manifest in document["manifests"].values():
        problems += [] if manifest["file"]["source_location"] else ["a manifest without a place"]
        for package in manifest["resolved"].values():
            from packageurl import PackageURL
            PackageURL.from_string(package["package_url"])
            scalars = all(isinstance(value, (str, int, bool)) for value in package.get("metadata", {}).values())
            problems += [] if scalars and package["relationship"] in ("direct", "indirect") else [str(package)[:200]]
    return problems


def syft(path):
    import os, subprocess

    program = os.path.join(os.path.dirname(sys.executable), "syft")
    if not os.path.exists(program):
        return []
    run = subprocess.run(
        [program, "convert", path, "-o", "syft-json"], capture_output=True, env={"SYFT_CHECK_FOR_APP_UPDATE": "false"})
    if run.returncode != 0:
        return [run.stderr.decode()[:500]]
    ours, theirs = json.load(open(path, encoding="utf-8")), json.loads(run.stdout)
    kept = {(one["name"], one["version"], one["type"]) for one in theirs["artifacts"]}
    lost = [one["name"] for one in ours["artifacts"] if (one["name"], one["version"], one["type"]) not in kept]
    return [f"Syft reads it without {lost[:10]}"] if lost else []


def problems(name, path, minimum):
    if name == "cyclonedx-json": return cyclonedx(path, "json")
    if name == "cyclonedx-xml": return cyclonedx(path, "xml")
    if name == "spdx-json": return spdx2(path, "json") + (ntia(path, "spdx2") if minimum else [])
    if name == "spdx-tag-value": return spdx2(path, "tag-value")
    if name == "spdx3-json": return spdx3(path) + (ntia(path, "spdx3") if minimum else [])
    if name == "syft-json": return syft(path)
    if name == "github-json": return github(path)
    return [f"{name} is no format"]


def main():
    logging.disable(logging.CRITICAL)
    arguments = sys.argv[1:]
    minimum = "--ntia" in arguments
    failed = False
    for argument in arguments:
        if argument.startswith("--"):
            continue
        name, path = argument.split("=", 1)
        for problem in problems(name, path, minimum):
            failed = True
            print(f"{name}: {problem}")
    sys.exit(1 if failed else 0)


main()
