/// The system calls of a profile that is derived: what services use, and nothing that reaches out of a container.
///
/// The starting point is what the common runtimes permit by default without extra capabilities (the `default.json` of Moby's and of
/// containers/common's seccomp profiles, both of 2024). Left out of that are calls that a confined service never needs:
///
/// | left out | because |
/// |---|---|
/// | `mount`, `umount2`, `fsopen`, `fsmount`, `move_mount`, `open_tree`, `pivot_root`, and `chroot` but with the capability for it | file systems are put together before |
/// | `unshare`, `setns`, `clone` with namespaces, `clone3` | no new namespaces; `clone3` hides its flags behind a pointer and must fail with ENOSYS, so that libraries take `clone` |
/// | `bpf`, `perf_event_open`, `userfaultfd`, `io_uring_*`, `keyctl`, `add_key`, `request_key` | a history of holes in the kernel |
/// | `ptrace`, `process_vm_readv`, `process_vm_writev`, `process_madvise`, `kcmp`, `pidfd_getfd` | other processes' memory and files |
/// | `init_module`, `finit_module`, `delete_module`, `kexec_load`, `kexec_file_load`, `reboot`, `swapon`, `swapoff` | the kernel itself |
/// | `settimeofday`, `clock_settime`, `adjtimex`, `clock_adjtime`, `acct`, `quotactl`, `syslog`, `sethostname`, `setdomainname` | the machine's |
/// | `open_by_handle_at`, `name_to_handle_at`, `fanotify_init`, `lookup_dcookie` | ways around paths |
/// | `iopl`, `ioperm`, `modify_ldt`, `vm86`, `uselib`, `ustat`, `sysfs`, `nfsservctl` | old, or the hardware's |
/// | `mknod`, `mknodat` of devices | devices are made before; other kinds are permitted |
/// | `setuid` and its family | permitted for the profile's users and groups only |
enum SystemCallDefaults {
    /// Calls without conditions; those that an architecture lacks are left out for it.
    static let names: [String] = """
        accept accept4 access alarm arch_prctl bind brk cachestat capget chdir chmod chown clock_getres clock_gettime \
        clock_nanosleep close close_range connect copy_file_range creat dup dup2 dup3 epoll_create epoll_create1 epoll_ctl \
        epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd eventfd2 execve execveat exit exit_group \
        faccessat faccessat2 fadvise64 fallocate fchdir fchmod fchmodat fchmodat2 fchown fchownat fcntl \
        fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstatfs fsync ftruncate futex futex_requeue \
        futex_wait futex_waitv futex_wake futimesat get_mempolicy get_robust_list get_thread_area getcpu getcwd getdents \
        getdents64 getegid geteuid getgid getgroups getitimer getpeername getpgid getpgrp getpid getppid getpriority \
        getrandom getresgid getresuid getrlimit getrusage getsid getsockname getsockopt gettid gettimeofday getuid \
        getxattr inotify_add_watch inotify_init inotify_init1 inotify_rm_watch io_cancel io_destroy io_getevents \
        io_pgetevents io_setup io_submit ioctl ioprio_get ioprio_set kill landlock_add_rule landlock_create_ruleset \
        landlock_restrict_self lchown lgetxattr link linkat listen listxattr llistxattr lremovexattr lseek lsetxattr lstat \
        madvise map_shadow_stack mbind membarrier memfd_create mincore mkdir mkdirat mlock mlock2 mlockall mmap mprotect \
        mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink mremap mseal msgctl msgget msgrcv msgsnd \
        msync munlock munlockall munmap nanosleep newfstatat open openat openat2 pause pidfd_open pidfd_send_signal pipe \
        pipe2 pkey_alloc pkey_free pkey_mprotect poll ppoll prctl pread64 preadv preadv2 prlimit64 pselect6 pwrite64 \
        pwritev pwritev2 read readahead readlink readlinkat readv recvfrom recvmmsg recvmsg remap_file_pages removexattr \
        rename renameat renameat2 restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo \
        rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min \
        sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval sched_setaffinity \
        sched_setattr sched_setparam sched_setscheduler sched_yield select semctl semget semop semtimedop sendfile \
        sendmmsg sendmsg sendto set_mempolicy set_robust_list set_thread_area set_tid_address setitimer setpgid \
        setpriority setrlimit setsid setsockopt setxattr shmat shmctl shmdt shmget shutdown sigaltstack signalfd signalfd4 \
        socketpair splice stat statfs statx symlink symlinkat sync sync_file_range syncfs sysinfo tee tgkill time \
        timer_create timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime \
        timerfd_settime times tkill truncate umask uname unlink unlinkat utime utimensat utimes vfork vmsplice wait4 waitid \
        write writev
        """.split(separator: " ").map(String.init)

    /// Flags of `clone` that make namespaces (`linux/sched.h`): mount, cgroup, UTS, IPC, user, PID, network.
    static let namespaceFlags: UInt64 = 0x7e02_0000
    /// `AF_UNIX`, `AF_INET`, `AF_INET6`, `AF_NETLINK` (by which libraries ask for addresses).
    static let socketFamilies: [UInt64] = [1, 2, 10, 16]
    /// Linux, without random addresses, with old UNAME, and the question what it is (`sys/personality.h`).
    static let personalities: [UInt64] = [0, 8, 0x20000, 0x20008, 0xffff_ffff]
    /// `S_IFMT`, and the kinds of `mknod` that are no devices: nothing (a file), a FIFO, a file, a socket.
    static let fileKindMask: UInt64 = 0o170000
    static let fileKinds: [UInt64] = [0, 0o010000, 0o100000, 0o140000]

    /// The entries for an architecture, and for the users of a profile, the first of whom starts, and its capabilities.
    static func entries(
        on architecture: String, users: [UserRule], capabilities: [Capability] = []
    ) -> [Entry<SystemCallRule>] {
        var entries = names.map { Entry(SystemCallRule($0), .derived, because: "the default for services") }
        func add(_ name: String, _ conditions: [ArgumentCondition], _ because: String) {
            entries.append(Entry(SystemCallRule(name, when: conditions), .derived, because: because))
        }
        // On s390 the flags are the second argument.
        let flags = architecture == "s390x" ? 1 : 0
        add(
            "clone", [ArgumentCondition(argument: flags, .maskedEqual, 0, mask: namespaceFlags)],
            "processes and threads, no namespaces")
        for family in socketFamilies {
            add("socket", [ArgumentCondition(argument: 0, .equal, family)], "local, IP and netlink sockets")
        }
        for personality in personalities {
            add("personality", [ArgumentCondition(argument: 0, .equal, personality)], "harmless personalities")
        }
        for kind in fileKinds {
            add("mknod", [ArgumentCondition(argument: 1, .maskedEqual, kind, mask: fileKindMask)], "no devices")
            add("mknodat", [ArgumentCondition(argument: 2, .maskedEqual, kind, mask: fileKindMask)], "no devices")
        }
        // Programs make sure of who they are also where they are nobody else, and end if that fails.
        if !users.isEmpty {
            for name in identityChanges { add(name, [], "being the users of this profile") }
        }
        if Set(users.map(\.uid)).count > 1 {
            add("setgroups", [], "becoming another user")
            add("capset", [], "becoming another user")
        }
        if capabilities.contains(.sysChroot) { add("chroot", [], "the capability SYS_CHROOT") }
        return entries.filter { SystemCallTable.has($0.name, on: architecture) }
    }

    /// Calls whose arguments are held to the profile's users where the profile is compiled (`SystemCallFilter`).
    private static let identityChanges = [
        "setuid", "setreuid", "setresuid", "setfsuid", "setgid", "setregid", "setresgid", "setfsgid",
    ]
}
