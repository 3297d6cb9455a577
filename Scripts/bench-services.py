#!/usr/bin/env python3
"""What confinement costs: Hullmark with the derived profile beside plain runc on the same root file system, as ratios.

    bench-services.py HULLMARK FOLDER [ROUNDS]     the folder has the images that Scripts/services.sh builds; 5 rounds

Plain runc has the configuration that `runc spec` writes, with the 14 capabilities that engines usually leave: no user namespace, no
limits, a root that can be written. It stands there twice: bare, and with the system calls that engines permit by default
(containers-common's seccomp.json), which is what a user of an engine has; the ratio is to the latter. All take turns in every round;
what is shown are medians. Nothing is asserted.
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
DEFAULT = "/usr/share/containers/seccomp.json"
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


def usual_calls():
    """The filter of system calls that engines have by default, for the usual capabilities, as the runtime specification has it."""
    with open(DEFAULT) as file:
        known = json.load(file)
    machine = "amd64" if os.uname().machine == "x86_64" else "arm64"
    names = next(entry for entry in known["archMap"] if entry["architecture"] == f"SCMP_ARCH_{os.uname().machine.upper()}")

    def applies(rule):
        asked, refused = rule.get("includes") or {}, rule.get("excludes") or {}
        return (
            all(cap in USUAL for cap in asked.get("caps") or [])
            and (not asked.get("arches") or machine in asked["arches"])
            and not any(cap in USUAL for cap in refused.get("caps") or [])
            and machine not in (refused.get("arches") or []))

    kept = ("names", "action", "args", "errnoRet")
    return {
        "defaultAction": known["defaultAction"],
        "defaultErrnoRet": known.get("defaultErrnoRet", 1),
        "architectures": [names["architecture"], *names["subArchitectures"]],
        "syscalls": [{key: rule[key] for key in kept if rule.get(key)} for rule in known["syscalls"] if applies(rule)],
    }


class Plain(Container):
    """A container of runc alone, made of what Hullmark wrote down of one of its own of the same image."""

    def __init__(self, record, folder, is_bare=False):
        super().__init__("", "", "plain")
        self.known, self.folder, self.identifier, self.is_bare = record, folder, f"plain-{os.getpid()}", is_bare

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
        if not self.is_bare:
            config["linux"]["seccomp"] = usual_calls()
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


def show(name, bare, plain, held, wanted, unit=""):
    """One line: the medians, and how the last two compare."""
    first, second, third = (statistics.median(figures) for figures in (bare, plain, held))
    compared = f"{third - second:+.1f} {unit}" if unit else f"{third / second:.3f}"
    print(f"{name:40} {first:12,.1f} {second:12,.1f} {third:12,.1f} {compared:>12}   {wanted}", flush=True)


def in_turns(rounds, sides):
    """The figures of each side, which change their order each round."""
    figures = [[] for _ in sides]
    for turn in range(rounds):
        for index in [(turn + step) % len(sides) for step in range(len(sides))]:
            figures[index].append(float(sides[index]()))
    return figures


def main():
    hullmark, folder, rounds, work = bench_place.begin(rounds=5)
    bundle = os.path.join(work, "plain")
    print(f"{'medians of ' + str(rounds) + ' rounds':40} {'bare runc':>12} {'runc':>12} {'hullmark':>12} {'compared':>12}   wanted")
    try:
        for title, (name, measure, wanted) in MEASURED.items():
            workload = next(item for item in workloads.WORKLOADS if item.name == name)
            image = os.path.join(folder, name)
            first = Container(hullmark, image, name)
            first.start()
            known = first.record()
            first.remove()
            show(title, *in_turns(rounds, [
                lambda: started(Plain(known, bundle, is_bare=True), workload, measure),
                lambda: started(Plain(known, bundle), workload, measure),
                lambda: started(Container(hullmark, image, name), workload, measure)]), wanted)
        image = own_image(work)
        first = Container(hullmark, image, "measure")
        first.start()
        known = first.record()
        first.remove()

        def contained(arguments):
            return subprocess.run(
                [hullmark, "run", "--rm", image, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                check=True).stdout.decode()

        def alone(arguments, is_bare=False):
            container = Plain(known, bundle, is_bare)
            try:
                return container.foreground(arguments)
            finally:
                container.remove()

        def timed(body, *arguments):
            begin = time.monotonic()
            body(*arguments)
            return (time.monotonic() - begin) * 1000

        for title, words, wanted in (
            ("exec in the container, ns", ["/bin/measure", "exec", "2000"], "at most 1.05"),
            ("open and close, five levels deep, ns", ["/bin/measure", "open", "200000"], "at most 1.25"),
        ):
            contained(words)
            show(title, *in_turns(
                rounds, [lambda: alone(words, True), lambda: alone(words), lambda: contained(words)]), wanted)
        first = ["/bin/measure"]
        contained(first)
        show("from nothing to its end, ms", *in_turns(3 * rounds, [
            lambda: timed(alone, first, True), lambda: timed(alone, first), lambda: timed(contained, first)]), "at most +30 ms", "ms")
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
