internal import JSON
internal import Platform

/// What the engine underneath is told of a container (OCI runtime specification 1.0, `config.json`).
package struct ContainerBundle: Sendable {
    package var identifier: String
    /// The container's folder on the host.
    package var folder: String
    package var hostName: String
    package var process: ContainerProcess
    package var confinement: Confinement
    package var identities: IdentityMap?
    package var volumes: [Volume] = []
    package var secrets: [Secret] = []
    package var devices: [Device] = []
    package var network = NetworkMode.none
    /// A process of the network namespace that is shared; nothing where none is.
    package var networkProcess: Int32?
    /// The folder of the container whose list of hosts is seen; nothing for its own.
    package var hostsFolder: String?
    package var openFiles: Int
    /// hullmark-init on the host, which the engine asks before anything runs in the namespaces that it made; nothing for no such question.
    package var hook: String?
    /// The architecture as seccomp names it.
    package var architecture: String

    package init(
        identifier: String, folder: String, hostName: String, process: ContainerProcess, confinement: Confinement,
        identities: IdentityMap?, openFiles: Int, architecture: String = ContainerBundle.ownArchitecture
    ) {
        self.identifier = identifier
        self.folder = folder
        self.hostName = hostName
        self.process = process
        self.confinement = confinement
        self.identities = identities
        self.openFiles = openFiles
        self.architecture = architecture
    }

    #if arch(arm64)
    package static let ownArchitecture = "SCMP_ARCH_AARCH64"
    #else
    package static let ownArchitecture = "SCMP_ARCH_X86_64"
    #endif

    /// The group of the container in every tree of control groups.
    package static func controlGroup(_ identifier: String) -> String { "hullmark-\(identifier)" }

    /// Kernel files that a container must not see, and those that it must not write.
    private static let masked = [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
        "/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap",
        "/sys/firmware",
    ]
    private static let readOnly = [
        "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger",
    ]

    /// The document.
    package func document() -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("ociVersion", "1.0.2")
            writer.object("process") { process.write(into: &$0, confinement: confinement, openFiles: openFiles) }
            writer.object("root") { writer in
                writer.member("path", "\(folder)/stage/rootfs")
                writer.member("readonly", confinement.writable != nil)
            }
            writer.member("hostname", hostName)
            writer.array("mounts") { writer in for mount in mounts { mount.write(into: &writer) } }
            if let hook { writer.object("hooks") { writer in write(hook, into: &writer) } }
            writer.object("linux", linux)
        }
        return writer.finish()
    }

    /// The hook `createRuntime`: the namespaces and control groups stand, and what is armed from outside can be armed.
    private func write(_ hook: String, into writer: inout JSONWriter) {
        writer.array("createRuntime") { writer in
            writer.object { writer in
                writer.member("path", hook)
                writer.member("args", ["hullmark-init", "hook", folder])
            }
        }
    }

    private func linux(_ writer: inout JSONWriter) {
        writer.array("namespaces") { writer in
            let kinds = ["pid", "network", "ipc", "uts", "mount"] + (identities == nil ? [] : ["user"])
            for kind in kinds where kind != "network" || network != .host {
                writer.object { writer in
                    writer.member("type", kind)
                    if kind == "network", let networkProcess { writer.member("path", "/proc/\(networkProcess)/ns/net") }
                }
            }
        }
        if let identities {
            for (name, lines) in [("uidMappings", identities.users), ("gidMappings", identities.groups)] {
                writer.array(name) { writer in
                    for line in lines {
                        writer.object { writer in
                            writer.member("containerID", Int(line.inside))
                            writer.member("hostID", Int(line.outside))
                            writer.member("size", 1)
                        }
                    }
                }
            }
        }
        writer.member("cgroupsPath", "/\(Self.controlGroup(identifier))")
        writer.object("resources", resources)
        writer.object("sysctl") { writer in
            for (name, value) in settings.sorted(by: { $0.key < $1.key }) { writer.member(name, value) }
        }
        writer.member("maskedPaths", Self.masked)
        writer.member("readonlyPaths", Self.readOnly)
        confinement.systemCalls?.write(into: &writer, architecture: architecture)
    }

    /// Settings of the kernel; those of a network only where it is the container's own.
    private var settings: [String: String] {
        guard network.isOwn else { return confinement.settings.filter { !$0.key.hasPrefix("net.") } }
        // Who may listen on a port is said by the port, not by a user's rank.
        var settings = ["net.ipv4.ip_unprivileged_port_start": "0"]
        if case .network = network {
            // The ways out are those that it was given, whatever others on the network say.
            settings["net.ipv4.conf.default.accept_redirects"] = "0"
            if NetworkKernel().hasVersion6 {
                settings["net.ipv6.conf.default.accept_ra"] = "0"
                settings["net.ipv6.conf.default.accept_redirects"] = "0"
            }
        }
        return settings.merging(confinement.settings) { $1 }
    }

    private func resources(_ writer: inout JSONWriter) {
        let limits = confinement.resources
        writer.array("devices") { writer in
            writer.object { writer in
                writer.member("allow", false)
                writer.member("access", "rwm")
            }
            for device in devices {
                writer.object { writer in
                    writer.member("allow", true)
                    writer.member("type", device.isBlock ? "b" : "c")
                    writer.member("major", Int(device.major))
                    writer.member("minor", Int(device.minor))
                    writer.member("access", device.isWritable ? "rw" : "r")
                }
            }
        }
        if let memory = limits.memory {
            writer.object("memory") { writer in writer.member("limit", memory) }
        }
        if let processors = limits.processors {
            writer.object("cpu") { writer in
                writer.member("quota", Int(max(0.01, min(processors, 10_000)) * 100_000))
                writer.member("period", 100_000)
            }
        }
        if let processes = limits.processes {
            writer.object("pids") { writer in writer.member("limit", processes) }
        }
    }

    private var mounts: [BundleMount] {
        let hidden = ["nosuid", "noexec", "nodev"]
        // The group of terminals, where the container has it.
        let terminals = identities.map { $0.outside(group: 5) != nil } ?? true
        var mounts = [
            BundleMount("/proc", "proc", "proc", hidden),
            BundleMount("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]),
            BundleMount(
                "/dev/pts", "devpts", "devpts",
                ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"] + (terminals ? ["gid=5"] : [])),
            BundleMount("/dev/shm", "tmpfs", "shm", hidden + ["mode=1777", "size=65536k"]),
            BundleMount("/dev/mqueue", "mqueue", "mqueue", hidden),
            // Only who owns a network namespace can mount what shows its devices.
            network.isOwn
                ? BundleMount("/sys", "sysfs", "sysfs", hidden + ["ro"])
                : BundleMount("/sys", "bind", "\(folder)/stage/y", ["bind", "ro"] + hidden),
            BundleMount("/sys/fs/cgroup", "cgroup", "cgroup", hidden + ["relatime", "ro"]),
        ]
        let writable = (confinement.writable ?? []).enumerated().sorted { $0.element < $1.element }
        for (index, path) in writable {
            mounts.append(BundleMount(path, "bind", "\(folder)/stage/w/\(index)", ["bind", "rw"] + hidden))
        }
        for name in ["hosts", "hostname", "resolv.conf"] {
            let owner = name == "hostname" ? folder : hostsFolder ?? folder
            mounts.append(BundleMount("/etc/\(name)", "bind", "\(owner)/etc/\(name)", ["bind", "ro"] + hidden))
        }
        for (index, volume) in volumes.enumerated() {
            let execution = confinement.writable == nil ? ["nosuid", "nodev"] : hidden
            mounts.append(
                BundleMount(
                    volume.destination, "bind", "\(folder)/stage/v/\(index)",
                    ["bind", volume.isWritable ? "rw" : "ro"] + execution))
        }
        for (index, secret) in secrets.enumerated() {
            mounts.append(
                BundleMount(secret.destination, "bind", "\(folder)/stage/s/\(index)", ["bind", "ro"] + hidden))
        }
        for (index, device) in devices.enumerated() {
            mounts.append(
                BundleMount(device.path, "bind", "\(folder)/stage/d/\(index)", ["bind", "rw", "nosuid", "noexec"]))
        }
        mounts.append(BundleMount("/.hullmark", "bind", "\(folder)/stage/h", ["bind", "ro", "nosuid", "nodev"]))
        return mounts
    }
}

/// One element of `mounts`.
struct BundleMount {
    let destination: String
    let type: String
    let source: String
    let options: [String]

    init(_ destination: String, _ type: String, _ source: String, _ options: [String]) {
        self.destination = destination
        self.type = type
        self.source = source
        self.options = options
    }

    func write(into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("destination", destination)
            writer.member("type", type)
            writer.member("source", source)
            writer.member("options", options)
        }
    }
}
