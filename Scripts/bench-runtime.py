#!/usr/bin/env python3
"""How long a container takes from its command to its end, beside runc with the same root file system.

    bench-runtime.py HULLMARK IMAGE [RUNS]      the image is a layout, as Scripts/images.sh builds `slim`

Each round starts one container of each kind, so that what else the machine does falls on all of them. Shown are medians in
milliseconds and what is beyond runc's.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

import bench_place


def profile():
    """What /bin/true needs."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, os.path.join(here, "..", "Tests", "Attacks"))
    import attacked
    document = attacked.profile()
    document["executables"] = [e for e in document["executables"] if e["path"] != "/usr/bin/python3.11"]
    return document


def main():
    hullmark, image, runs, work = bench_place.begin(rounds=40)
    mounted = False
    try:
        held = os.path.join(work, "profile.json")
        json.dump(profile(), open(held, "w"))
        bundle = os.path.join(work, "bundle")
        for folder in ["rootfs", "upper", "work"]:
            os.makedirs(os.path.join(bundle, folder))
        start = [hullmark, "run", "--rm"]
        subprocess.run(start + ["--unconfined", image, "/bin/true"], check=True, stdin=subprocess.DEVNULL)
        layers = os.path.join(work, "root", "layers")
        lower = ":".join(os.path.join(layers, name) for name in os.listdir(layers) if name.startswith("sha256-"))
        options = f"lowerdir={lower},upperdir={bundle}/upper,workdir={bundle}/work"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, f"{bundle}/rootfs"], check=True)
        mounted = True
        subprocess.run(["runc", "spec", "--bundle", bundle], check=True)
        specification = json.load(open(f"{bundle}/config.json"))
        specification["process"]["terminal"] = False
        specification["process"]["args"] = ["/bin/true"]
        json.dump(specification, open(f"{bundle}/config.json", "w"))
        kinds = {
            "runc": ["runc", "run", "--bundle", bundle, "hullmark-bench"],
            "hullmark, unconfined": start + ["--unconfined", image, "/bin/true"],
            "hullmark, a profile": start + ["--profile", held, image, "/bin/true"],
        }
        if subprocess.run([hullmark, "network", "create", "bench"], capture_output=True).returncode == 0:
            kinds["hullmark, a profile and a network"] = (
                start + ["--profile", held, "--network", "bench", image, "/bin/true"])
        taken = {kind: [] for kind in kinds}
        for number in range(runs + 2):
            for kind, command in kinds.items():
                before = time.monotonic()
                subprocess.run(
                    command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                # The first two rounds warm what is cached.
                if number >= 2:
                    taken[kind].append((time.monotonic() - before) * 1000)
        bare = statistics.median(taken["runc"])
        print(f"{'':36}{'median ms':>10}{'fastest':>10}{'beyond runc':>13}{'ratio':>8}")
        for kind, times in taken.items():
            median = statistics.median(times)
            print(f"{kind:36}{median:10.1f}{min(times):10.1f}{median - bare:13.1f}{median / bare:8.2f}")
    finally:
        subprocess.run([hullmark, "network", "rm", "bench"], capture_output=True)
        if mounted:
            subprocess.run(["umount", f"{work}/bundle/rootfs"], check=False)
        shutil.rmtree(work, ignore_errors=True)


main()
