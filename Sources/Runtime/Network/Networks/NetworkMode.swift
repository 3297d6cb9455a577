/// Which network a container has.
package enum NetworkMode: Sendable, Equatable {
    /// A loopback device of its own, and nothing else.
    case none
    /// This machine's own.
    case host
    /// That of another container, by its name or id.
    case container(String)
    /// A private one, by its name.
    case network(String)

    /// What a published port needs where no network is named.
    package static let usual = "default"

    /// Reads `none`, `host`, `container:NAME`, or the name of a network.
    package init(_ text: String) throws {
        switch text {
        case "none": self = .none
        case "host": self = .host
        default:
            if text.hasPrefix("container:") {
                self = .container(String(text.dropFirst("container:".count)))
            } else {
                guard NetworkRecord.isName(text) else {
                    throw RuntimeError(
                        .invalid,
                        "\"\(text)\" is no network; there are none, host, container:NAME, and those of hullmark network ls"
                    )
                }
                self = .network(text)
            }
        }
    }

    /// Kernel features that hold a container to its profile there.
    package var needs: Set<KernelFeature> {
        switch self {
        case .none: []
        case .host: [.socketPrograms]
        case .container, .network: [.packetFilter, .socketPrograms]
        }
    }

    /// Whether the network namespace is the container's own.
    package var isOwn: Bool {
        switch self {
        case .none, .network: true
        case .host, .container: false
        }
    }
}
