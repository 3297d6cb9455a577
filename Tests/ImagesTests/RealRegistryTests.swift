import Bytes
import HTTP
import Images
import Layers
import Platform
import TestSupport
import Testing

/// Debian's `docker-registry` with TLS and passwords, filled by `skopeo`.
@Suite(
    "A real registry", .timeLimit(.minutes(3)), .serialized,
    .enabled(if: RunningProgram.path("docker-registry") != nil && RunningProgram.path("skopeo") != nil))
struct RealRegistryTests {
    private static let user = "tester"
    private static let password = "open sesame"
    /// The password's bcrypt hash.
    private static let hash = "$2b$04$zIgEvA.JWW.pyPhlYkcBGOd/GAK3NbYgRMIwg3dCKRO492BDqJ4/C"

    private let folder: TemporaryFolder
    private let authority: TestAuthority
    private let registry: RunningProgram
    private let port: UInt16

    private static let image: ImageFixture = {
        var image = ImageFixture([
            [TarWriter.Entry("etc", kind: .directory), TarWriter.Entry("etc/os-release", text: "ID=debian\n")],
            [TarWriter.Entry("data", noise(3_000_000))],
        ])
        image.compression = .gzip
        return image
    }()

    init() throws {
        folder = try TemporaryFolder("registry")
        authority = try TestAuthority()
        let identity = try authority.issue("registry")
        port = try #require(RunningProgram.freePort())
        try folder.write("htpasswd", text: "\(Self.user):\(Self.hash)\n")
        let configuration = try folder.write(
            "config.yml",
            text: """
                version: 0.1
                storage: {filesystem: {rootdirectory: "\(folder("storage"))"}}
                http:
                  addr: 127.0.0.1:\(port)
                  tls: {certificate: "\(identity.certificateFile)", key: "\(identity.keyFile)"}
                auth: {htpasswd: {realm: test, path: "\(folder("htpasswd"))"}}
                """)
        registry = try RunningProgram(
            try #require(RunningProgram.path("docker-registry")), ["serve", configuration], log: folder("log"))
        try #require(RunningProgram.waitForPort(port))
    }

    private func push(_ source: String, as name: String) throws {
        try folder.write("certificates/ca.crt", try contents(of: FileBlob(path: authority.certificateFile)))
        let outcome = try ChildProcess.run(
            try #require(RunningProgram.path("skopeo")),
            [
                "--insecure-policy", "copy", "--all", "--dest-creds", "\(Self.user):\(Self.password)",
                "--dest-cert-dir",
                folder("certificates"), "oci:\(source)", "docker://127.0.0.1:\(port)/\(name)",
            ], timeout: .seconds(90))
        try #require(outcome.end == .exited(0))
    }

    private func client(password: String = password, plainHTTP: Bool = false) throws -> TestClient {
        let auth = Base64.encode(Array("\(Self.user):\(password)".utf8))
        try folder.write("home/.docker/config.json", text: #"{"auths":{"127.0.0.1:\#(port)":{"auth":"\#(auth)"}}}"#)
        let tls = TLSOptions(extraAuthorityFiles: [authority.certificateFile], environment: { _ in nil })
        return TestClient(plainHTTP: plainHTTP, environment: ["HOME": folder("home")], tls: tls)
    }

    @Test("an image that skopeo pushed is pulled byte for byte, and errors are told")
    func image() throws {
        try push("\(try Self.image.writeLayout(folder)):latest", as: "team/app:1.0")
        let name = "127.0.0.1:\(port)/team/app"
        let image = try client().image("\(name):1.0")
        #expect(image.digest == Self.image.digest)
        for (layer, blob) in zip(image.layers, Self.image.blobs) {
            #expect(try contents(of: layer.blob) == blob)
            #expect(try LayerStream(layer.blob, limits: Limits()).finish().diffID == layer.diffID)
        }
        #expect(try client().image("\(name)@\(Self.image.digest)").identifier == image.identifier)

        let wrong = try client(password: "wrong").failure("\(name):1.0")
        #expect(wrong?.code == .unauthorized)
        #expect(wrong?.message.contains("UNAUTHORIZED") == true)
        let missing = try client().failure("\(name):2.0")
        #expect(missing?.code == .notFound)
        #expect(missing?.message.contains("MANIFEST_UNKNOWN") == true)
        #expect(try client().failure("127.0.0.1:\(port)/nothing/here")?.code == .notFound)
        let plain = try client(plainHTTP: true).failure("\(name):1.0")
        #expect(plain?.code == .unreachable)
        #expect(plain?.message.contains("leave out --plain-http") == true)
    }

    @Test("an index that skopeo pushed leads to each platform")
    func index() throws {
        var other = ImageFixture(files: ["etc/os-release": "ID=alpine\n"]).on("arm64")
        // Skopeo would compress plain layers, and the manifest would be another one.
        other.compression = .gzip
        let images = [Self.image, other]
        for file in ImageFixture.layout(images.map { (nil, $0) }) where file.path != "index.json" {
            try folder.write("multiple/\(file.path)", file.bytes)
        }
        let index = ImageFixture.index(images)
        try folder.write("multiple/blobs/sha256/\(Digest(of: index).hex)", index)
        let entry = ImageFixture.descriptor(
            index, ImageFixture.indexType, more: #","annotations":{"org.opencontainers.image.ref.name":"all"}"#)
        try folder.write("multiple/index.json", text: #"{"schemaVersion":2,"manifests":[\#(entry)]}"#)
        try push("\(folder("multiple")):all", as: "multiple:1")
        for image in images {
            let pulled = try client().image("127.0.0.1:\(port)/multiple:1", platform: image.architecture)
            #expect(pulled.digest == image.digest)
        }
    }
}
