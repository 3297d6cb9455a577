#!/usr/bin/env python3
"""Attacks in real containers: each first succeeds without the profile, then fails with it.

    attacks.py HULLMARK IMAGE [NAME…]      the image has Python 3.11, as Scripts/images.sh builds `app`

An attack is a Python program of `programs` that says "taken" when it got what it wanted. Whatever else it does is its failure.
"""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import attacked  # noqa: E402


NETWORK = "attacks"
METADATA = "169.254.169.254"
# Answers on three ports, asks nobody in particular by UDP, and says what it was told by UDP.
PEER = """
import socket, threading, time
def answer(port):
    server = socket.create_server(("", port))
    while True:
        server.accept()[0].sendall(b"peer")
def echo():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("", 8081))
    while True:
        text, sender = server.recvfrom(99)
        server.sendto(b"peer", sender)
def call():
    own = socket.gethostbyname("peer").rsplit(".", 1)[0]
    caller = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    while True:
        for number in range(2, 9):
            caller.sendto(b"peer", (f"{own}.{number}", 6667))
        time.sleep(0.2)
for body, words in (answer, (8081,)), (answer, (8083,)), (echo, ()), (call, ()):
    threading.Thread(target=body, args=words).start()
"""


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
        # A container called peer, and one who tells secrets of this machine at the usual address.
        self.has_network = "network" in head

    @staticmethod
    def options(head, key):
        return [word for line in head if line.startswith(key) for word in line[len(key):].split()]


def run(hullmark, image, attack, options, places):
    """Whether the attack got what it wanted, whether it was begun, and what was said."""
    prelude = open(os.path.join(here, "prelude.py")).read()
    words = [word.format(**places) for word in attack.both + options]
    words += ["--network", NETWORK] if attack.has_network else []
    command = [hullmark, "run", "--rm"] + words + [image, "python3", "-c", prelude + attack.text] + attack.arguments
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    text = (done.stdout + done.stderr).decode(errors="replace")
    return b"taken\n" in done.stdout, b"begun\n" in done.stdout, text


def network(hullmark, image):
    """A network with somebody in it, and the address at which clouds tell their machines' secrets; why there is none."""
    made = subprocess.run([hullmark, "network", "create", NETWORK], capture_output=True, text=True)
    if made.returncode != 0:
        return made.stderr
    peer = [hullmark, "run", "-d", "--name", "peer", "--network", NETWORK, "--unconfined", image, "python3", "-c", PEER]
    started = subprocess.run(peer, capture_output=True, text=True)
    if started.returncode != 0:
        return started.stderr
    listed = subprocess.run([hullmark, "network", "ls", "--format", "json"], capture_output=True, text=True, check=True)
    bridge = next(n["bridge"] for n in json.loads(listed.stdout)["networks"] if n["name"] == NETWORK)
    subprocess.run(["ip", "address", "add", METADATA + "/32", "dev", bridge], check=True)
    server = socket.create_server((METADATA, 80))

    def tell():
        while True:
            server.accept()[0].sendall(b"secret")

    threading.Thread(target=tell, daemon=True).start()
    return None


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
        lack = network(hullmark, image)
        if lack:
            print(f"left out   what needs a network: {lack.strip()}", flush=True)
        for file in sorted(os.listdir(os.path.join(here, "programs"))):
            attack = Attack(file)
            if names and not any(name in attack.name or name in file for name in names):
                continue
            if attack.has_network and lack:
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
        subprocess.run([hullmark, "rm", "-f", "peer"], capture_output=True)
        subprocess.run([hullmark, "network", "rm", NETWORK], capture_output=True)
        shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(0 if failed == 0 and passed > 0 else 1)


main()
