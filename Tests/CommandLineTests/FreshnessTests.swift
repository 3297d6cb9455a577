import Bytes
import JSON
import Platform
import Synchronization
import TestSupport
import Testing

@Suite("Advisories that a scan fetches by itself", .timeLimit(.minutes(5)))
struct FreshnessTests {
    private let place: Workplace
    private let target: String

    init() throws {
        place = try Workplace(hasAdvisories: false)
        target = try SampleImages.image().writeLayout(place.folder)
    }

    private static func mirror() throws -> LoopbackServer {
        try LoopbackServer { request in
            guard let content = SampleAdvisories.export[request.path] else { return HTTPTestResponse(404) }
            let tag = "\"\(Digest(of: content).hex.prefix(12))\""
            if request.header("If-None-Match") == tag { return HTTPTestResponse(304) }
            return .serving(content, etag: tag, to: request)
        }
    }

    private func scan(
        _ server: String, _ arguments: [String] = [], _ more: [String: String] = [:]
    ) throws -> HullmarkRun {
        var variables = ["HULLMARK_OFFLINE": "", "HULLMARK_DB_FROM": server]
        variables.merge(more) { $1 }
        return try place.run(["scan", target, "--format", "json"] + arguments, environment: variables)
    }

    @Test("a scan fetches what its image needs and uses it, and asks again only after six hours")
    func fetched() throws {
        let server = try Self.mirror()
        let first = try scan(server.address)
        #expect(first.end == .exited(0), "\(first.errorText)")
        #expect(try first.report().match("CVE-2030-0004") != nil)
        let paths = server.requests.map(\.path)
        #expect(paths.contains("/PyPI/all.zip") && paths.contains("/Debian/all.zip"), "\(paths)")
        #expect(!paths.contains { $0.hasPrefix("/npm") }, "only what the image needs")
        #expect(!first.errorText.contains("not refreshed"), "\(first.errorText)")

        let count = server.requests.count
        #expect(try scan(server.address).output == first.output)
        #expect(server.requests.count == count, "nothing is asked twice within six hours")
        let asked = place("data/hullmark/db/asked")
        let lines = String(decoding: try TestFiles.bytes(at: asked), as: UTF8.self).split(separator: "\n")
        #expect(lines.contains { $0.hasSuffix(" PyPI") })
    }

    @Test(
        "nothing is asked by runs that are offline, or of a pipeline with a database of its own",
        arguments: [
            (["--offline"], [:]), ([], ["HULLMARK_OFFLINE": "1"]), (["--db", "DB"], ["CI": "true"]),
        ] as [([String], [String: String])])
    func silent(_ arguments: [String], _ variables: [String: String]) throws {
        let server = try Self.mirror()
        try SampleAdvisories.write(to: place.folder, "records")
        try place.run("db", "build", "--from", place("records"), "--db", place("own"))
        let run = try scan(server.address, arguments.map { $0 == "DB" ? place("own") : $0 }, variables)
        #expect(run.end == .exited(0), "\(run.errorText)")
        #expect(server.connections == 0)
    }

    @Test("a database that the user built from files is not replaced unasked")
    func builtFromFiles() throws {
        let server = try Self.mirror()
        try SampleAdvisories.write(to: place.folder, "records")
        try place.run("db", "build", "--from", place("records"))
        let run = try scan(server.address)
        #expect(run.end == .exited(0), "\(run.errorText)")
        #expect(!server.requests.contains { $0.path.hasPrefix("/PyPI") || $0.path.hasPrefix("/Debian") })
    }

    @Test("a server that does not answer holds a scan up for three seconds, once, and the report says so")
    func noAnswer() throws {
        let server = try LoopbackServer { peer, _ in
            while peer.read() != nil {}
        }
        let start = ContinuousClock.now
        let run = try scan(server.address)
        #expect(run.end == .exited(0), "\(run.errorText)")
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(run.errorText.contains("not refreshed"), "\(run.errorText)")
        #expect(run.errorText.contains("--offline"))
        let connections = server.connections
        #expect(try scan(server.address).end == .exited(0))
        #expect(server.connections == connections, "the failure counts as an asking")
    }

    @Test(
        "a server that is not there, refuses or lies leaves the scan with the data at hand",
        arguments: [0, 404, 500, 200])
    func broken(_ status: Int) throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(status, text: "no list") }
        let address = server.address
        if status == 0 { server.stop() }
        let run = try scan(address)
        #expect(run.end == .exited(0), "\(run.errorText)")
        #expect(try !run.report().packageValues.isEmpty)
    }

    @Test("a quiet run fetches and says nothing")
    func quiet() throws {
        let server = try Self.mirror()
        let run = try scan(server.address, ["--quiet"])
        #expect(run.end == .exited(0))
        #expect(run.errors.isEmpty)
        #expect(!server.requests.isEmpty)
    }
}
