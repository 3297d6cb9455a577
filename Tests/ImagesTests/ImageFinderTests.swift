import Bytes
import Images
import Layers
import Platform
import TestSupport
import Testing

@Suite("Finding images in layouts and archives", .timeLimit(.minutes(2)))
struct ImageFinderTests {
    private static let fixture = ImageFixture([
        [TarWriter.Entry("etc", kind: .directory), TarWriter.Entry("etc/os-release", text: "ID=debian\n")],
        [TarWriter.Entry("etc/.wh.os-release"), TarWriter.Entry("link", kind: .symbolicLink("etc"))],
    ])

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func find(_ target: String, platform: String? = nil, limits: Limits = Limits()) throws -> ImageFinder.Found
    {
        let finder = ImageFinder(platform: platform.flatMap { ImagePlatform($0) }, limits: limits)
        return try finder.find(ImageTarget(target))
    }

    private func image(_ target: String, platform: String? = nil) throws -> Image {
        guard case .image(let image) = try find(target, platform: platform) else {
            throw LoopbackFailure("\(target) is no image")
        }
        return image
    }

    private func failure(_ target: String, platform: String? = nil) -> ImageError.Code? {
        do { _ = try find(target, platform: platform) } catch let error as ImageError { return error.code } catch {}
        return nil
    }

    private func expect(_ image: Image, is fixture: ImageFixture, hasManifest: Bool = true) throws {
        #expect(image.identifier == Digest(of: fixture.configuration))
        #expect((image.digest == fixture.digest) == hasManifest)
        #expect(image.layers.map(\.diffID) == fixture.diffIDs)
        for (layer, diffID) in zip(image.layers, fixture.diffIDs) {
            let stream = LayerStream(layer.blob, limits: Limits())
            #expect(try stream.finish().diffID == diffID)
        }
        #expect(image.configuration.environment == ["PATH=/bin"])
    }

    @Test("a layout is found by its path, with and without scheme and name")
    func layout() throws {
        let path = try Self.fixture.writeLayout(folder)
        for target in [
            path, "\(path):latest", "oci:\(path)", "oci-dir:\(path):latest", "\(path)@\(Self.fixture.digest)",
        ] {
            try expect(try image(target), is: Self.fixture)
        }
        #expect(try image(path).names == ["latest"])
        #expect(failure("\(path):other") == .notFound)
        #expect(failure(folder("missing")) == .notFound)
        #expect(failure("oci-dir:\(folder("missing"))") == .notFound)
    }

    @Test("an OCI archive is found by its path, with and without scheme and name")
    func archive() throws {
        let path = try Self.fixture.writeArchive(folder)
        for target in [path, "\(path):latest", "oci-archive:\(path)"] {
            try expect(try image(target), is: Self.fixture)
        }
        #expect(failure("\(path):other") == .notFound)
    }

    @Test("both forms of docker save are read", arguments: ImageFixture.DockerForm.allCases)
    func dockerArchive(_ form: ImageFixture.DockerForm) throws {
        let path = try Self.fixture.writeDockerArchive(folder, form, tags: ["app:1", "app:2"])
        try expect(try image("docker-archive:\(path)"), is: Self.fixture, hasManifest: false)
        try expect(try image("docker-archive:\(path):app:2"), is: Self.fixture, hasManifest: false)
        #expect(try image("docker-archive:\(path)").names == ["app:1", "app:2"])
        try expect(try image(path), is: Self.fixture, hasManifest: form == .new)
        #expect(failure("docker-archive:\(path):app:3") == .notFound)
    }

    @Test("compressed layers and Docker's media types make no difference")
    func compressed() throws {
        var fixture = Self.fixture
        fixture.compression = .gzip
        fixture.isDocker = true
        try expect(try image(fixture.writeLayout(folder)), is: fixture)
    }

    @Test("of several images the name or the platform decides")
    func several() throws {
        let arm = Self.fixture.on("arm64")
        let named = ImageFixture.layout([("one", Self.fixture), ("two", ImageFixture(files: ["x": "y"]))])
        for file in named { try folder.write("named/\(file.path)", file.bytes) }
        #expect(try image("\(folder("named")):one").digest == Self.fixture.digest)

        for file in ImageFixture.layout([(nil, Self.fixture), (nil, arm)]) {
            try folder.write("platforms/\(file.path)", file.bytes)
        }
        #expect(try image(folder("platforms"), platform: "arm64").digest == arm.digest)
        #expect(try image(folder("platforms"), platform: "amd64").digest == Self.fixture.digest)
        #expect(failure(folder("platforms"), platform: "linux/s390x") == .noSuchPlatform)
    }

    @Test("content of another digest is refused", arguments: ["manifest", "configuration"])
    func changed(_ part: String) throws {
        let path = try Self.fixture.writeLayout(folder)
        let bytes = part == "manifest" ? Self.fixture.manifest : Self.fixture.configuration
        try folder.write("layout/blobs/sha256/\(Digest(of: bytes).hex)", bytes + [0x20])
        #expect(failure(path) == .digestMismatch)
    }

    @Test("a directory that is no layout is a root file system")
    func directory() throws {
        try folder.write("root/etc/os-release", text: "ID=debian\n")
        guard case .rootFileSystem(let path) = try find(folder("root")) else {
            Issue.record("not a root file system")
            return
        }
        #expect(path == folder("root"))
        #expect(failure("dir:\(folder("missing"))") == .notFound)
    }

    @Test("an archive cut anywhere is an error or has its layers' lack told, never a crash")
    func truncated() throws {
        let archives = [
            TarWriter.archive(
                ImageFixture.layout([("latest", Self.fixture)]).map { TarWriter.Entry($0.path, $0.bytes) }),
            TarWriter.archive(Self.fixture.dockerArchive(.old)),
        ]
        for archive in archives {
            for count in stride(from: 0, to: archive.count, by: 97) {
                let path = try folder.write("cut.tar", Array(archive[..<count]))
                do {
                    guard case .image(let image) = try find(path) else { continue }
                    for layer in image.layers {
                        _ = try? LayerStream(layer.blob, limits: Limits()).finish()
                    }
                } catch is ImageError {}
            }
        }
    }

    @Test("files that are no archive are refused", arguments: [[], [0], Array("hello".utf8), storedGzip([1, 2, 3])])
    func noArchive(_ bytes: [UInt8]) throws {
        let path = try folder.write("file", bytes)
        #expect([ImageError.Code.malformed, .unsupported].contains(failure(path)))
    }

    @Test("random bytes are no image")
    func random() throws {
        for seed in 0..<50 {
            let path = try folder.write("random", noise(3_000, seed: UInt64(seed)))
            #expect(failure(path) != nil)
        }
    }

    @Test("a name that is no file is asked of the registry")
    func registry() throws {
        struct Asked: Error { let reference: Reference }
        let finder = ImageFinder(platform: nil, limits: Limits()) { reference, _ in throw Asked(reference: reference) }
        let asked = #expect(throws: Asked.self) { try finder.find(ImageTarget("registry.example/app:1")) }
        #expect(asked?.reference.description == "registry.example/app:1")
        #expect(throws: Asked.self) { try finder.find(ImageTarget("registry:debian")) }
        #expect(failure("registry:debian") == .unsupported)
    }

    @Test(
        "an unknown scheme is named where it is close to a known one, or a path follows",
        arguments: [
            ("oci-archiv:/tmp/x.tar", "did you mean oci-archive:?"), ("dcoker:app", "did you mean docker:?"),
            ("file:./x", "known: registry:, docker-archive:"), ("https://registry.example/app:1", "without it"),
            ("xyz:abc", nil), ("debian", nil), ("registry.example/app:1", nil), ("localhost/app:1", nil),
            ("registry:debian:12", nil), ("shop:2", nil),
        ] as [(String, String?)])
    func strangeSchemes(_ target: String, _ hint: String?) {
        let finder = ImageFinder(
            platform: nil, limits: Limits(),
            registry: { reference, _ in throw ImageError(.notFound, "no \(reference)") }, environment: { _ in nil })
        let error = #expect(throws: ImageError.self) { try finder.find(ImageTarget(target)) }
        let text = error?.message ?? ""
        #expect(text.contains("unknown scheme") == (hint != nil), "\(text)")
        #expect(text.contains(hint ?? ""), "\(text)")
    }

    @Test("a scheme with nothing behind it names nothing", arguments: ["dir:", "oci-dir:", "docker:", "xyz:"])
    func emptySchemes(_ target: String) {
        let error = #expect(throws: ImageError.self) { _ = try find(target) }
        #expect(error?.message.contains("missing after the colon") == true, "\(error?.message ?? "")")
    }

    @Test("a name in a layout may be written shorter than it is, and one in a directory that is none is an error")
    func names() throws {
        for file in ImageFixture.layout([
            ("docker.io/library/app:1", Self.fixture), ("other", Self.fixture.on("arm64")),
        ]) {
            try folder.write("named/\(file.path)", file.bytes)
        }
        #expect(try image("\(folder("named")):app:1").digest == Self.fixture.digest)
        #expect(failure("\(folder("named")):app:2") == .notFound)
        try folder.write("plain/file", text: "x")
        #expect(failure("\(folder("plain")):12") == .notFound)
    }

    @Test(
        "what skopeo writes is read", .enabled(if: RunningProgram.path("skopeo") != nil),
        arguments: ["docker-archive", "oci-archive", "oci", "dir"])
    func skopeo(_ transport: String) throws {
        let skopeo = try #require(RunningProgram.path("skopeo"))
        var fixture = Self.fixture
        fixture.compression = .gzip
        let source = try fixture.writeLayout(folder, tag: "latest")
        let target = folder("copy")
        let name = transport == "dir" ? "" : ":app:1"
        let outcome = try ChildProcess.run(
            skopeo, ["--insecure-policy", "copy", "oci:\(source):latest", "\(transport):\(target)\(name)"],
            timeout: .seconds(60))
        #expect(outcome.end == .exited(0))
        guard transport != "dir" else {
            // A form of its own, without an index, which must not be taken for an empty root file system.
            #expect(failure(target) == .unsupported)
            return
        }
        let image = try image(target)
        #expect(image.layers.map(\.diffID) == fixture.diffIDs)
        for layer in image.layers {
            #expect(try LayerStream(layer.blob, limits: Limits()).finish().diffID == layer.diffID)
        }
        #expect(try self.image("\(target):app:1").layers.count == 2)
    }

    @Test(
        "what podman save writes is read", .enabled(if: RunningProgram.path("podman") != nil),
        arguments: ["docker-archive", "oci-archive"])
    func podman(_ format: String) throws {
        let podman = try #require(RunningProgram.path("podman"))
        // Two equal layers: podman writes the second one as a link.
        var fixture = Self.fixture
        fixture.layers.append(fixture.layers[1])
        let archive = try fixture.writeDockerArchive(folder, .old, tags: ["localhost/app:1"])
        let place = ["--root", folder("root"), "--runroot", folder("run"), "--storage-driver", "vfs"]
        let load = try ChildProcess.run(podman, place + ["load", "-i", archive], timeout: .seconds(60))
        // Where the machine's kernel does not let podman work, there is nothing to be learnt.
        guard load.end == .exited(0) else { return }
        let saved = folder("saved.tar")
        let save = try ChildProcess.run(
            podman, place + ["save", "--format", format, "-o", saved, "localhost/app:1"], timeout: .seconds(60))
        #expect(save.end == .exited(0))
        let image = try image(saved)
        #expect(image.layers.map(\.diffID) == fixture.diffIDs)
        for layer in image.layers {
            #expect(try LayerStream(layer.blob, limits: Limits()).finish().diffID == layer.diffID)
        }
        #expect(try self.image("\(saved):localhost/app:1").identifier == image.identifier)
    }

    @Test("a registry client is what the finder asks")
    func client() throws {
        let registry = try FakeRegistry()
        registry.put(Self.fixture, in: "team/app")
        let client = TestClient().client
        let finder = ImageFinder(platform: nil, limits: Limits(), registry: client.image)
        guard case .image(let image) = try finder.find(ImageTarget("\(registry.authority)/team/app")) else {
            throw LoopbackFailure("not an image")
        }
        try expect(image, is: Self.fixture)
    }
}
