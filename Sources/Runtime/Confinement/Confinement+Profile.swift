internal import Bytes
internal import Platform
package import Profiles

/// How a profile's entries become what the kernel enforces (`Docs/Runtime.md` has the table).
extension Confinement {
    /// Compiles a profile.
    ///
    /// - Parameter files: the image's files, by which trees are cut up that hold programs which the profile does not name.
    /// - Parameter volumes: what the command line names, which may be used as it says.
    package init(_ profile: Profile, files: LayeredFiles, volumes: [Volume] = []) {
        self.init(usersOf: profile)
        capabilities = Set(profile.capabilities.map { "CAP_\($0.capability)" })
        systemCalls = SystemCallFilter(
            profile.systemCalls.map(\.rule), users: users ?? [], groups: groups, families: Self.families)
        executables = profile.executables.compactMap { entry in
            entry.sha256.map { Executable(path: entry.path, digest: $0) }
        }
        locksFiles = profile.executables.contains { $0.path.hasSuffix("/flock") }
        for rule in profile.resources { limit(rule.rule) }
        for setting in profile.kernelSettings {
            if setting.name == "vm.memfd_noexec" {
                allowsMemoryPrograms = setting.value != "2"
            } else {
                settings[setting.name] = setting.value
            }
        }
        secrets = Dictionary(grouping: profile.secrets, by: \.name).mapValues { $0.map(\.path) }
        devices = Device.rules(of: profile)
        writable = Self.writable(profile, files)
        network = NetworkPolicy(profile)
        landlock = Self.policy(profile, files: files, volumes: volumes)
    }

    /// Knows a profile's users, and holds to nothing else.
    init(usersOf profile: Profile) {
        self.init()
        users = Set(profile.users.map(\.uid))
        groups = Set(profile.users.flatMap { [$0.gid] + $0.groups })
    }

    /// Every capability that a process of ours may have.
    package static var allCapabilities: Set<String> {
        let bounds = ProcessLimits.capabilityBounds
        return Set(Capability.allCases.filter { bounds >> UInt64($0.rawValue) & 1 == 1 }.map { "CAP_\($0)" })
    }

    /// Address families that sockets may have: UNIX, IPv4, IPv6, and netlink, by which libraries list the interfaces.
    private static let families = [1, 2, 10, 16]

    private mutating func limit(_ rule: ResourceRule) {
        switch rule.resource {
        case .memory: resources.memory = rule.limit
        case .cpus: resources.processors = Double(rule.limit) / 1000
        case .pids: resources.processes = rule.limit
        case .descriptors: resources.openFiles = rule.limit
        case .disk: resources.disk = rule.limit
        }
    }

    /// Paths that are mounted to be written; what lies below one of them needs no mount of its own.
    private static func writable(_ profile: Profile, _ files: LayeredFiles) -> [String] {
        var paths = profile.volumes.filter { $0.access == .write }.map(\.path)
        for rule in profile.files where rule.access == .write {
            // A file that is missing can only be made by a right to its folder.
            if rule.isTree || rule.mayCreate || files.find(rule.path) != nil { paths.append(rule.path) }
        }
        let own = paths.filter { path in
            !kernelFolders.contains { path == $0 || ProfilePath.contains($0, path) }
                && !paths.contains { ProfilePath.contains($0, path) }
        }
        return Set(own).sorted()
    }

    /// What the engine mounts itself.
    private static let kernelFolders = ["/dev", "/proc", "/sys", "/.hullmark"]

    private static func policy(_ profile: Profile, files: LayeredFiles, volumes: [Volume]) -> LandlockPolicy {
        var policy = LandlockPolicy([.files, .scope])
        for rule in profile.executables {
            for path in [rule.path, rule.interpreter, rule.loader].compactMap({ $0 }) {
                policy.allow(path, [.execute, .read])
            }
        }
        for rule in profile.files {
            if rule.access == .write {
                var rights: LandlockPolicy.Rights = rule.isTree ? [.read, .write, .list] : [.read, .write, .alone]
                if rule.mayCreate { rights.insert(.create) }
                // A terminal that may be written is one whose size may be asked.
                if rule.path == "/dev" || ProfilePath.contains("/dev", rule.path) { rights.insert(.control) }
                policy.allow(rule.path, rights)
            } else if rule.isTree {
                for (path, rights) in ReadableTree(path: rule.path, files: files).parts { policy.allow(path, rights) }
            } else {
                policy.allow(rule.path, [.read, .alone])
            }
        }
        for rule in profile.volumes {
            policy.allow(rule.path, rule.access == .write ? [.read, .write, .list, .create] : [.read, .list])
        }
        for rule in profile.secrets { policy.allow(rule.path, .read) }
        for volume in volumes {
            policy.allow(volume.destination, volume.isWritable ? [.read, .write, .list, .create] : [.read, .list])
        }
        allowPorts(profile, &policy)
        return policy
    }

    /// TCP ports; where the profile permits all of them, nothing is restricted.
    ///
    /// Addresses are the network's to hold.
    private static func allowPorts(_ profile: Profile, _ policy: inout LandlockPolicy) {
        let listening = profile.listen.filter { $0.transport == .tcp }.map(\.ports)
        let connecting = profile.connect.filter { $0.transport == .tcp }.map(\.ports)
        for (ranges, domain, right) in [
            (listening, LandlockPolicy.Domains.bind, LandlockPolicy.PortRights.bind),
            (connecting, .connect, .connect),
        ] where !ranges.contains(.all) {
            policy.domains.insert(domain)
            for range in ranges { for port in range.first...range.last { policy.allow(port: port, right) } }
        }
    }
}
