internal import Platform
package import Profiles

/// A device of this machine that a profile names by hand, made anew for the container.
package struct Device: Sendable, Equatable {
    /// Where it is, here and in the container.
    package let path: String
    package let isBlock: Bool
    package let major: UInt32
    package let minor: UInt32
    package let isWritable: Bool

    init?(_ rule: FileRule, _ status: FileStatus) {
        guard status.kind == .characterDevice || status.kind == .blockDevice else { return nil }
        path = rule.path
        isBlock = status.kind == .blockDevice
        (major, minor) = (status.representedMajor, status.representedMinor)
        isWritable = rule.access == .write
    }

    /// What the engine makes itself (OCI runtime specification 1.0, `config-linux.md`, Default Devices), and what a container has of its own.
    static let usual: Set<String> = [
        "/dev/console", "/dev/fd", "/dev/full", "/dev/null", "/dev/ptmx", "/dev/random", "/dev/stderr", "/dev/stdin",
        "/dev/stdout", "/dev/tty", "/dev/urandom", "/dev/zero",
    ]
    private static let own = ["/dev/mqueue", "/dev/pts", "/dev/shm"]

    /// The devices that a profile names beyond those of every container.
    ///
    /// Only entries by hand count: what is derived comes from the image, which must not choose devices of this machine for itself.
    static func rules(of profile: Profile) -> [FileRule] {
        profile.files.filter { $0.known == .declared && !$0.isTree }.map(\.rule).filter { rule in
            ProfilePath.contains("/dev", rule.path) && !usual.contains(rule.path)
                && !own.contains { rule.path == $0 || ProfilePath.contains($0, rule.path) }
        }
    }

    /// Finds devices on this machine, and says which are not there.
    package static func find(_ rules: [FileRule]) -> (devices: [Device], missing: [String]) {
        var found: (devices: [Device], missing: [String]) = ([], [])
        for rule in rules {
            if let status = try? FileStatus(of: rule.path), let device = Device(rule, status) {
                found.devices.append(device)
            } else {
                found.missing.append(rule.path)
            }
        }
        return found
    }
}
