package import Bytes
package import Profiles

/// What a container is held to, in the kernel's terms.
package struct Confinement: Sendable {
    /// Users and groups that its processes may be; nothing where there is no user namespace.
    package var users: Set<UInt32>?
    package var groups: Set<UInt32> = []
    /// Capabilities by their names (`CAP_CHOWN`).
    package var capabilities: Set<String> = []
    /// Nothing: any system call.
    package var systemCalls: SystemCallFilter?
    package var landlock = LandlockPolicy()
    /// Paths that can be written, on which nothing can be executed; the rest of the root is read-only.
    ///
    /// Nothing: all of it can be written.
    package var writable: [String]?
    /// Whether programs can gain rights by set-uid bits and file capabilities.
    package var allowsNewPrivileges = false
    /// Whether files in memory can be executed.
    package var allowsMemoryPrograms = false
    package var resources = ResourceLimits()
    /// What may be done over a network; nothing: anything.
    package var network: NetworkPolicy?
    /// The network that it is to have, by which it rests on more.
    package var networkMode = NetworkMode.none
    /// Kernel settings of the container's own namespaces (`net.core.somaxconn`).
    package var settings: [String: String] = [:]
    /// Secrets that it may be given, and where each stands; nothing: any.
    package var secrets: [String: [String]]?
    /// Whether its programs lock files that they need not be permitted to write, which must then be files of its own.
    package var locksFiles = false
    /// Devices of this machine that it may use besides those of every container.
    package var devices: [FileRule] = []
    /// Executables and the digests that they must have.
    package var executables: [Executable] = []

    package init() {}

    /// An executable of the image and its content's digest.
    package struct Executable: Sendable, Equatable {
        package let path: String
        package let digest: Digest

        package init(path: String, digest: Digest) {
            self.path = path
            self.digest = digest
        }
    }

    /// Lets the kernel tell the machine's audit what it refuses, where that is on.
    ///
    /// A container could fill the records of the whole machine, so this is for those that are looked at.
    package mutating func logRefusals(by engine: Engine) {
        landlock.domains.insert(.log)
        systemCalls?.isLogged = engine.logsSystemCalls
    }

    /// What containers are held to without a profile: the capabilities that engines usually leave, and nothing else.
    package static var none: Confinement {
        var confinement = Confinement()
        confinement.capabilities = usualCapabilities
        confinement.allowsNewPrivileges = true
        confinement.allowsMemoryPrograms = true
        return confinement
    }

    private static let usualCapabilities: Set<String> = [
        "CAP_AUDIT_WRITE", "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_MKNOD",
        "CAP_NET_BIND_SERVICE", "CAP_NET_RAW", "CAP_SETFCAP", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID",
        "CAP_SYS_CHROOT",
    ]

    /// Kernel features that this confinement rests on, by their names.
    package var needs: Set<KernelFeature> {
        var needs: Set<KernelFeature> = []
        if users != nil { needs.formUnion([.userNamespace, .mappedMounts]) }
        if systemCalls != nil { needs.insert(.seccomp) }
        if landlock.domains.contains(.files) {
            needs.formUnion([.landlockExecute, .landlockFiles, .landlockTruncate, .landlockDevices])
        }
        if !landlock.domains.isDisjoint(with: [.bind, .connect]) { needs.insert(.landlockNetwork) }
        if landlock.domains.contains(.scope) { needs.insert(.landlockScope) }
        if !allowsMemoryPrograms { needs.insert(.memoryPrograms) }
        if network != nil { needs.formUnion(networkMode.needs) }
        if resources.memory != nil { needs.insert(.memoryLimit) }
        if resources.processors != nil { needs.insert(.processorLimit) }
        if resources.processes != nil { needs.insert(.processLimit) }
        return needs
    }
}

/// How much of the machine a container may take; nothing is no limit.
package struct ResourceLimits: Sendable, Equatable {
    /// Bytes.
    package var memory: Int?
    /// Processors' worth of time, also parts of one.
    package var processors: Double?
    package var processes: Int?
    /// Open files of one process.
    package var openFiles: Int?
    /// Bytes that the container may write outside its volumes; they lie in memory then.
    package var disk: Int?

    package init() {}
}
