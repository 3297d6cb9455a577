import Glibc
import Synchronization
import TestSupport
import Testing

@Suite("Fresh advisories without being asked")
struct RefreshTests {
    private let place: Workplace
    private let target: String

    init() throws {
        place = try Workplace(hasAdvisories: false)
        target = try SampleImages.image().writeLayout(place.folder)
    }

    private static func server() throws -> LoopbackServer {
        let files = SampleAdvisories.export
        return try LoopbackServer { request in
            guard let content = files[request.path] else { return HTTPTestResponse(404) }
            return .serving(content, etag: "\"1\"", to: request)
        }
    }

    private func scan(_ server: String, _ more: String..., environment: [String: String] = [:]) throws -> HullmarkRun {
        let own = ["HULLMARK_OFFLINE": "0", "HULLMARK_DB_FROM": server]
        return try place.run(["scan", target] + more, environment: own.merging(environment) { $1 })
    }

    @Test("a scan fetches what the image needs, once in six hours, and nothing else")
    func refresh() throws {
        let server = try Self.server()
        let first = try scan(server.address)
        #expect(first.end == .exited(0), "\(first.errorText)")
        #expect(first.text.contains("CVE-2030-0004") && first.text.contains("advisories of PyPI."), "\(first.text)")
        let asked = server.requests.map(\.path)
        #expect(asked.contains("/PyPI/all.zip") && asked.contains("/Debian/all.zip"))
        #expect(!asked.contains { $0.hasPrefix("/npm/") }, "the image has no such packages")
        #expect(try scan(server.address).text.contains("CVE-2030-0004"))
        #expect(server.requests.count == asked.count)
    }

    @Test(
        "no server is asked offline, and none in CI with a database of its own",
        arguments: [
            ["HULLMARK_OFFLINE": "1"], ["HULLMARK_OFFLINE": "true"], ["CI": "true", "HULLMARK_DB": "data/hullmark/db"],
        ])
    func offline(environment: [String: String]) throws {
        let server = try Self.server()
        var environment = environment
        if let database = environment["HULLMARK_DB"] {
            environment["HULLMARK_DB"] = place(database)
            try #require(try place.run("db", "update", "--from", server.address, "--ecosystem", "Go").code == 0)
        }
        let before = server.requests.count
        #expect(try scan(server.address, environment: environment).end == .exited(0))
        #expect(try scan(server.address, "--offline").end == .exited(0))
        #expect(server.requests.count == before)
    }

    @Test("a database that was built from files stays as it is")
    func builtFromFiles() throws {
        try SampleAdvisories.write(to: place.folder, "records")
        try #require(try place.run("db", "build", "--from", place("records")).code == 0)
        let server = try Self.server()
        #expect(try scan(server.address).end == .exited(0))
        #expect(!server.requests.contains { $0.path.hasSuffix(".zip") })
    }

    @Test("a server that is silent, gone or broken costs three seconds and a line, and is left alone for a while")
    func failures() throws {
        let silent = try LoopbackServer { _, _ in sleep(30) }
        let start = ContinuousClock.now
        let run = try scan(silent.address)
        #expect(run.end == .exited(0))
        #expect(ContinuousClock.now - start < .seconds(25), "the server is silent for longer")
        #expect(run.text.contains("Advisories were not refreshed: 127.0.0.1 did not answer within 3 seconds."))
        #expect(!(try scan(silent.address).text.contains("not refreshed")), "it is not asked again at once")

        unlink(place("data/hullmark/db/attempts"))
        let broken = try LoopbackServer { _ in HTTPTestResponse(500) }
        let second = try scan(broken.address, "--format", "json")
        #expect(second.end == .exited(0))
        #expect(second.errorText.contains("Advisories were not refreshed: "))

        unlink(place("data/hullmark/db/attempts"))
        #expect(try scan("http://127.0.0.1:1").text.contains("Advisories were not refreshed: "))
    }
}
