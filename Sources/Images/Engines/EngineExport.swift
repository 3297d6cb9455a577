internal import Platform

/// Brings an image out of an engine into a file that is read like any archive.
package struct EngineExport: Sendable {
    /// The engines, by the schemes that name them.
    package enum Engine: String, Sendable { case docker, podman, containerd }

    private static let timeout = Duration.seconds(3_600)

    private let engine: Engine
    private let platform: ImagePlatform?
    private let userAgent: String
    private let environment: @Sendable (String) -> String?

    package init(
        _ engine: Engine, platform: ImagePlatform?, userAgent: String = "hullmark",
        environment: @escaping @Sendable (String) -> String? = Platform.environment
    ) {
        self.engine = engine
        self.platform = platform
        self.userAgent = userAgent
        self.environment = environment
    }

    /// Writes an image's archive into a spool.
    func save(_ name: String, into spool: Spool, limit: Int) throws {
        guard !name.isEmpty, !name.hasPrefix("-") else {
            throw ImageError(.invalidReference, "invalid image name \"\(name)\"")
        }
        switch engine {
        case .docker: try ask(EngineAddress.docker(environment: environment), name, spool, limit)
        case .podman:
            let address = try EngineAddress.podman(environment: environment)
            // Podman needs no service: without its socket its own program reads its storage.
            if address.exists { return try ask(address, name, spool, limit) }
            try run("podman", ["image", "save", "--format", "docker-archive", name], name, spool, limit)
        case .containerd: try exportFromContainerd(name, spool, limit)
        }
    }

    private func ask(_ address: EngineAddress, _ name: String, _ spool: Spool, _ limit: Int) throws {
        try EngineClient(address, userAgent: userAgent).save(name, platform: platform, into: spool, limit: limit)
    }

    /// containerd keeps images under full names, in namespaces: the given one, or those of its usual clients.
    private func exportFromContainerd(_ name: String, _ spool: Spool, _ limit: Int) throws {
        let socket = environment("CONTAINERD_ADDRESS") ?? "/run/containerd/containerd.sock"
        // Without it ctr would wait for a minute and say no more.
        guard environment("CONTAINERD_ADDRESS") != nil || EngineAddress.socket(socket).exists else {
            throw ImageError(.unreachable, "cannot reach containerd at \(socket); is its daemon running?")
        }
        let namespaces = environment("CONTAINERD_NAMESPACE").map { [$0] } ?? ["default", "k8s.io", "moby"]
        var names = [name]
        if let full = (try? Reference(name))?.description, full != name { names.append(full) }
        let address = environment("CONTAINERD_ADDRESS").map { ["--address", $0] } ?? []
        let platforms = platform.map { ["--platform", $0.description] } ?? []
        var failure: ImageError?
        for namespace in namespaces {
            for name in names {
                do throws(ImageError) {
                    let arguments = address + ["--namespace", namespace, "images", "export"] + platforms + ["-", name]
                    return try run("ctr", arguments, name, spool, limit)
                } catch {
                    guard error.code == .unreadable else { throw error }
                    failure = failure ?? error
                    try spool.clear()
                }
            }
        }
        throw failure ?? ImageError(.notFound, "containerd has no image \(name)")
    }

    private func run(
        _ program: String, _ arguments: [String], _ name: String, _ spool: Spool, _ limit: Int
    ) throws(ImageError) {
        let search = environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
        guard let path = ChildProcess.find(program, searchPath: search) else {
            throw ImageError(
                .unreachable,
                "cannot reach \(engine.rawValue): it has no socket here, and the program \(program) is not installed")
        }
        let ended: ChildProcess.Writing
        do throws(SystemError) {
            ended = try spool.write(limit: limit) { file, limit throws(SystemError) in
                try ChildProcess.run(path, arguments, into: file, sizeLimit: limit, timeout: Self.timeout)
            }
        } catch {
            throw ImageError(.unreadable, "\(program) cannot be run: \(error)")
        }
        switch ended.end {
        case .exited(0): return
        case .wroteTooMuch: throw ImageError(.limitExceeded, "\(name) has more than \(limit) bytes")
        case .timedOut: throw ImageError(.unreachable, "\(program) did not export \"\(name)\" in time")
        case .exited, .signalled:
            let complaint = clipped(
                String(decoding: ended.complaint, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? "")
            throw ImageError(.unreadable, "\(program) has no image \"\(name)\" or cannot export it: \(complaint)")
        }
    }
}
