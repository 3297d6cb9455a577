"""Where the benches of the runtime work: a folder that goes with them, which containers' own users pass through."""
import os
import sys
import tempfile

# Measured and compared is the program, not a server of advisories.
os.environ["HULLMARK_OFFLINE"] = "1"


def begin(rounds):
    """The program, what it is tried on, how often, and the folder; Hullmark's containers and caches lie in it from now on."""
    program, place = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    work = tempfile.mkdtemp(prefix="hullmark-bench.")
    os.chmod(work, 0o711)
    os.environ["HULLMARK_ROOT"] = os.path.join(work, "root")
    os.environ["XDG_CACHE_HOME"] = os.path.join(work, "cache")
    return program, place, int(sys.argv[3]) if len(sys.argv) > 3 else rounds, work
