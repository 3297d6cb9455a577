internal import Bytes
package import HTTP
internal import JSON
internal import Platform

/// Where an engine's API is: a Unix socket, or a server that is reached over TCP.
package enum EngineAddress: Sendable, Equatable {
    case socket(String)
    case server(URL, certificates: String?)

    /// Reads an address as `DOCKER_HOST` and `CONTAINER_HOST` have it: `unix:///run/x.sock`, `tcp://host:2375`, `https://host`.
    ///
    /// - Parameter certificates: the folder of `ca.pem`, `cert.pem` and `key.pem` where TLS is wanted.
    package init(_ text: String, certificates: String? = nil) throws(ImageError) {
        func unsupported(_ why: String) -> ImageError {
            // A password in an address must not show in messages.
            let shown = text.firstIndex(of: "@").map { "…\(text[$0...])" } ?? text
            return ImageError(.unsupported, "invalid engine address \(clipped(shown)): \(why)")
        }
        guard let mark = text.firstRange(of: "://") else { throw unsupported("a scheme such as unix:// is missing") }
        let rest = String(text[mark.upperBound...])
        switch text[..<mark.lowerBound] {
        case "unix": self = .socket(rest.hasPrefix("/") ? rest : "/\(rest)")
        case "tcp", "http", "https":
            let isSecure = certificates != nil || text.hasPrefix("https")
            do throws(HTTPError) {
                self = .server(try URL("\(isSecure ? "https" : "http")://\(rest)"), certificates: certificates)
            } catch {
                throw unsupported(error.message)
            }
        case "ssh": throw unsupported("ssh is not supported; forward the engine's socket and use unix://")
        default: throw unsupported("unknown scheme; known: unix://, tcp://, https://")
        }
    }

    /// Docker's address: the environment, then the chosen context, then the usual sockets.
    static func docker(environment: (String) -> String?) throws(ImageError) -> EngineAddress {
        if let host = environment("DOCKER_HOST") {
            let wantsTLS = environment("DOCKER_TLS_VERIFY") != nil
            let home = environment("HOME") ?? Directory.home
            return try EngineAddress(
                host, certificates: wantsTLS ? environment("DOCKER_CERT_PATH") ?? "\(home)/.docker" : nil)
        }
        if let host = try contextHost(environment: environment) { return try EngineAddress(host) }
        return .socket(firstSocket(["/var/run/docker.sock", runtime("docker.sock", environment)]))
    }

    /// Podman's address: the environment, then the user's own socket, then the system's.
    static func podman(environment: (String) -> String?) throws(ImageError) -> EngineAddress {
        if let host = environment("CONTAINER_HOST") { return try EngineAddress(host) }
        let own = runtime("podman/podman.sock", environment)
        let system = "/run/podman/podman.sock"
        return .socket(firstSocket(Directory.userIdentifier == 0 ? [system, own] : [own, system]))
    }

    /// Whether there is anything at the address that can be asked; of a server only asking tells.
    var exists: Bool {
        guard case .socket(let path) = self else { return true }
        guard let status = try? FileStatus(of: path) else { return false }
        return status.kind == .socket
    }

    private static func runtime(_ name: String, _ environment: (String) -> String?) -> String {
        "\(Directory.base("XDG_RUNTIME_DIR", in: environment) ?? "/run/user/\(Directory.userIdentifier)")/\(name)"
    }

    private static func firstSocket(_ paths: [String]) -> String {
        paths.first { EngineAddress.socket($0).exists } ?? paths[0]
    }

    /// The address of the context that `docker context use` chose (`contexts/meta/SHA-256 of its name/meta.json`); nothing for the default.
    private static func contextHost(environment: (String) -> String?) throws(ImageError) -> String? {
        let folder = environment("DOCKER_CONFIG") ?? "\(environment("HOME") ?? Directory.home)/.docker"
        guard
            let name = environment("DOCKER_CONTEXT") ?? document("\(folder)/config.json")?["currentContext"]?.string,
            !name.isEmpty, name != "default"
        else { return nil }
        let path = "\(folder)/contexts/meta/\(Digest(of: Array(name.utf8)).hex)/meta.json"
        guard let host = document(path)?["Endpoints"]?["docker"]?["Host"]?.string else {
            throw ImageError(.notFound, "the Docker context \(name) has no engine address")
        }
        return host
    }

    private static func document(_ path: String) -> JSONValue? {
        guard let bytes = try? FileHandle(reading: path).read(0..<(1 << 20)) else { return nil }
        return try? JSONValue(bytes.span)
    }
}
