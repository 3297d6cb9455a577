import Bytes
import HTTP
import Images
import Layers
import Synchronization
import TestSupport
import Testing

@Suite("Images of a registry", .timeLimit(.minutes(1)))
struct RegistryClientTests {
    private static let image: ImageFixture = {
        var image = ImageFixture([
            [TarWriter.Entry("etc", kind: .directory), TarWriter.Entry("etc/os-release", text: "ID=debian\n")],
            [TarWriter.Entry("data", noise(200_000))],
        ])
        image.compression = .gzip
        return image
    }()

    private static func registry(
        fault: @escaping @Sendable (HTTPTestRequest, Int) -> FakeRegistry.Fault? = { _, _ in nil }
    ) throws -> FakeRegistry {
        let registry = try FakeRegistry(fault: fault)
        registry.put(image, in: "team/app", tag: "1.0")
        return registry
    }

    @Test("an image is found by tag and by digest, its manifest fetched once", arguments: [false, true])
    func lookup(byDigest: Bool) throws {
        let registry = try Self.registry()
        let selector = byDigest ? "@\(Self.image.digest)" : ":1.0"
        let image = try TestClient().image("\(registry.authority)/team/app\(selector)")
        #expect(image.digest == Self.image.digest)
        #expect(image.identifier == Digest(of: Self.image.configuration))
        #expect(image.names == ["\(registry.authority)/team/app\(selector)"])
        #expect(image.layers.map(\.diffID) == Self.image.diffIDs)
        for (layer, blob) in zip(image.layers, Self.image.blobs) {
            #expect(try contents(of: layer.blob) == blob)
            #expect(layer.size == blob.count)
        }
        let requests = registry.server.requests
        #expect(requests.count == 4)
        #expect(requests.first?.path == "/v2/team/app/manifests/\(byDigest ? "\(Self.image.digest)" : "1.0")")
        #expect(requests.first?.header("Accept") == ManifestDocument.mediaTypes.joined(separator: ", "))
        #expect(requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test("a blob can be opened more than once, at the same time")
    func reopened() throws {
        let registry = try Self.registry()
        let layer = try #require(try TestClient().image("\(registry.authority)/team/app:1.0").layers.last)
        let (one, other) = (try layer.blob.open(), try layer.blob.open())
        var (first, second): ([UInt8], [UInt8]) = ([], [])
        var part = [UInt8](repeating: 0, count: 50_000)
        while true {
            let counts = try [one, other].map { source in
                let count = try part.withUnsafeMutableBytes { try source.read(into: $0) }
                if source === one { first += part[..<count] } else { second += part[..<count] }
                return count
            }
            if counts == [0, 0] { break }
        }
        #expect(first == Self.image.blobs.last)
        #expect(second == first)
    }

    @Test(
        "an index leads to the platform asked for",
        arguments: [("linux/arm64", "arm64"), ("amd64", "amd64"), ("linux/arm/v7", "arm"), ("linux/s390x", nil)])
    func platforms(_ platform: String, _ architecture: String?) throws {
        let registry = try FakeRegistry()
        let images = [Self.image, Self.image.on("arm64", variant: "v8"), Self.image.on("arm", variant: "v7")]
        registry.put(images, in: "app")
        let client = TestClient()
        guard let architecture else {
            let error = client.failure("\(registry.authority)/app", platform: platform)
            #expect(error?.code == .noSuchPlatform)
            #expect(error?.message.contains("linux/amd64, linux/arm/v7, linux/arm64") == true)
            return
        }
        let image = try client.image("\(registry.authority)/app", platform: platform)
        #expect(image.configuration.platform.architecture == architecture)
        #expect(image.digest == images.first { $0.architecture == architecture }?.digest)
        #expect(registry.server.requests.count == 3)
    }

    @Test("a manifest of another digest than asked for, or than the registry says, is refused")
    func wrongDigest() throws {
        let other = ImageFixture(files: ["x": "y"])
        let registry = try Self.registry { request, _ in
            guard request.path.contains("/manifests/") else { return nil }
            let headers = request.path.hasSuffix("lying") ? [("Docker-Content-Digest", "\(Self.image.digest)")] : []
            return .answer(HTTPTestResponse(headers: headers, body: other.manifest))
        }
        for content in other.content.values { registry.put(content, in: "team/app") }
        let client = TestClient()
        #expect(client.failure("\(registry.authority)/team/app@\(Self.image.digest)")?.code == .digestMismatch)
        #expect(client.failure("\(registry.authority)/team/app:lying")?.code == .digestMismatch)
        // Without a claim there is nothing to compare with; the digest is the content's own.
        #expect(try client.image("\(registry.authority)/team/app:silent").digest == other.digest)
    }

    @Test("a configuration or a child manifest of another digest is refused")
    func wrongContent() throws {
        let registry = try Self.registry()
        registry.put(Array("{}".utf8), in: "team/app", as: Digest(of: Self.image.configuration))
        #expect(TestClient().failure("\(registry.authority)/team/app:1.0")?.code == .digestMismatch)

        let multiple = try FakeRegistry { request, _ in
            request.path.hasSuffix("\(Self.image.digest)")
                ? .answer(HTTPTestResponse(body: Self.image.on("s390x").manifest)) : nil
        }
        multiple.put([Self.image], in: "app")
        #expect(TestClient().failure("\(multiple.authority)/app", platform: "amd64")?.code == .digestMismatch)
    }

    @Test("a blob that is cut goes on where it was, byte for byte", arguments: [0, 1, 4_000, 100_000, 200_000])
    func resumed(_ cut: Int) throws {
        let size = Self.image.blobs[1].count
        let blob = Digest(of: Self.image.blobs[1])
        let cuts = Mutex(0)
        let registry = try Self.registry { request, _ in
            guard request.path.hasSuffix(blob.description) else { return nil }
            return cuts.withLock { cuts in
                cuts += 1
                return cuts <= 2 ? .cut(after: cut) : nil
            }
        }
        let image = try TestClient().image("\(registry.authority)/team/app:1.0")
        #expect(try contents(of: image.layers[1].blob) == Self.image.blobs[1])
        let ranges = registry.server.requests.filter { $0.path.hasSuffix(blob.description) }.map { $0.header("Range") }
        let expected: [String?] =
            cut == 0 ? [nil, nil, nil] : [nil, "bytes=\(cut)-", cut * 2 < size ? "bytes=\(cut * 2)-" : nil]
        #expect(Array(ranges.prefix(expected.count)) == (cut * 2 < size ? expected : Array(expected.prefix(2))))
    }

    @Test("manifests and configurations that are cut are fetched again")
    func cutDocuments() throws {
        let registry = try Self.registry { _, number in number % 2 == 0 ? .cut(after: 50) : nil }
        let client = TestClient()
        #expect(try client.image("\(registry.authority)/team/app:1.0").digest == Self.image.digest)
        #expect(!client.delays.isEmpty)
    }

    @Test("a blob longer than its descriptor says is refused, and a shorter one is truncated")
    func wrongSize() throws {
        for framing in [HTTPTestResponse.Framing.length, .chunked(1000), .untilClose] {
            for (change, code) in [(1, Diagnostic.Code.digestMismatch), (100_000, .digestMismatch), (-1, .truncated)] {
                let stored = Self.image.blobs[1]
                let body = change > 0 ? stored + noise(change) : Array(stored.dropLast(-change))
                let registry = try Self.registry { request, _ in
                    guard request.path.hasSuffix(Digest(of: stored).description) else { return nil }
                    var response = HTTPTestResponse(body: body)
                    response.framing = framing
                    return .answer(response)
                }
                let image = try TestClient().image("\(registry.authority)/team/app:1.0")
                let error = #expect(throws: LayerError.self) { try contents(of: image.layers[1].blob) }
                #expect(error?.code == code)
            }
        }
    }

    @Test("documents are bounded")
    func limits() throws {
        let registry = try Self.registry { request, _ in
            guard request.path.contains("huge") else { return nil }
            var response = HTTPTestResponse(body: [UInt8](repeating: 0x20, count: 100_000))
            response.framing = .chunked(4_000)
            return .answer(response)
        }
        var limits = Limits()
        limits.manifestBytes = 50_000
        #expect(TestClient().failure("\(registry.authority)/huge/app", limits: limits)?.code == .limitExceeded)
        limits.manifestBytes = 100
        #expect(TestClient().failure("\(registry.authority)/team/app:1.0", limits: limits)?.code == .limitExceeded)
    }

    @Test("an answer of too many requests is waited for, and told when it stays")
    func tooManyRequests() throws {
        let refusal = FakeRegistry.error(429, "TOOMANYREQUESTS", "slow down", headers: [("Retry-After", "2")])
        let once = try Self.registry { _, number in number == 0 ? .answer(refusal) : nil }
        let client = TestClient()
        _ = try client.image("\(once.authority)/team/app:1.0")
        #expect(client.delays == [.seconds(2)])
        let always = try Self.registry { _, _ in .answer(refusal) }
        let error = TestClient().failure("\(always.authority)/team/app:1.0")
        #expect(error?.code == .tooManyRequests)
        #expect(error?.message.contains("slow down") == true)
    }

    @Test("errors say what was asked for and what the registry says, without what would steer a terminal")
    func errors() throws {
        let registry = try Self.registry { request, _ in
            guard request.path.contains("evil") else { return nil }
            let text = "\\u001b[31mred\\u202e" + String(repeating: "x", count: 5_000)
            return .answer(FakeRegistry.error(404, "NAME_UNKNOWN", text))
        }
        let missing = TestClient().failure("\(registry.authority)/team/app:2.0")
        #expect(missing?.code == .notFound)
        #expect(missing?.message.contains("team/app") == true)
        #expect(missing?.message.contains("the tag \"2.0\"") == true)
        #expect(missing?.message.contains("MANIFEST_UNKNOWN: manifest unknown") == true)
        let evil = TestClient().failure("\(registry.authority)/evil")
        #expect(evil?.code == .notFound)
        #expect(evil?.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202e } == true)
        #expect((evil?.message.count ?? 0) < 800)
        let broken = try Self.registry { _, _ in .answer(HTTPTestResponse(503, text: "<html>")) }
        #expect(TestClient().failure("\(broken.authority)/team/app")?.code == .unreachable)
    }

    @Test("manifests that are none are refused", arguments: ["", "{", "[]", "{}", #"{"fsLayers":[]}"#, "\u{0}"])
    func noManifest(_ text: String) throws {
        let registry = try FakeRegistry()
        registry.put(Array(text.utf8), type: "application/json", in: "app", tag: "latest")
        let code = TestClient().failure("\(registry.authority)/app")?.code
        #expect(code == .malformed || code == .unsupported)
    }

    @Test("a registry that speaks plain HTTP is told from one that is not there")
    func plainHTTP() throws {
        let plain = try LoopbackServer { peer, _ in
            _ = peer.read()
            peer.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        let error = TestClient(plainHTTP: false).failure("\(plain.authority)/app")
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("use --plain-http") == true)
        plain.stop()
        let gone = TestClient(plainHTTP: true).failure("\(plain.authority)/app")
        #expect(gone?.code == .unreachable)
        #expect(gone?.message.contains("--plain-http") == false)
    }
}
