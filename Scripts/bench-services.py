#!/usr/bin/env python3
"""What confinement costs: Hullmark with the derived profile beside plain runc on the same root file system, as ratios.

    bench-services.py HULLMARK FOLDER [ROUNDS]     the folder has the images that Scripts/services.sh builds; 5 rounds

Plain runc has the configuration that `runc spec` writes, with the 14 capabilities that engines usually leave: no seccomp, no user
namespace, no limits, a root that can be written. Both take turns in every round; what is shown are medians. Nothing is asserted.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "../Tests/Services"))
from container import Container, Failure  # noqa: E402
import bench_place  # noqa: E402
import workloads  # noqa: E402

USUAL = ["CAP_" + name for name in """AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID
SETPCAP SETUID SYS_CHROOT""".split()]
MEASURED = {
    "requests/s of nginx": ("nginx", lambda it: workloads.wrk(it, 80), "at least 0.97"),
    "requests/s of Redis (get)": ("redis", lambda it: redis(it), "at least 0.97"),
    "transactions/s of PostgreSQL": ("postgresql", lambda it: postgresql(it), "at least 0.97"),
}


def redis(container):
    text = container.tool("redis-benchmark", "-n", "100000", "-c", "16", "-t", "get", "--csv")
    return float(text.splitlines()[-1].split(",")[1].strip('"'))


def postgresql(container):
    pgbench, where = f"{workloads.PostgreSQL.folder}/pgbench", ("-h", "127.0.0.1", "-U", "postgres", "postgres")
    container.tool(pgbench, "-q", "-i", "-s", "5", *where, is_of_image=True)
    # Questions alone: what is written waits for the disk, whose times differ more than what is measured.
    text = container.tool(
        pgbench, "-n", "-S", "-c", "4", "-j", "2", "-T", str(workloads.SECONDS), *where, is_of_image=True)
    return workloads.number(r"tps = ([0-9.]+)", text)


class Plain(Container):
    """A container of runc alone, made of what Hullmark wrote down of one of its own of the same image."""

    def __init__(self, record, folder):
        super().__init__("", "", "plain")
        self.known, self.folder, self.identifier = record, folder, f"plain-{os.getpid()}"

    def record(self):
        return self.known

    def make(self, arguments=None):
        """Mounts the root and writes the bundle."""
        for name in ("upper", "work", "rootfs"):
            os.makedirs(os.path.join(self.folder, name))
        where = {name: os.path.join(self.folder, name) for name in ("upper", "work", "rootfs")}
        options = f"lowerdir={':'.join(reversed(self.known['layers']))},upperdir={where['upper']},workdir={where['work']}"
        subprocess.run(["mount", "-t", "overlay", "-o", options, "overlay", where["rootfs"]], check=True)
        subprocess.run(["runc", "spec", "--bundle", self.folder], check=True)
        path = os.path.join(self.folder, "config.json")
        with open(path) as file:
            config = json.load(file)
        process, known = config["process"], self.known
        process.update(terminal=False, args=arguments or known["command"], env=known["environment"], cwd=known["workingDirectory"])
        process["user"] = {"uid": known["user"], "gid": known["group"], "additionalGids": known["groups"]}
        kept = USUAL if known["user"] == 0 else []
        process["capabilities"] = {"bounding": USUAL, "effective": kept, "permitted": kept}
        process["rlimits"] = [{"type": "RLIMIT_NOFILE", "hard": known["openFiles"], "soft": known["openFiles"]}]
        config["root"]["readonly"] = False
        with open(path, "w") as file:
            json.dump(config, file)

    def start(self):
        self.make()
        words = ["runc", "run", "-d", "--bundle", self.folder, "--pid-file", os.path.join(self.folder, "pid"), self.identifier]
        with open(os.path.join(self.folder, "log"), "w") as log:
            code = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log).returncode
        if code != 0:
            raise Failure(f"runc: {self.state()}")
        self.process = int(open(os.path.join(self.folder, "pid")).read())

    def foreground(self, arguments):
        """Runs a command to its end; gives what it wrote."""
        self.make(arguments)
        return subprocess.run(
            ["runc", "run", "--bundle", self.folder, self.identifier], stdin=subprocess.DEVNULL, capture_output=True,
            check=True).stdout.decode()

    def is_running(self):
        return os.path.exists(f"/proc/{self.process}")

    def state(self):
        return open(os.path.join(self.folder, "log")).read()[-2000:]

    def remove(self):
        if self.process:
            subprocess.run(["runc", "delete", "--force", self.identifier], check=True)
        subprocess.run(["umount", os.path.join(self.folder, "rootfs")], check=True)
        shutil.rmtree(self.folder)


def started(container, workload, measure):
    """Starts a container, measures, and takes it away."""
    try:
        container.start()
        container.awaits(lambda: workload.is_ready(container), "to be ready")
        return measure(container)
    finally:
        container.remove()


def own_image(work):
    """An image of one program."""
    program, layout, bundle = (os.path.join(work, name) for name in ("measure", "image", "bundle"))
    compiler = shutil.which("clang") or "cc"
    subprocess.run([compiler, "-O2", "-static", "-o", program, os.path.join(here, "bench-services.c")], check=True)

    def umoci(*words):
        subprocess.run(["umoci", *words], check=True, stdout=subprocess.DEVNULL)

    umoci("init", "--layout", layout)
    umoci("new", "--image", f"{layout}:latest")
    umoci("unpack", "--image", f"{layout}:latest", bundle)
    root = os.path.join(bundle, "rootfs")
    os.makedirs(os.path.join(root, "bin"))
    os.makedirs(os.path.join(root, "deep/1/2/3/4"))
    for name in ("proc", "dev", "sys", "tmp", "etc"):
        os.makedirs(os.path.join(root, name))
    shutil.copy(program, os.path.join(root, "bin/measure"))
    with open(os.path.join(root, "deep/1/2/3/4/file"), "w") as file:
        file.write("x")
    umoci("repack", "--image", f"{layout}:latest", bundle)
    umoci("config", "--image", f"{layout}:latest", "--config.workingdir", "/deep", "--config.cmd", "/bin/measure")
    return layout


def show(name, plain, held, wanted, unit=""):
    """One line: the medians, and how they compare."""
    first, second = statistics.median(plain), statistics.median(held)
    compared = f"{second - first:+.1f} {unit}" if unit else f"{second / first:.3f}"
    print(f"{name:44} {first:12,.1f} {second:12,.1f} {compared:>12}   {wanted}", flush=True)


def main():
    hullmark, folder, rounds, work = bench_place.begin(rounds=5)
    bundle = os.path.join(work, "plain")
    print(f"{'medians of ' + str(rounds) + ' rounds':44} {'runc':>12} {'hullmark':>12} {'compared':>12}   wanted")
    try:
        for title, (name, measure, wanted) in MEASURED.items():
            workload = next(item for item in workloads.WORKLOADS if item.name == name)
            image, plain, held = os.path.join(folder, name), [], []
            first = Container(hullmark, image, name)
            first.start()
            known = first.record()
            first.remove()
            for turn in range(rounds):
                sides = [(plain, lambda: Plain(known, bundle)), (held, lambda: Container(hullmark, image, name))]
                for figures, make in sides if turn % 2 == 0 else reversed(sides):
                    figures.append(started(make(), workload, measure))
            show(title, plain, held, wanted)
        image = own_image(work)
        first = Container(hullmark, image, "measure")
        first.start()
        known = first.record()
        first.remove()

        def contained(arguments):
            return subprocess.run(
                [hullmark, "run", "--rm", image, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                check=True).stdout.decode()

        def alone(arguments):
            container = Plain(known, bundle)
            try:
                return container.foreground(arguments)
            finally:
                container.remove()

        def timed(body, arguments):
            begin = time.monotonic()
            body(arguments)
            return (time.monotonic() - begin) * 1000

        for title, words, wanted in (
            ("exec in the container, ns", ["/bin/measure", "exec", "2000"], "at most 1.05"),
            ("open and close, five levels deep, ns", ["/bin/measure", "open", "200000"], "at most 1.25"),
        ):
            plain, held = [], []
            contained(words)
            for _ in range(rounds):
                plain.append(float(alone(words)))
                held.append(float(contained(words)))
            show(title, plain, held, wanted)
        plain, held = [], []
        contained(["/bin/measure"])
        for _ in range(3 * rounds):
            plain.append(timed(alone, ["/bin/measure"]))
            held.append(timed(contained, ["/bin/measure"]))
        show("from nothing to its end, ms", plain, held, "at most +30 ms", "ms")
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
