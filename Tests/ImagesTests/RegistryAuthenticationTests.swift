import Bytes
import HTTP
import Images
import Layers
import Synchronization
import TestSupport
import Testing

@Suite("Authentication with a registry", .timeLimit(.minutes(1)))
struct RegistryAuthenticationTests {
    private static let image = ImageFixture([
        [TarWriter.Entry("data", noise(50_000))], [TarWriter.Entry("b", text: "b")],
    ])
    private static let user = Credentials.password(user: "me", password: "p:w")

    private static func registry(
        _ access: FakeRegistry.Access, tokenLifetime: Int? = nil, tokenServer: String? = nil, storage: String? = nil
    ) throws -> FakeRegistry {
        let registry = try FakeRegistry(
            access, tokenLifetime: tokenLifetime, tokenServer: tokenServer, storage: storage)
        registry.put(image, in: "team/app")
        return registry
    }

    private static func pull(_ registry: FakeRegistry, _ client: TestClient) throws {
        let image = try client.image("\(registry.authority)/team/app")
        for (layer, blob) in zip(image.layers, Self.image.blobs) { #expect(try contents(of: layer.blob) == blob) }
    }

    @Test("a token for everybody is fetched once and serves all requests")
    func anonymousToken() throws {
        let registry = try Self.registry(.token(user: nil, password: ""))
        try Self.pull(registry, TestClient())
        #expect(registry.issuedTokens == 1)
        let requests = registry.server.requests
        #expect(requests.count == 6)
        #expect(requests[1].path == "/token")
        #expect(requests[1].query == "service=fake,%20%22registry%22&scope=repository:team/app:pull")
        #expect(requests[1].header("Authorization") == nil)
        #expect(requests.dropFirst(2).allSatisfy { $0.header("Authorization") == "Bearer token-1" })
    }

    @Test("credentials are shown to the token server, never to the registry")
    func userToken() throws {
        let registry = try Self.registry(.token(user: "me", password: "p:w"))
        try Self.pull(registry, TestClient(credentials: Self.user))
        for request in registry.server.requests {
            #expect((request.header("Authorization")?.hasPrefix("Basic") == true) == (request.path == "/token"))
        }
    }

    @Test("Basic credentials are shown once they are asked for")
    func basic() throws {
        let registry = try Self.registry(.basic(user: "me", password: "p:w"))
        try Self.pull(registry, TestClient(credentials: Self.user))
        let requests = registry.server.requests
        #expect(requests.count == 5)
        #expect(requests[0].header("Authorization") == nil)
        #expect(requests.dropFirst().allSatisfy { $0.header("Authorization") == "Basic bWU6cDp3" })
    }

    @Test("an identity token is exchanged by POST")
    func identityToken() throws {
        let registry = try Self.registry(.identityToken("idt"))
        try Self.pull(registry, TestClient(credentials: .identityToken("idt")))
        let post = try #require(registry.server.requests.first { $0.path == "/token" })
        #expect(post.header("Content-Type") == "application/x-www-form-urlencoded")
        #expect(registry.issuedTokens == 1)
    }

    @Test("a registry token is shown as it is")
    func registryToken() throws {
        let registry = try Self.registry(.token(user: "nobody", password: ""))
        #expect(
            TestClient(credentials: .registryToken("rt")).failure("\(registry.authority)/team/app")?.code
                == .unauthorized)
        #expect(registry.server.requests.map { $0.header("Authorization") } == [nil, "Bearer rt"])
    }

    @Test("a token that is over is renewed before it is used, and one that was taken back after")
    func renewal() throws {
        let registry = try Self.registry(.token(user: nil, password: ""), tokenLifetime: 100)
        let start = ContinuousClock.now
        final class Clock: Sendable { let seconds = Mutex(0) }
        let clock = Clock()
        let client = TestClient(now: { start + .seconds(clock.seconds.withLock { $0 }) })
        try Self.pull(registry, client)
        #expect(registry.issuedTokens == 1)
        clock.seconds.withLock { $0 = 80 }
        try Self.pull(registry, client)
        #expect(registry.issuedTokens == 1)
        clock.seconds.withLock { $0 = 95 }
        try Self.pull(registry, client)
        #expect(registry.issuedTokens == 2)
        registry.revokeTokens()
        try Self.pull(registry, client)
        #expect(registry.issuedTokens == 3)
    }

    @Test("a token that is taken back in the middle of a blob does not end it")
    func revokedDuringBlob() throws {
        let large = ImageFixture([[TarWriter.Entry("data", noise(500_000))]])
        let blob = Digest(of: large.blobs[0]).description
        let first = Mutex(true)
        let registry = try FakeRegistry(.token(user: nil, password: "")) { request, _ in
            guard request.path.hasSuffix(blob), request.header("Range") == nil else { return nil }
            return first.withLock { isFirst in
                defer { isFirst = false }
                return isFirst ? .cut(after: 200_000) : nil
            }
        }
        registry.put(large, in: "app")
        let image = try TestClient().image("\(registry.authority)/app")
        let source = try image.layers[0].blob.open()
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 10_000)
        while true {
            let count = try part.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { break }
            if bytes.isEmpty { registry.revokeTokens() }
            bytes += part[..<count]
        }
        #expect(bytes == large.blobs[0])
        #expect(registry.issuedTokens == 2)
    }

    @Test("blobs are fetched from another host without what was shown to the registry")
    func redirectedBlobs() throws {
        let storage = try LoopbackServer { request in
            let digest = request.path.split(separator: "/").last.map(String.init) ?? ""
            let blob = Self.image.content.first { $0.key.description == digest }?.value ?? []
            return .serving(blob, to: request)
        }
        let registry = try Self.registry(.token(user: "me", password: "p:w"), storage: storage.address)
        try Self.pull(registry, TestClient(credentials: Self.user))
        #expect(!storage.requests.isEmpty)
        #expect(storage.requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test(
        "a challenge that is not by the letter is answered all the same",
        arguments: [
            "Basic realm=/\"", "Basic realm=Our Registry", "Basic realm=\"x\" charset=\"UTF-8\"", "Basic realm=\"x",
        ])
    func oddChallenge(_ challenge: String) throws {
        let server = try LoopbackServer { request in
            guard request.header("Authorization") == "Basic bWU6cDp3" else {
                return HTTPTestResponse(401, headers: [("WWW-Authenticate", challenge)])
            }
            return HTTPTestResponse(404)
        }
        let client = TestClient(credentials: Self.user)
        #expect(client.failure("\(server.authority)/team/app")?.code == .notFound)
    }

    @Test("another host's challenge is not answered, and its query is not shown")
    func foreignChallenge() throws {
        let storage = try LoopbackServer { request in
            HTTPTestResponse(401, headers: [("WWW-Authenticate", "Basic realm=\"give me\"")])
        }
        let registry = try Self.registry(.basic(user: "me", password: "p:w"), storage: storage.address)
        let error = TestClient(credentials: Self.user).failure("\(registry.authority)/team/app")
        #expect(error?.code == .unauthorized)
        #expect(error?.message.contains(storage.authority) == true, "the host that refuses is named")
        #expect(error?.message.contains("secret") == false)
        #expect(storage.requests.count == 1)
        #expect(storage.requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test("a token server over plain http is not asked where the registry speaks https")
    func insecureTokenServer() throws {
        let authority = try TestAuthority()
        let plain = try LoopbackServer { _ in HTTPTestResponse(text: #"{"token":"x"}"#) }
        let registry = try FakeRegistry(
            .token(user: "me", password: "p"), identity: authority.issue("registry"), tokenServer: plain.address)
        registry.put(Self.image, in: "team/app")
        let tls = TLSOptions(extraAuthorityFiles: [authority.certificateFile], environment: { _ in nil })
        let client = TestClient(plainHTTP: false, credentials: Self.user, tls: tls)
        #expect(client.failure("\(registry.authority)/team/app")?.code == .unauthorized)
        #expect(plain.connections == 0)
        // A registry without a certificate that is trusted gets no request at all.
        let untrusting = TestClient(plainHTTP: false, tls: TLSOptions(environment: { _ in nil }))
        #expect(untrusting.failure("\(registry.authority)/team/app")?.code == .unreachable)
    }

    @Test("credentials come from the files, and a refusal says which were read")
    func files() throws {
        let folder = try TemporaryFolder()
        let registry = try Self.registry(.basic(user: "me", password: "p:w"))
        let environment = ["HOME": folder.path]
        let anonymous = TestClient(environment: environment).failure("\(registry.authority)/team/app")
        #expect(anonymous?.code == .unauthorized)
        #expect(anonymous?.message.contains("there is no credentials file") == true)
        #expect(anonymous?.message.contains("docker login \(registry.authority)") == true)
        func write(_ password: String) throws {
            let auth = Base64.encode(Array("me:\(password)".utf8))
            try folder.write(".docker/config.json", text: #"{"auths":{"\#(registry.authority)":{"auth":"\#(auth)"}}}"#)
        }
        try write("wrong")
        let wrong = TestClient(environment: environment).failure("\(registry.authority)/team/app")
        #expect(wrong?.code == .unauthorized)
        #expect(wrong?.message.contains(folder(".docker/config.json")) == true)
        #expect(wrong?.message.contains("wrong") == false)
        try write("p:w")
        try Self.pull(registry, TestClient(environment: environment))
    }

    @Test(
        "a challenge that cannot be met ends in a clear error",
        arguments: [
            ("Bearer", ImageError.Code.malformed), ("Bearer realm=\"ftp://x/\"", .malformed),
            ("Bearer realm=\"http://user:pw@127.0.0.1/\"", .malformed), ("Bearer realm=\"", .malformed),
            ("Negotiate", .unauthorized), ("", .unauthorized), ("Digest realm=\"x\", nonce=\"y\"", .unauthorized),
        ])
    func unusable(_ challenge: String, _ code: ImageError.Code) throws {
        let server = try LoopbackServer { _ in
            HTTPTestResponse(401, headers: challenge.isEmpty ? [] : [("WWW-Authenticate", challenge)])
        }
        #expect(TestClient(credentials: Self.user).failure("\(server.authority)/app")?.code == code)
        #expect(server.requests.count == 1)
    }

    @Test(
        "a token server's answer that is none is refused",
        arguments: ["", "{", "{}", #"{"token":""}"#, #"{"token":7}"#, #"{"token":"a b"}"#, #"{"token":"a\r\nX: y"}"#])
    func brokenToken(_ text: String) throws {
        let tokens = try LoopbackServer { _ in HTTPTestResponse(text: text) }
        let registry = try Self.registry(.token(user: nil, password: ""), tokenServer: tokens.address)
        #expect(TestClient().failure("\(registry.authority)/team/app")?.code == .malformed)
    }

    @Test("a registry that never takes its own tokens is asked twice, not for ever")
    func endless() throws {
        let tokens = try LoopbackServer { _ in HTTPTestResponse(text: #"{"token":"useless"}"#) }
        let registry = try Self.registry(.token(user: nil, password: ""), tokenServer: tokens.address)
        #expect(TestClient().failure("\(registry.authority)/team/app")?.code == .unauthorized)
        #expect(registry.server.requests.count == 2)
        #expect(tokens.requests.count == 1)
    }
}
