internal import Profiles

/// Connects containers with each other and with the world; the role is filled by what the container asked for.
///
/// A container is created in a network namespace of its own, which belongs to its user namespace and has a loopback device and nothing
/// else, or in one that is there already. Between creation and its first program `attach` is called; `detach` when the container goes,
/// also when nothing was attached.
package protocol ContainerNetwork: Sendable {
    /// Puts the container into its networks. What throws keeps the container from being started.
    ///
    /// - Returns: what the user should know, a line each.
    func attach(_ container: NetworkedContainer) throws -> [String]
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

    package init(identifier: String, name: String, process: Int32, folder: String, request: NetworkRequest) {
        self.identifier = identifier
        self.name = name
        self.process = process
        self.folder = folder
        self.request = request
    }
}

/// What was asked for of a container's network.
package struct NetworkRequest: Sendable, Equatable {
    package var mode: NetworkMode
    /// Ports of the host that lead into the container.
    package var ports: [PublishedPort]
    /// What it is held to; nothing for nothing.
    package var policy: NetworkPolicy?
    /// Features that the kernel lacks, and that it is not held by.
    package var lacks: Set<KernelFeature> = []

    package init(_ mode: NetworkMode = .none, ports: [PublishedPort] = [], policy: NetworkPolicy? = nil) {
        self.mode = mode
        self.ports = ports
        self.policy = policy
    }

    /// Reads what the command line says; a published port alone means the usual network.
    package init(network: String?, publishing texts: [String], policy: NetworkPolicy?) throws {
        let ports = try texts.map(PublishedPort.init)
        self.init(try network.map(NetworkMode.init) ?? (ports.isEmpty ? .none : .network(NetworkMode.usual)))
        self.ports = ports
        self.policy = policy
        if ports.isEmpty { return }
        guard case .network = mode else {
            throw RuntimeError(
                .invalid, "a port is published by a network of containers, not by none, host or container:NAME")
        }
        for (index, port) in ports.enumerated() {
            if ports[..<index].contains(where: port.collides) {
                throw RuntimeError(.invalid, "port \(port.hostPort) of this machine is published twice")
            }
            if let policy, !policy.mayListen(port.port, port.transport) {
                throw RuntimeError(
                    .invalid,
                    "port \(port.port)/\(port.transport.rawValue) is published, and the profile does not permit to listen on it"
                )
            }
        }
    }
}

/// No network but the container's own loopback.
package struct NoNetwork: ContainerNetwork {
    package init() {}

    package func attach(_ container: NetworkedContainer) throws -> [String] {
        guard container.request.mode == .none else {
            throw RuntimeError(.unsupported, "containers have no network here but their own loopback")
        }
        return []
    }

    package func detach(_ identifier: String) throws {}
}
