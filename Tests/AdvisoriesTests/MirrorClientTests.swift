import Bytes
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import Advisories

@Suite("Fetching from a server")
struct MirrorClientTests {
    /// Serves files by their path, with entity tags; `failing` paths answer 500.
    private static func server(_ files: [String: [UInt8]], failing: Set<String> = []) throws -> LoopbackServer {
        try LoopbackServer { request in
            if failing.contains(request.path) { return HTTPTestResponse(500, text: "oops") }
            guard let content = files[request.path] else { return HTTPTestResponse(404, text: "not here") }
            let tag = "\"\(Digest(of: content).hex.prefix(12))\""
            if request.header("If-None-Match") == tag { return HTTPTestResponse(304) }
            return .serving(content, etag: tag, to: request)
        }
    }

    private static func mirror(_ server: LoopbackServer) throws -> MirrorClient {
        MirrorClient(Client(sleep: { _ in }), base: try URL("\(server.address)/export"))
    }

    @Test("content, a state that is known, and a missing file are told apart")
    func answers() throws {
        let content = [UInt8](repeating: 7, count: 300_000)
        let server = try Self.server(["/export/Red%20Hat/all.zip": content])
        let mirror = try Self.mirror(server)
        let (outcome, bytes) = try mirror.bytes(["Red Hat", "all.zip"], limit: 1 << 20)
        guard case .content(let state) = outcome else {
            Issue.record("the content was not delivered")
            return
        }
        #expect(bytes == content)
        #expect(try mirror.bytes(["Red Hat", "all.zip"], unless: state, limit: 1 << 20).0 == .notModified)
        #expect(try mirror.bytes(["npm", "all.zip"], limit: 1 << 20).0 == .missing)
        #expect(throws: AdvisoryError.self) { try mirror.bytes(["Red Hat", "all.zip"], limit: 1_000) }
    }

    @Test("a connection that was cut is taken up after the pause that the client's policy sets")
    func pauses() throws {
        let content = [UInt8](repeating: 7, count: 300_000)
        let server = try LoopbackServer { request in
            var response = HTTPTestResponse.serving(content, etag: "\"one\"", to: request)
            if request.rangeStart == nil { response.cutAfter = 100_000 }
            return response
        }
        let pauses = Mutex<[Duration]>([])
        var configuration = Client.Configuration(userAgent: "hullmark/test")
        configuration.retries.firstDelay = .milliseconds(7)
        let client = Client(configuration, sleep: { pause in pauses.withLock { $0.append(pause) } }, random: { 0.5 })
        let mirror = MirrorClient(client, base: try URL(server.address))
        #expect(try mirror.bytes(["npm", "all.zip"], limit: 1 << 20).1 == content)
        #expect(pauses.withLock { $0 } == [configuration.retries.delay(after: 1, random: 0.5)])
    }

    @Test("a server's failure is an error")
    func failure() throws {
        let server = try Self.server([:], failing: ["/export/kev.json"])
        #expect(throws: AdvisoryError.self) { try Self.mirror(server).bytes(["kev.json"], limit: 1_000) }
    }

    @Test("a database is updated over HTTP, and again without a byte too many")
    func update() throws {
        let json = Records.fixed("A-1", "npm", "p", in: "1")
        let server = try Self.server([
            "/export/ecosystems.txt": Array("npm\n".utf8),
            "/export/npm/modified_id.csv": Array("2030-01-01T00:00:00ZZ,A-1\n".utf8),
            "/export/npm/all.zip": Records.archive([("A-1", json)]),
        ])
        let folder = try TemporaryFolder()
        let now = try #require(Timestamp("2030-06-01"))
        let updater = DatabaseUpdater(folder: folder.path, server: try Self.mirror(server), now: now)
        _ = try updater.update()
        #expect(try AdvisoryDatabase(folder: folder.path).candidates(ecosystem: "npm", package: "p").count == 1)
        let before = server.requests.count
        #expect(try updater.update().outcomes.allSatisfy { $0.outcome == .unchanged })
        #expect(server.requests.count - before == 3)
    }
}
