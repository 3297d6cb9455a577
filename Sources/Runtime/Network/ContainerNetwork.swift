/// Connects containers with each other and with the world; the role is filled by what the container asked for.
///
/// A container is created in a network namespace of its own, which belongs to its user namespace and has a loopback device and nothing
/// else. Between creation and its first program `attach` is called; `detach` when the container goes, also when nothing was attached.
package protocol ContainerNetwork: Sendable {
    /// Puts the container into its networks. What throws keeps the container from being started.
    func attach(_ container: NetworkedContainer) throws
    /// Takes away all that `attach` made for the container of an id, and does nothing where there is nothing.
    func detach(_ identifier: String) throws
}

/// A container as its network sees it.
package struct NetworkedContainer: Sendable {
    package let identifier: String
    package let name: String
    /// Its first process, which waits; `/proc/PID/ns/net` is its network namespace.
    package let process: Int32
    /// Its folder, whose `etc/hosts` and `etc/resolv.conf` it sees.
    package let folder: String
    package let request: NetworkRequest
}

/// What was asked for of a container's network.
package struct NetworkRequest: Sendable, Equatable {
    /// The network's name; nothing for none.
    package var network: String?
    /// Ports of the host that lead into the container, as they were written.
    package var publishedPorts: [String]

    package init(network: String? = nil, publishedPorts: [String] = []) {
        self.network = network
        self.publishedPorts = publishedPorts
    }
}

/// No network but the container's own loopback.
package struct NoNetwork: ContainerNetwork {
    package init() {}

    package func attach(_ container: NetworkedContainer) throws {
        if let network = container.request.network {
            throw RuntimeError(
                .unsupported, "there is no network \(network); containers have none but their own loopback")
        }
        if let port = container.request.publishedPorts.first {
            throw RuntimeError(
                .unsupported, "port \(port) cannot be published: containers have no network but their own loopback")
        }
    }

    package func detach(_ identifier: String) throws {}
}
