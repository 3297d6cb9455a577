"""A container of `hullmark run`, looked at from outside: what it says, what the kernel holds it to, what it leaves."""
import json
import os
import re
import subprocess
import time


class Failure(Exception):
    """Something that is not as it must be."""


# What programs write when the kernel refused them something.
REFUSALS = re.compile(r"permission denied|operation not permitted|read-only file system|function not implemented", re.I)
# The first of the host's users that containers' users are mapped to.
FIRST_USER = 524_288


class Container:
    def __init__(self, hullmark, image, name):
        self.hullmark, self.image, self.name = hullmark, image, name
        self.identifier, self.process, self.not_held = "", 0, ""

    def run(self, *arguments, timeout=120):
        """Runs hullmark; gives its code and all that it said."""
        done = subprocess.run(
            [self.hullmark, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=timeout)
        return done.returncode, done.stdout.decode(errors="replace")

    def start(self):
        """Starts it under the profile that is derived from its image, as a user would."""
        done = subprocess.run(
            [self.hullmark, "run", "-d", "--name", self.name, self.image], stdin=subprocess.DEVNULL, capture_output=True,
            timeout=300)
        self.not_held = done.stderr.decode(errors="replace")
        if done.returncode != 0:
            raise Failure(f"it does not start ({done.returncode}): {self.not_held}")
        self.identifier = done.stdout.decode().split()[0]
        self.process = self.record()["process"]

    def record(self):
        with open(os.path.join(os.environ["HULLMARK_ROOT"], "containers", self.identifier, "record")) as file:
            return json.load(file)

    def is_running(self):
        return "running" in self.state()

    def state(self):
        """The last column of `ps`."""
        for line in self.run("ps", "-a")[1].splitlines()[1:]:
            cells = re.split(r"   +", line.strip())
            if len(cells) > 1 and cells[1] == self.name:
                return cells[-1]
        return "gone"

    def log(self):
        return self.run("logs", self.name)[1]

    def awaits(self, condition, purpose, seconds=60):
        """Waits until something is so while the container runs."""
        end = time.monotonic() + seconds
        while not condition():
            if not os.path.exists(f"/proc/{self.process}") or not self.is_running():
                raise Failure(f"it ended instead {purpose}: {self.state()}")
            if time.monotonic() > end:
                raise Failure(f"it takes more than {seconds} seconds {purpose}")
            time.sleep(0.1)

    def tool(self, *command, is_of_image=False):
        """Runs a program of the host, or of the image, in the container's network but not in the container; gives what it wrote."""
        code, text = self.attempt(*command, is_of_image=is_of_image)
        if code != 0:
            raise Failure(f"{' '.join(command)} ended with {code}: {text}")
        return text

    def attempt(self, *command, is_of_image=False):
        """The code of such a program, and what it wrote."""
        network = ["nsenter", f"--net=/proc/{self.process}/ns/net"]
        if is_of_image:
            # The image's layers in a mount namespace of the program's own.
            layers = self.record()["layers"]
            mount = f"mount -t overlay -o ro,lowerdir={':'.join(reversed(layers))} overlay /mnt"
            network += ["unshare", "--mount", "sh", "-c", mount + ' && exec chroot /mnt "$@"', "sh"]
        done = subprocess.run(
            network + list(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        return done.returncode, done.stdout.decode(errors="replace")

    def execute(self, *command):
        """Runs a program of the image in the container, held to the same profile."""
        code, text = self.run("exec", self.name, *command)
        if code != 0:
            raise Failure(f"{' '.join(command)} in it ended with {code}: {text}")

    def listens(self, port):
        """Whether somebody listens on a TCP port of the container's network, any address."""
        for name in ("tcp", "tcp6"):
            with open(f"/proc/{self.process}/net/{name}") as file:
                for line in file.readlines()[1:]:
                    words = line.split()
                    if words[3] == "0A" and int(words[1].rsplit(":", 1)[1], 16) == port:
                        return True
        return False

    def processes(self):
        """The numbers, on the host, of all processes in the container's process namespace."""
        own = os.readlink(f"/proc/{self.process}/ns/pid")
        found = []
        for name in os.listdir("/proc"):
            try:
                if name.isdigit() and os.readlink(f"/proc/{name}/ns/pid") == own:
                    found.append(int(name))
            except OSError:
                pass  # It ended meanwhile.
        return found

    def check_confinement(self, unlisted):
        """Every process is held by the kernel, and nothing that the profile does not name can be executed or written."""
        capabilities = 0
        for name in self.record()["capabilities"]:
            capabilities |= 1 << CAPABILITIES.index(name)
        for process in self.processes():
            try:
                with open(f"/proc/{process}/status") as file:
                    status = dict(line.split(":", 1) for line in file if ":" in line)
            except OSError:
                continue
            status = {key: value.strip() for key, value in status.items()}
            held = status["Seccomp"] == "2" and status["NoNewPrivs"] == "1"
            held = held and int(status["CapBnd"], 16) & ~capabilities == 0 and int(status["CapPrm"], 16) & ~capabilities == 0
            if "user-namespace" not in self.not_held and "idmapped-mounts" not in self.not_held:
                held = held and all(int(number) >= FIRST_USER for number in status["Uid"].split() + status["Gid"].split())
            if not held:
                raise Failure(f"process {process} ({status['Name']}) is not held: {status}")
        with open(f"/proc/{self.process}/mountinfo") as file:
            root = next(line.split() for line in file if line.split()[4] == "/")
        if "ro" not in root[5].split(","):
            raise Failure(f"its root can be written: {' '.join(root)}")
        if "landlock" in self.not_held:
            raise Failure(f"the kernel lacks Landlock: {self.not_held}")
        code, said = self.run("exec", self.name, *unlisted)
        if code != 126:
            raise Failure(f"{' '.join(unlisted)} in it ends with {code} and not as what may not be executed: {said}")

    def check_log(self):
        refused = [line for line in self.log().splitlines() if REFUSALS.search(line)]
        if refused:
            raise Failure("it was refused something:\n" + "\n".join(refused[:20]))

    def stop(self, codes):
        code, said = self.run("stop", self.name)
        if code != 0:
            raise Failure(f"it does not stop: {said}")
        match = re.match(r"exited \((\d+)\)", self.state())
        if not match or int(match[1]) not in codes:
            raise Failure(f"it did not end as it should: {self.state()}")

    def remove(self):
        if self.identifier:
            self.run("rm", "-f", self.name)


def remains(container):
    """What a container that was removed left: folders, mounts, control groups, processes."""
    root = os.environ["HULLMARK_ROOT"]
    found = []
    for folder in ("containers", "names", "engine"):
        found += [f"{folder}/{name}" for name in os.listdir(os.path.join(root, folder))]
    with open("/proc/self/mountinfo") as file:
        found += [line.split()[4] for line in file if root in line]
    for folder, names, _ in os.walk("/sys/fs/cgroup"):
        found += [os.path.join(folder, name) for name in names if container.identifier in name]
    if os.path.exists(f"/proc/{container.process}"):
        found.append(f"process {container.process}")
    return found


# In the order of their numbers (linux/capability.h).
CAPABILITIES = [
    "CAP_" + name for name in """
    CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST
    NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE
    SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM
    BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE""".split()
]
