"""The profile that the attacks are held to: a Python application that listens on 8080 and 8081, and may connect to 127.0.0.1:8081, over its
network to peer:8083, and to port 80 of anybody."""
import json

LOADER = "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
PROGRAMS = ["python3.11", "dash", "cat", "cp", "ls", "sleep", "true", "id"]
CALLS = """
accept accept4 access arch_prctl bind brk chdir chmod clock_gettime clock_nanosleep clone clone3 close close_range connect
copy_file_range dup dup2 dup3 epoll_create1 epoll_ctl epoll_pwait epoll_wait eventfd2 execve exit exit_group faccessat
faccessat2 fadvise64 fchdir fchmod fchmodat fchown fcntl fork fstat fstatfs fsync ftruncate futex getcwd getdents64 getegid
geteuid getgid getgroups getpeername getpgrp getpid getppid getrandom getresgid getresuid getrlimit getsockname getsockopt
gettid getuid ioctl kill link lgetxattr listen lseek lstat madvise memfd_create mkdir mkdirat mmap mprotect mremap munmap
nanosleep newfstatat open openat pipe pipe2 poll ppoll prctl pread64 prlimit64 pselect6 pwrite64 read readlink readlinkat
recvfrom recvmsg rename renameat2 restart_syscall rseq rt_sigaction rt_sigprocmask rt_sigreturn sched_getaffinity sched_yield
select sendmsg sendto set_robust_list set_tid_address setgid setsid setsockopt setuid shutdown sigaltstack socket socketpair
stat statfs statx symlink sysinfo tgkill truncate umask uname unlink unlinkat utimensat vfork wait4 write writev
""".split()


def profile():
    """The document."""
    def entry(**members):
        return {**members, "known": "declared"}

    return {
        "apiVersion": "hullmark/v1", "kind": "Profile",
        "image": {"name": "attacked", "platform": "linux/amd64"},
        "observation": {"completeness": 0, "runs": 0, "kinds": 0, "sightings": 0, "singles": 0},
        "users": [entry(uid=0, gid=0)],
        "executables": [entry(path="/usr/bin/" + name, loader=LOADER) for name in PROGRAMS],
        "files": [
            entry(path="/usr", below=True, access="read"), entry(path="/etc/ld.so.cache", access="read"),
            entry(path="/etc/passwd", access="read"), entry(path="/etc/group", access="read"),
            entry(path="/etc/nsswitch.conf", access="read"), entry(path="/etc/host.conf", access="read"),
            entry(path="/etc/gai.conf", access="read"),
            entry(path="/proc", below=True, access="read"), entry(path="/sys/fs/cgroup", below=True, access="read"),
        ] + [
            entry(path="/etc/" + name, access="read") for name in ["hosts", "hostname", "resolv.conf"]
        ] + [
            entry(path="/dev/" + name, access="write") for name in ["null", "zero", "urandom", "tty"]
        ] + [
            entry(path=path, below=True, access="write", create=True) for path in ["/tmp", "/dev/shm", "/dev/pts"]
        ],
        "network": {
            "listen": [entry(port=8080, protocol="tcp"), entry(port=8081, protocol="tcp")],
            "connect": [
                entry(to="127.0.0.1", port=8081, protocol="tcp"), entry(to="peer", port=8083, protocol="tcp"),
                entry(to="any", port=80, protocol="tcp"),
            ],
        },
        "systemCalls": [entry(names=sorted(set(CALLS)))],
        "resources": [
            entry(resource="memory", limit=256 << 20), entry(resource="pids", limit=64),
            entry(resource="descriptors", limit=1024),
        ],
    }


if __name__ == "__main__":
    print(json.dumps(profile(), indent=1))
