import Bytes
import Glibc
import Images
import Layers
import Platform
import TestSupport
import Testing

/// Engines as Debian ships them, each with folders of its own.
@Suite(
    "Real engines", .serialized, .enabled(if: Directory.userIdentifier == 0, "engines want root"),
    .timeLimit(.minutes(5)))
struct RealEngineTests {
    private static let fixture = ImageFixture(files: ["etc/os-release": "ID=debian\n"])

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func image(_ target: String, _ variables: [String: String]) throws -> Image {
        let finder = ImageFinder(
            platform: nil, limits: Limits(), scratch: Scratch(directory: folder("scratch")),
            environment: { [variables] in variables[$0] })
        guard case .image(let image) = try finder.find(ImageTarget(target)) else {
            throw LoopbackFailure("\(target) is no image")
        }
        return image
    }

    private func check(_ image: Image) throws {
        #expect(image.layers.map(\.diffID) == Self.fixture.diffIDs)
        for (layer, diffID) in zip(image.layers, Self.fixture.diffIDs) {
            #expect(try LayerStream(layer.blob, limits: Limits()).finish().diffID == diffID)
        }
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        let path = try #require(RunningProgram.path(program))
        let outcome = try ChildProcess.run(path, arguments, timeout: .seconds(120))
        try #require(outcome.end == .exited(0), "\(program) \(arguments.joined(separator: " "))")
    }

    private func wait(for path: String) throws {
        for _ in 0..<600 where access(path, F_OK) != 0 { usleep(50_000) }
        try #require(access(path, F_OK) == 0, "\(path) does not appear")
    }

    @Test("podman gives an image through its socket", .enabled(if: RunningProgram.path("podman") != nil))
    func podman() throws {
        let podman = try #require(RunningProgram.path("podman"))
        let storage = ["--root", folder("storage"), "--runroot", folder("run"), "--storage-driver", "vfs"]
        let archive = try Self.fixture.writeDockerArchive(folder, .old, tags: ["localhost/app:1"])
        try run("podman", storage + ["load", "--quiet", "--input", archive])
        let socket = folder("podman.sock")
        let service = try RunningProgram(
            podman, storage + ["system", "service", "--time", "0", "unix://\(socket)"], log: folder("podman.log"))
        try wait(for: socket)
        try check(try image("podman:localhost/app:1", ["CONTAINER_HOST": "unix://\(socket)"]))
        // Docker's own API is what podman speaks too.
        try check(try image("docker:localhost/app:1", ["DOCKER_HOST": "unix://\(socket)"]))
        withExtendedLifetime(service) {}
    }

    @Test("containerd gives an image through ctr", .enabled(if: RunningProgram.path("ctr") != nil))
    func containerd() throws {
        let containerd = try #require(RunningProgram.path("containerd"))
        let socket = folder("containerd.sock")
        let service = try RunningProgram(
            containerd, ["--root", folder("root"), "--state", folder("state"), "--address", socket],
            log: folder("containerd.log"))
        try wait(for: socket)
        let archive = try Self.fixture.writeDockerArchive(folder, .old, tags: ["docker.io/library/app:1"])
        try run("ctr", ["--address", socket, "--namespace", "k8s.io", "images", "import", archive])
        let path = try #require(environment("PATH"))
        try check(try image("containerd:app:1", ["CONTAINERD_ADDRESS": socket, "PATH": path]))
        withExtendedLifetime(service) {}
    }
}
