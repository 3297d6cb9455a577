#!/usr/bin/env python3
"""Attacks in real containers: each first succeeds without the profile, then fails with it.

    attacks.py HULLMARK IMAGE [NAME…]      the image has Python 3.11, as Scripts/images.sh builds `app`

An attack is a Python program of `programs` that says "taken" when it got what it wanted. Whatever else it does is its failure.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import attacked  # noqa: E402


class Attack:
    """One program, with what its first lines say of it: `# NAME`, `# run: OPTIONS` for what `hullmark run` needs, `# arguments: WORDS`,
    and `# derived` where it is held to the profile that is derived from the image and its command."""

    def __init__(self, file):
        self.text = open(os.path.join(here, "programs", file)).read()
        head = [line[2:] for line in self.text.splitlines() if line.startswith("# ")]
        self.name = head[0]
        self.both = self.options(head, "run: ")
        self.free = self.options(head, "run without: ")
        self.arguments = self.options(head, "arguments: ")
        self.is_derived = "derived" in head
        # The control: what the profile permits must go on to work.
        self.is_permitted = "permitted" in head

    @staticmethod
    def options(head, key):
        return [word for line in head if line.startswith(key) for word in line[len(key):].split()]


def run(hullmark, image, attack, options, places):
    """Whether the attack got what it wanted, whether it was begun, and what was said."""
    prelude = open(os.path.join(here, "prelude.py")).read()
    words = [word.format(**places) for word in attack.both + options]
    command = [hullmark, "run", "--rm"] + words + [image, "python3", "-c", prelude + attack.text] + attack.arguments
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    text = (done.stdout + done.stderr).decode(errors="replace")
    return b"taken\n" in done.stdout, b"begun\n" in done.stdout, text


def main():
    hullmark, image, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    work = tempfile.mkdtemp(prefix="hullmark-attacks.")
    os.chmod(work, 0o711)
    os.environ["HULLMARK_ROOT"] = os.path.join(work, "root")
    profile = os.path.join(work, "profile.json")
    json.dump(attacked.profile(), open(profile, "w"))
    places = {"volume": os.path.join(work, "volume"), "secret": os.path.join(work, "secret")}
    for place in places.values():
        os.mkdir(place)
    open(os.path.join(places["secret"], "key"), "w").write("another application's\n")
    passed, failed = 0, 0
    try:
        for file in sorted(os.listdir(os.path.join(here, "programs"))):
            attack = Attack(file)
            if names and not any(name in attack.name or name in file for name in names):
                continue
            free, _, said = run(hullmark, image, attack, ["--unconfined"] + attack.free, places)
            holding = [] if attack.is_derived else ["--profile", profile]
            held, begun, held_said = run(hullmark, image, attack, holding, places)
            if attack.is_permitted and free and held:
                print(f"permitted  {attack.name}", flush=True)
            elif free and begun and not held and not attack.is_permitted:
                passed += 1
                print(f"stopped    {attack.name}", flush=True)
            else:
                failed += 1
                reason = "with the profile it succeeds" if held else "with the profile it fails"
                reason = reason if free else "without the profile it fails"
                print(f"FAILED     {attack.name}: {reason}\n{said if not free else held_said}", flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(0 if failed == 0 and passed > 0 else 1)


main()
