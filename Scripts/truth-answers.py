#!/usr/bin/env python3
"""Compares findings with what OSV's own service answered for the same package versions.

truth-answers.py PROGRAM FOLDER: FOLDER holds OSV records and `expected-matches.jsonl`, one object a line with `ecosystem`, `name`,
`version` and `ids`. The database is built from the folder's records, so that both speak of the same ones. Records that were changed
after the service was asked (`modified`) cannot be in its answer and are counted apart.
"""
import json
import os
import subprocess
import sys
import tempfile
import zipfile

# Measured and compared is the program, not a server of advisories.
os.environ["HULLMARK_OFFLINE"] = "1"

ASKED = "2026-08-17"
TYPES = {"Go": "golang", "PyPI": "pypi", "npm": "npm", "crates.io": "cargo", "RubyGems": "gem", "NuGet": "nuget",
         "Packagist": "composer", "Hex": "hex", "Maven": "maven"}


def modified(folder, ecosystem):
    """The day of each record's last change, by its identifier."""
    with zipfile.ZipFile(f"{folder}/{ecosystem}/all.zip") as archive:
        for name in archive.namelist():
            record = json.loads(archive.read(name))
            yield record["id"], record["modified"][:10]


def scan(program, work, answers):
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
        {"type": "library", "name": a["name"], "version": a["version"],
         "purl": f"pkg:{TYPES[a['ecosystem']]}/{a['name']}@{a['version']}"} for a in answers]}
    with open(f"{work}/bill.json", "w") as file:
        json.dump(bill, file)
    output = subprocess.run([program, "scan", "--quiet", "--no-cache", "--db", f"{work}/db", "--format", "json",
                             f"sbom:{work}/bill.json"], check=True, capture_output=True).stdout
    return json.loads(output)


def main():
    program, folder = sys.argv[1:3]
    program = os.path.abspath(program)
    with open(f"{folder}/expected-matches.jsonl") as file:
        answers = [json.loads(line) for line in file]
    days = {e: dict(modified(folder, e)) for e in {a["ecosystem"] for a in answers}}
    with tempfile.TemporaryDirectory() as work:
        subprocess.run([program, "db", "build", "--quiet", "--from", folder, "--db", f"{work}/db"], check=True,
                       stdout=subprocess.DEVNULL)
        report = scan(program, work, answers)
    found = {}
    for match in report["matches"]:
        names = {match["id"], *match["records"], *match.get("aliases", [])}
        found.setdefault((match["packageName"], match["installedVersion"]), []).append(names)
    expected = right = later = wrong = 0
    for answer in answers:
        rows = found.get((answer["name"], answer["version"]), [])
        for identifier in answer["ids"]:
            expected += 1
            if any(identifier in names for names in rows):
                right += 1
            else:
                print(f"answers: missing {identifier} in {answer['name']} {answer['version']}")
        for names in rows:
            if names.isdisjoint(answer["ids"]):
                changes = [days[answer["ecosystem"]].get(name, "") for name in names]
                if max(changes) > answer.get("asked", ASKED):
                    later += 1
                else:
                    wrong += 1
                    print(f"answers: not answered {sorted(names)} in {answer['name']} {answer['version']}: {max(changes)}")
    precision = right / (right + wrong) if right + wrong else 0
    print(f"answers: {len(answers)} package versions, recall {right} of {expected} ({right / expected:.4f}), "
          f"precision {precision:.4f} ({wrong} not answered, {later} changed since)")
    sys.exit(right != expected or wrong != 0)


main()
