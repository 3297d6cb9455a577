/// Something that the running kernel can hold or cannot, by the name that people see and require.
package enum KernelFeature: String, Sendable, CaseIterable, Comparable {
    case userNamespace = "user-namespace"
    case mappedMounts = "idmapped-mounts"
    case seccomp
    case landlockExecute = "landlock.execute"
    case landlockFiles = "landlock.files"
    case landlockTruncate = "landlock.truncate"
    case landlockDevices = "landlock.devices"
    case landlockNetwork = "landlock.net"
    case landlockScope = "landlock.scope"
    case memoryPrograms = "memfd-noexec"
    case overlay
    case memoryLimit = "cgroup.memory"
    case processorLimit = "cgroup.cpu"
    case processLimit = "cgroup.pids"
    case packetFilter = "nftables"
    case socketPrograms = "cgroup-bpf"

    /// What is not held without it.
    package var meaning: String {
        switch self {
        case .userNamespace: "users are the host's own"
        case .mappedMounts: "files keep the host's owners, so that users are the host's own"
        case .seccomp: "any system call can be made"
        case .landlockExecute: "programs that the profile does not name can be executed"
        case .landlockFiles: "files that the profile does not name can be read"
        case .landlockTruncate: "files that cannot be written can be truncated"
        case .landlockDevices: "devices can be controlled"
        case .landlockNetwork: "TCP ports are not held by the process itself"
        case .landlockScope: "signals and abstract sockets reach other containers that share the namespaces"
        case .memoryPrograms: "files in memory can be executed"
        case .overlay: "layers cannot be stacked"
        case .memoryLimit: "memory is not limited"
        case .processorLimit: "processor time is not limited"
        case .processLimit: "the number of processes is not limited"
        case .packetFilter: "packets to any destination could be sent, so that there are no networks of containers"
        case .socketPrograms:
            "destinations are held for all that share a network together, and not on this machine's own"
        }
    }

    /// Whether it is tried only where it is needed, since that takes longer.
    var isTriedOnDemand: Bool { self == .packetFilter || self == .socketPrograms }

    /// Whether hullmark-init tries it, in a process of its own.
    var isTriedByInit: Bool {
        switch self {
        case .memoryLimit, .processorLimit, .processLimit, .packetFilter, .socketPrograms: false
        default: true
        }
    }

    package static func < (left: KernelFeature, right: KernelFeature) -> Bool { left.rawValue < right.rawValue }
}
