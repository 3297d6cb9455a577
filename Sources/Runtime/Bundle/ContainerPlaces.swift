internal import Profiles

/// Where in a container something of the host's may stand.
enum ContainerPlaces {
    /// What is the kernel's own, and what is ours.
    private static let taken = ["/proc", "/sys", "/.hullmark"]

    /// Makes sure that a volume or secret may stand at a path.
    static func check(_ path: String) throws {
        guard let whole = ProfilePath.normalise(path), whole != "/", whole != "/dev", !Device.usual.contains(whole),
            !taken.contains(where: { whole == $0 || ProfilePath.contains($0, whole) })
        else { throw RuntimeError(.invalid, "nothing of this machine can stand at \(path) in a container") }
    }
}
