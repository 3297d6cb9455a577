internal import Bytes
package import Profiles

/// What a process of a container means by a path or a descriptor.
package protocol ProcessView {
    /// The path as a profile has it, links followed, and whether something is there.
    ///
    /// - Parameter directory: the descriptor that a relative path begins at; nothing for the working directory.
    func resolve(_ path: String, in directory: Int32?) -> (path: String, exists: Bool)?
    /// How a socket carries what is sent; nothing where it cannot be said.
    func transport(ofSocket descriptor: Int32) -> Transport?
}

extension RefusedCall {
    /// How a call uses a path.
    private enum Use {
        case execute, read, write, make
        /// By the flags among its arguments (open(2)), or by its mode (access(2)).
        case flags(Int)
        case mode(Int)
    }

    /// Which of a call's arguments is its path, and which the directory that it begins at.
    private struct Shape {
        let directory: Int?
        let path: Int
        let use: Use

        init(_ path: Int, _ use: Use, in directory: Int? = nil) {
            self.path = path
            self.use = use
            self.directory = directory
        }
    }

    private static let shapes: [String: Shape] = [
        "execve": Shape(0, .execute), "execveat": Shape(1, .execute, in: 0), "open": Shape(0, .flags(1)),
        "openat": Shape(1, .flags(2), in: 0), "openat2": Shape(1, .read, in: 0), "creat": Shape(0, .make),
        "access": Shape(0, .mode(1)), "faccessat": Shape(1, .mode(2), in: 0), "faccessat2": Shape(1, .mode(2), in: 0),
        "stat": Shape(0, .read), "lstat": Shape(0, .read), "newfstatat": Shape(1, .read, in: 0),
        "statx": Shape(1, .read, in: 0), "readlink": Shape(0, .read), "readlinkat": Shape(1, .read, in: 0),
        "chdir": Shape(0, .read), "statfs": Shape(0, .read), "mkdir": Shape(0, .make),
        "mkdirat": Shape(1, .make, in: 0),
        "mknod": Shape(0, .make), "mknodat": Shape(1, .make, in: 0), "symlink": Shape(1, .make),
        "symlinkat": Shape(2, .make, in: 1), "link": Shape(1, .make), "linkat": Shape(3, .make, in: 2),
        "rename": Shape(1, .make), "renameat": Shape(3, .make, in: 2), "renameat2": Shape(3, .make, in: 2),
        "unlink": Shape(0, .make), "unlinkat": Shape(1, .make, in: 0), "rmdir": Shape(0, .make),
        "truncate": Shape(0, .write), "chmod": Shape(0, .write), "fchmodat": Shape(1, .write, in: 0),
        "fchmodat2": Shape(1, .write, in: 0), "utime": Shape(0, .write), "utimes": Shape(0, .write),
        "utimensat": Shape(1, .write, in: 0), "setxattr": Shape(0, .write), "lsetxattr": Shape(0, .write),
        "removexattr": Shape(0, .write), "lremovexattr": Shape(0, .write),
    ]

    /// Which capability a call takes that the profile's system calls permit (capabilities(7)).
    private static let capabilities: [String: Capability] = [
        "mount": .sysAdmin, "umount2": .sysAdmin, "pivot_root": .sysAdmin, "sethostname": .sysAdmin,
        "setdomainname": .sysAdmin, "setns": .sysAdmin, "unshare": .sysAdmin, "swapon": .sysAdmin, "swapoff": .sysAdmin,
        "quotactl": .sysAdmin, "fanotify_init": .sysAdmin, "chroot": .sysChroot, "ptrace": .sysPtrace,
        "process_vm_readv": .sysPtrace, "process_vm_writev": .sysPtrace, "init_module": .sysModule,
        "finit_module": .sysModule, "delete_module": .sysModule, "reboot": .sysBoot, "kexec_load": .sysBoot,
        "kexec_file_load": .sysBoot, "settimeofday": .sysTime, "clock_settime": .sysTime, "adjtimex": .sysTime,
        "iopl": .sysRawio, "ioperm": .sysRawio, "bpf": .bpf, "perf_event_open": .perfmon, "syslog": .syslog,
        "chown": .chown, "lchown": .chown, "fchown": .chown, "fchownat": .chown, "kill": .kill, "tgkill": .kill,
        "tkill": .kill, "pidfd_send_signal": .kill, "setpriority": .sysNice, "sched_setscheduler": .sysNice,
        "sched_setparam": .sysNice, "sched_setattr": .sysNice, "mlock": .ipcLock, "mlockall": .ipcLock,
        "setrlimit": .sysResource, "prlimit64": .sysResource, "open_by_handle_at": .dacReadSearch, "capset": .setpcap,
        "acct": .sysPacct, "vhangup": .sysTtyConfig, "socket": .netRaw, "bind": .netBindService,
        "setsockopt": .netAdmin, "setgroups": .setgid, "setgid": .setgid, "setresgid": .setgid, "setregid": .setgid,
    ]

    /// What of a profile the call speaks of; nothing where that is a relative path, and the process that knows where it begins is gone.
    package func event(of profile: Profile, _ view: some ProcessView) -> ProfileEvent? {
        if let shape = Self.shapes[name], !texts[shape.path].isEmpty {
            return event(shape, view)
        }
        switch name {
        case "connect": if let event = connection(addresses[0], profile, view) { return event }
        case "sendto": if let event = connection(addresses[1], profile, view) { return event }
        case "sendmsg": if let event = connection(addresses[2], profile, view) { return event }
        case "bind":
            guard let (_, port) = Self.endpoint(addresses[0]) else { break }
            let rule = ListenRule(ports: port, transport: transport(view))
            // A port that the profile permits takes a capability where it is low.
            if port.first < 1024, profile.verdict(on: .listen(rule)).isAllowed { return .capability(.netBindService) }
            return .listen(rule)
        case "setuid", "setreuid", "setresuid", "setfsuid":
            // The largest number stands for none.
            let users = arguments.prefix(name == "setresuid" ? 3 : name == "setreuid" ? 2 : 1)
                .map { UInt32(truncatingIfNeeded: $0) }
            if let user = users.first(where: { $0 != .max }) { return .user(user, group: nil) }
        default: break
        }
        let event = ProfileEvent.systemCall(name)
        guard profile.verdict(on: event).isAllowed, let capability = Self.capabilities[name] else { return event }
        return .capability(capability)
    }

    /// Which of a call's arguments is its path; nothing where it has none.
    static func pathPlace(of name: String) -> Int? { shapes[name]?.path }

    /// The text that is the call's path; empty where it has none.
    package var path: String { Self.shapes[name].map { texts[$0.path] } ?? "" }

    private func event(_ shape: Shape, _ view: some ProcessView) -> ProfileEvent? {
        let directory = shape.directory.map { Int32(truncatingIfNeeded: arguments[$0]) }
        // AT_FDCWD: the working directory.
        guard let (path, exists) = view.resolve(texts[shape.path], in: directory == -100 ? nil : directory),
            ProfilePath.fault(of: path) == nil
        else { return nil }
        switch shape.use {
        case .execute: return .execute(path)
        case .read: return .open(path, .read)
        case .write: return .open(path, .write)
        case .make: return .create(path)
        case .mode(let place): return .open(path, arguments[place] & 2 != 0 ? .write : .read)
        case .flags(let place):
            let flags = arguments[place]
            // O_CREAT makes a file where none is; O_WRONLY, O_RDWR and O_TRUNC write.
            if flags & 0o100 != 0 && !exists { return .create(path) }
            return .open(path, flags & 3 != 0 || flags & 0o1000 != 0 ? .write : .read)
        }
    }

    private func connection(_ address: [UInt8], _ profile: Profile, _ view: some ProcessView) -> ProfileEvent? {
        if let path = Self.socketPath(address) {
            guard let (path, _) = view.resolve(path, in: nil), ProfilePath.fault(of: path) == nil else { return nil }
            return .open(path, .write)
        }
        guard let (address, port) = Self.endpoint(address) else { return nil }
        return .connect(
            ConnectRule(
                to: .network(address, length: address.bytes.count * 8), ports: port, transport: transport(view)))
    }

    /// Messages are of UDP where nobody knows better.
    private func transport(_ view: some ProcessView) -> Transport {
        view.transport(ofSocket: Int32(truncatingIfNeeded: arguments[0])) ?? (name.hasPrefix("send") ? .udp : .tcp)
    }

    /// Address and port (`struct sockaddr_in`, `sockaddr_in6`).
    private static func endpoint(_ address: [UInt8]) -> (address: IPAddress, port: PortRange)? {
        guard address.count >= 24, address[1] == 0, let port = PortRange(Int(address[2]) << 8 | Int(address[3])) else {
            return nil
        }
        let bytes: ArraySlice<UInt8>
        switch address[0] {
        case 2: bytes = address[4..<8]
        case 10: bytes = address[8..<24]
        default: return nil
        }
        return IPAddress(bytes: Array(bytes)).map { ($0, port) }
    }

    /// The path of a socket that has one (`struct sockaddr_un`).
    private static func socketPath(_ address: [UInt8]) -> String? {
        guard address.count > 3, address[0] == 1, address[1] == 0, address[2] == 0x2f else { return nil }
        return String(decoding: address[2...].prefix { $0 != 0 }, as: UTF8.self)
    }
}
