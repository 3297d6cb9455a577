import Profiles

/// Profiles for the slim image.
enum SampleProfiles {
    /// A shell and some programs that may write `/tmp`.
    static var shell: Profile {
        var profile = Profile(image: ImageIdentity(name: "slim", platform: "linux/amd64"))
        profile.users = [entry(UserRule(uid: 0, gid: 0))]
        let loader = "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
        profile.executables = ["dash", "cat", "cp", "id", "ls", "sleep", "echo", "touch", "chmod", "true"].map {
            entry(ExecutableRule(path: "/usr/bin/\($0)", loader: loader))
        }
        profile.files = [
            entry(FileRule(path: "/usr", isTree: true)), entry(FileRule(path: "/etc/ld.so.cache")),
            entry(FileRule(path: "/etc/passwd")), entry(FileRule(path: "/etc/group")),
            entry(FileRule(path: "/proc", isTree: true)),
        ]
        profile.files += ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"].map { entry(FileRule(path: $0)) }
        profile.files += ["/dev/null", "/dev/zero", "/dev/tty"].map { entry(FileRule(path: $0, access: .write)) }
        profile.files += ["/tmp", "/dev/shm", "/dev/pts"].map {
            entry(FileRule(path: $0, isTree: true, access: .write, mayCreate: true))
        }
        profile.systemCalls = calls.map { entry(SystemCallRule(String($0))) }
        return profile
    }

    static func entry<Subject: Rule>(_ rule: Subject) -> Entry<Subject> { Entry(rule, .declared) }

    private static let calls = """
        access arch_prctl bind brk chdir chmod clock_gettime clock_nanosleep clone clone3 close close_range connect \
        copy_file_range dup dup2 dup3 execve exit exit_group faccessat faccessat2 fadvise64 fchdir fchmod fchmodat \
        fchown fcntl fork fstat fstatfs ftruncate futex getcwd getdents64 getegid geteuid getgid getgroups getpgrp \
        getpid getppid getrandom getresgid getresuid getrlimit getsockname getsockopt gettid getuid getxattr ioctl kill \
        lgetxattr listen lseek lstat madvise memfd_create mkdir mkdirat mmap mprotect mremap munmap nanosleep \
        newfstatat open openat pipe pipe2 poll ppoll prctl pread64 prlimit64 pselect6 read readlink rename renameat2 \
        restart_syscall rseq rt_sigaction rt_sigprocmask rt_sigreturn rt_sigsuspend select set_robust_list \
        set_tid_address setgid setuid sigaltstack socket stat statfs statx symlink sysinfo tgkill umask uname unlink \
        unlinkat utimensat vfork wait4 write writev
        """.split(separator: " ")
}
