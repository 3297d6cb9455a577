import Bytes
import Images
import Layers
import Synchronization
import TestSupport
import Testing

@Suite("Engines of this machine before registries", .timeLimit(.minutes(2)))
struct LocalEngineTests {
    private static let fixture = ImageFixture(files: ["etc/os-release": "ID=debian\n"])

    /// The lookup reached a registry.
    private struct Asked: Error {}

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// An engine that holds `team/app:1`, and exports it unless it is broken.
    private static func engine(isBroken: Bool = false) throws -> LoopbackServer {
        let archive = TarWriter.archive(fixture.dockerArchive(.old, tags: ["team/app:1"]))
        return try LoopbackServer { request in
            switch request.path {
            case "/images/team/app:1/json": HTTPTestResponse(text: "{}")
            case "/images/team/app:1/get" where !isBroken: HTTPTestResponse(body: archive)
            default: HTTPTestResponse(404, text: #"{"message":"No such image"}"#)
            }
        }
    }

    private func find(
        _ target: String, _ variables: [String: String], from origin: ImageTarget.Origin? = nil
    ) throws -> Image {
        var variables = variables
        variables["HOME"] = folder.path
        variables["XDG_RUNTIME_DIR"] = folder.path
        variables["PATH"] = variables["PATH"] ?? folder("bin")
        variables["CONTAINERD_ADDRESS"] = variables["CONTAINERD_ADDRESS"] ?? folder("none.sock")
        variables["CONTAINER_HOST"] = variables["CONTAINER_HOST"] ?? "unix://\(folder("none.sock"))"
        variables["DOCKER_HOST"] = variables["DOCKER_HOST"] ?? "unix://\(folder("none.sock"))"
        let finder = ImageFinder(
            platform: nil, limits: Limits(), registry: { _, _ in throw Asked() },
            scratch: Scratch(directory: folder("scratch")), from: origin, environment: { [variables] in variables[$0] })
        guard case .image(let image) = try finder.find(ImageTarget(target)) else {
            throw LoopbackFailure("not an image")
        }
        return image
    }

    private func tcp(_ server: LoopbackServer) -> String { "tcp://\(server.authority)" }

    @Test("a bare name is an engine's image where one holds it", arguments: ["DOCKER_HOST", "CONTAINER_HOST"])
    func held(_ variable: String) throws {
        let server = try Self.engine()
        let image = try find("team/app:1", [variable: tcp(server)])
        #expect(image.engine == (variable == "DOCKER_HOST" ? .docker : .podman))
        #expect(image.identifier == Digest(of: Self.fixture.configuration))
    }

    @Test("what no engine holds is asked of the registry")
    func notHeld() throws {
        let server = try Self.engine()
        #expect(throws: Asked.self) { try find("team/other:1", ["DOCKER_HOST": tcp(server)]) }
        #expect(throws: Asked.self) { try find("team/app:1", [:]) }
        #expect(throws: Asked.self) { try find("registry:team/app:1", ["DOCKER_HOST": tcp(server)]) }
    }

    @Test("a place that is chosen is the only one that is asked")
    func chosen() throws {
        let server = try Self.engine()
        #expect(throws: Asked.self) { try find("team/app:1", ["DOCKER_HOST": tcp(server)], from: .registry) }
        #expect(try find("team/app:1", ["DOCKER_HOST": tcp(server)], from: .docker).engine == .docker)
        let missing = #expect(throws: ImageError.self) {
            try find("team/other:1", ["DOCKER_HOST": tcp(server)], from: .docker)
        }
        #expect(missing?.code == .notFound)
        let twice = #expect(throws: ImageError.self) { try find("docker:app", [:], from: .registry) }
        #expect(twice?.message.contains("--from registry") == true)
    }

    @Test("an engine that holds an image and cannot export it is an error, and not the registry's turn")
    func broken() throws {
        let server = try Self.engine(isBroken: true)
        let error = #expect(throws: ImageError.self) { try find("team/app:1", ["DOCKER_HOST": tcp(server)]) }
        #expect(error?.message.contains("team/app:1") == true)
    }

    @Test("an engine whose address cannot be used does not keep a registry from being asked")
    func unusable() throws {
        for address in ["ssh://host", "nonsense", "tcp://127.0.0.1:1"] {
            #expect(throws: Asked.self) { try find("team/app:1", ["DOCKER_HOST": address]) }
        }
    }

    @Test("a registry on this machine is asked by plain HTTP, or by TLS where it speaks that")
    func loopback() throws {
        var options = RegistryOptions()
        options.guessesLoopback = true
        let plain = try FakeRegistry()
        plain.put(Self.fixture, in: "team/app")
        let resolver = ImageResolver(platform: nil, limits: Limits())
        let client = RegistryClient(options, search: CredentialSearch { _ in nil })
        let image = try client.image(Reference("\(plain.authority)/team/app"), resolver: resolver)
        #expect(image.identifier == Digest(of: Self.fixture.configuration))
        let missing = #expect(throws: ImageError.self) {
            try client.image(Reference("\(plain.authority)/team/none"), resolver: resolver)
        }
        #expect(missing?.code == .notFound)

        let authority = try TestAuthority()
        let secure = try FakeRegistry(identity: authority.issue("registry"))
        secure.put(Self.fixture, in: "team/app")
        options.insecureTLS = true
        let trusting = RegistryClient(options, search: CredentialSearch { _ in nil })
        let other = try trusting.image(Reference("\(secure.authority)/team/app"), resolver: resolver)
        #expect(other.identifier == image.identifier)
    }
}
