#!/usr/bin/env python3
"""Services in real containers: each starts under the profile that is derived from its image, and serves its own load generator.

    services.py HULLMARK FOLDER [NAME…]      the folder has the images that Scripts/services.sh builds

The load generators run in the container's network, and outside of the container in all else. What is left out is said by
Scripts/missing.sh.
"""
import os
import shutil
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
from container import Container, Failure, remains  # noqa: E402
from workloads import WORKLOADS  # noqa: E402


def lacking(workloads, folder):
    """What is missing for some services to be tried here."""
    found = [] if os.geteuid() == 0 else ["root"]
    tools = ["runc", "nsenter"] + [tool for workload in workloads for tool in workload.tools]
    found += [tool for tool in dict.fromkeys(tools) if shutil.which(tool) is None]
    found += [workload.name for workload in workloads if not os.path.exists(os.path.join(folder, workload.name, "index.json"))]
    return found


def serve(hullmark, image, workload):
    """Runs a service through all that it is to do; gives what is to be shown of it."""
    container = Container(hullmark, image, workload.name)
    try:
        container.start()
        container.awaits(lambda: workload.is_ready(container), "to be ready")
        container.check_confinement(workload.unlisted)
        figures = workload.load(container)
        container.check_confinement(workload.unlisted)
        container.check_log()
        container.stop(workload.codes)
    except Exception:
        print("\n".join(container.log().splitlines()[-20:]), flush=True)
        raise
    finally:
        container.remove()
    left = remains(container)
    if left:
        raise Failure("left behind: " + ", ".join(left))
    return figures


def main():
    hullmark, folder, names = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]
    chosen = [workload for workload in WORKLOADS if not names or workload.name in names]
    lacks = lacking(chosen, folder)
    if lacks:
        script = os.path.join(here, "../../Scripts/missing.sh")
        sys.exit(subprocess.call([script, "services cannot be run without " + ", ".join(lacks)]))
    work = tempfile.mkdtemp(prefix="hullmark-services.")
    # Containers' own users pass through it.
    os.chmod(work, 0o711)
    os.environ["HULLMARK_ROOT"] = os.path.join(work, "root")
    passed, failed = 0, 0
    try:
        for workload in chosen:
            try:
                print(f"served     {workload.name}: {serve(hullmark, os.path.join(folder, workload.name), workload)}", flush=True)
                passed += 1
            except (Failure, subprocess.TimeoutExpired, OSError) as failure:
                print(f"FAILED     {workload.name}: {failure}", flush=True)
                failed += 1
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(0 if failed == 0 and passed > 0 else 1)


main()
