import Bytes
import Glibc
import HTTP
import Images
import Layers
import Platform
import TestSupport
import Testing

@Suite("Images out of engines", .timeLimit(.minutes(5)))
struct EngineTests {
    private static let fixture = ImageFixture(files: ["etc/os-release": "ID=debian\n"])

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func finder(_ variables: [String: String], platform: String? = nil) -> ImageFinder {
        var variables = variables
        variables["HOME"] = variables["HOME"] ?? folder.path
        variables["XDG_RUNTIME_DIR"] = variables["XDG_RUNTIME_DIR"] ?? folder.path
        return ImageFinder(
            platform: platform.flatMap { ImagePlatform($0) }, limits: Limits(),
            scratch: Scratch(directory: folder("scratch")),
            environment: { [variables] in variables[$0] })
    }

    private func image(_ target: String, _ variables: [String: String], platform: String? = nil) throws -> Image {
        guard case .image(let image) = try finder(variables, platform: platform).find(ImageTarget(target)) else {
            throw LoopbackFailure("\(target) is no image")
        }
        return image
    }

    private func failure(_ target: String, _ variables: [String: String]) -> ImageError? {
        do { _ = try image(target, variables) } catch let error as ImageError { return error } catch {}
        return nil
    }

    /// An engine that has one image, `team/app:1`.
    private func engine() throws -> LoopbackServer {
        let archive = TarWriter.archive(Self.fixture.dockerArchive(.old, tags: ["team/app:1"]))
        return try LoopbackServer { request in
            guard request.path == "/images/team/app:1/get" else {
                return HTTPTestResponse(404, text: #"{"message":"No such image: other"}"#)
            }
            var response = HTTPTestResponse(body: archive)
            response.framing = .chunked(100_000)
            return response
        }
    }

    @Test("the API of an engine gives the image as an archive, which leaves nothing behind")
    func server() throws {
        let server = try engine()
        let host = server.address.replacingScheme(with: "tcp")
        for (scheme, variable) in [("docker", "DOCKER_HOST"), ("podman", "CONTAINER_HOST")] {
            let found = try image("\(scheme):team/app:1", [variable: host], platform: "linux/arm64")
            #expect(found.identifier == Digest(of: Self.fixture.configuration))
            #expect(found.layers.map(\.diffID) == Self.fixture.diffIDs)
            #expect(try LayerStream(found.layers[0].blob, limits: Limits()).finish().diffID == Self.fixture.diffIDs[0])
            #expect(server.requests.last?.query.contains("arm64") == true)
        }
        #expect(TestFiles.names(in: folder("scratch")).isEmpty)
    }

    @Test("an image that the engine does not have is told in the engine's words")
    func missing() throws {
        let server = try engine()
        let error = failure("docker:other", ["DOCKER_HOST": server.address.replacingScheme(with: "tcp")])
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("No such image") == true)
    }

    @Test("the context that docker uses is followed")
    func context() throws {
        let server = try engine()
        let name = Digest(of: Array("far".utf8)).hex
        try folder.write(".docker/config.json", text: #"{"currentContext":"far"}"#)
        try folder.write(
            ".docker/contexts/meta/\(name)/meta.json",
            text: #"{"Name":"far","Endpoints":{"docker":{"Host":"\#(server.address.replacingScheme(with: "tcp"))"}}}"#)
        #expect(try image("docker:team/app:1", [:]).layers.count == 1)
        #expect(failure("docker:team/app:1", ["DOCKER_CONTEXT": "near"])?.code == .notFound)
    }

    @Test(
        "addresses that cannot be used are told",
        arguments: ["ssh://host", "nonsense", "fd://", "unix:///does/not/exist.sock", "tcp://"])
    func addresses(_ address: String) {
        let error = failure("docker:app", ["DOCKER_HOST": address])
        #expect(error?.code == .unsupported || error?.code == .unreachable)
    }

    @Test("names that would be flags are none", arguments: ["docker:-rf", "podman:--help", "containerd:-x"])
    func names(_ target: String) {
        #expect(failure(target, ["PATH": "/usr/bin:/bin"])?.code == .invalidReference)
    }

    @Test("an engine's program is told to be missing, or what it says")
    func programs() throws {
        #expect(failure("podman:app", ["PATH": folder.path])?.code == .unreachable)
        try folder.write("bin/ctr", text: "#!/bin/sh\necho \"ctr: image not found: $*\" >&2\nexit 1\n", mode: 0o755)
        let error = failure("containerd:app", ["PATH": folder("bin"), "CONTAINERD_ADDRESS": folder("x.sock")])
        #expect(error?.code == .unreadable)
        #expect(error?.message.contains("image not found") == true)
    }

    @Test("containerd's namespaces and full names are tried")
    func containerd() throws {
        let archive = try Self.fixture.writeArchive(folder)
        let script = """
            #!/bin/sh
            case "$*" in
            *" --namespace k8s.io images export - docker.io/library/app:1") cat '\(archive)' ;;
            *) echo partial; echo "not found" >&2; exit 1 ;;
            esac
            """
        try folder.write("bin/ctr", text: script, mode: 0o755)
        let found = try image(
            "containerd:app:1", ["PATH": "\(folder("bin")):/usr/bin:/bin", "CONTAINERD_ADDRESS": folder("x.sock")])
        #expect(found.digest == Self.fixture.digest)
    }

    @Test("archives may be compressed", arguments: ["gzip", "zstd", "xz", "bzip2"])
    func compressed(_ name: String) throws {
        guard let program = RunningProgram.path(name) else { return }
        for archive in [
            try Self.fixture.writeArchive(folder), try Self.fixture.writeDockerArchive(folder, .old, tags: ["app:1"]),
        ] {
            let bytes = try TestFiles.bytes(at: archive)
            let half = bytes.count / 2
            // Two streams, one behind the other, are one file for each of these programs.
            var stored: [UInt8] = []
            for part in [Array(bytes[..<half]), Array(bytes[half...])] {
                let outcome = try ChildProcess.run(program, ["-c"], input: part, outputLimit: 64 << 20)
                #expect(outcome.end == .exited(0))
                stored += outcome.output
            }
            let path = try folder.write("archive.compressed", stored)
            let found = try image(path, [:])
            #expect(found.identifier == Digest(of: Self.fixture.configuration))
            #expect(try LayerStream(found.layers[0].blob, limits: Limits()).finish().diffID == Self.fixture.diffIDs[0])
            for length in [stored.count - 5, stored.count / 2 + 30, 20, 7] {
                let cut = try folder.write("archive.cut", Array(stored[..<length]))
                #expect(failure(cut, [:])?.code == .malformed, "\(name) cut to \(length)")
            }
        }
        #expect(TestFiles.names(in: folder("scratch")).isEmpty)
    }
}

extension String {
    fileprivate func replacingScheme(with scheme: String) -> String {
        guard let mark = firstRange(of: "://") else { return self }
        return scheme + self[mark.lowerBound...]
    }
}
