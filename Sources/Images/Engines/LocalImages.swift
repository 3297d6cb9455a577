internal import Platform

/// Asks the engines of this machine whether they hold an image; an engine that does not answer within seconds holds none.
struct LocalImages: Sendable {
    private static let patience = Duration.seconds(5)

    private let userAgent: String
    private let environment: @Sendable (String) -> String?

    init(userAgent: String = "hullmark", environment: @escaping @Sendable (String) -> String?) {
        self.userAgent = userAgent
        self.environment = environment
    }

    /// The first engine that holds an image of a name.
    func engine(holding name: String) -> EngineExport.Engine? {
        guard !name.hasPrefix("-") else { return nil }
        return [EngineExport.Engine.docker, .podman, .containerd].first { engine in
            switch engine {
            case .docker: holdsDocker(name)
            case .podman: holdsPodman(name)
            case .containerd: holdsContainerd(name)
            }
        }
    }

    private func holdsDocker(_ name: String) -> Bool {
        guard let address = try? EngineAddress.docker(environment: environment), address.exists else { return false }
        return answers(address, name)
    }

    private func holdsPodman(_ name: String) -> Bool {
        guard let address = try? EngineAddress.podman(environment: environment) else { return false }
        if address.exists { return answers(address, name) }
        // Without its storage podman would make one.
        let home = environment("HOME") ?? Directory.home
        let data = Directory.base("XDG_DATA_HOME", in: environment) ?? "\(home)/.local/share"
        let storage = Directory.userIdentifier == 0 ? "/var/lib/containers/storage" : "\(data)/containers/storage"
        guard (try? FileStatus(of: storage))?.kind == .directory else { return false }
        return output(of: "podman", ["image", "exists", "--", name]) != nil
    }

    private func holdsContainerd(_ name: String) -> Bool {
        let socket = environment("CONTAINERD_ADDRESS") ?? "/run/containerd/containerd.sock"
        guard EngineAddress.socket(socket).exists, let full = try? Reference(name) else { return false }
        let namespaces = environment("CONTAINERD_NAMESPACE").map { [$0] } ?? ["default", "k8s.io", "moby"]
        return namespaces.contains { namespace in
            let arguments = ["--address", socket, "--namespace", namespace, "images", "ls", "-q"]
            guard let output = output(of: "ctr", arguments + ["name==\(full)"]) else { return false }
            return output.contains { $0 != 0x0a && $0 != 0x20 }
        }
    }

    private func answers(_ address: EngineAddress, _ name: String) -> Bool {
        guard let client = try? EngineClient(address, userAgent: userAgent, patience: Self.patience) else {
            return false
        }
        return client.holds(name)
    }

    /// A program's output; nil if the program is missing or fails.
    private func output(of program: String, _ arguments: [String]) -> [UInt8]? {
        let search = environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
        guard let path = ChildProcess.find(program, searchPath: search),
            let outcome = try? ChildProcess.run(path, arguments, timeout: Self.patience), outcome.end == .exited(0)
        else { return nil }
        return outcome.output
    }
}
