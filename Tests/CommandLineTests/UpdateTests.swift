import Bytes
import JSON
import Synchronization
import TestSupport
import Testing

@Suite("Updating the database on the command line")
struct UpdateTests {
    /// A server of files that can be changed while it runs.
    private final class Mirror: Sendable {
        private let files = Mutex(SampleAdvisories.export)
        private let isFailing = Mutex(false)

        func serve() throws -> LoopbackServer {
            try LoopbackServer { [self] request in
                if isFailing.withLock({ $0 }) { return HTTPTestResponse(404, text: "gone") }
                guard let content = files.withLock({ $0[request.path] }) else { return HTTPTestResponse(404) }
                let tag = "\"\(Digest(of: content).hex.prefix(12))\""
                if request.header("If-None-Match") == tag { return HTTPTestResponse(304) }
                return .serving(content, etag: tag, to: request)
            }
        }

        func set(_ path: String, _ text: String) { files.withLock { $0[path] = Array(text.utf8) } }
        func fail() { isFailing.withLock { $0 = true } }
    }

    @Test("what was fetched is used, nothing is fetched twice, and only what changed is fetched again")
    func update() throws {
        let place = try Workplace(hasAdvisories: false)
        let target = try SampleImages.image().writeLayout(place.folder)
        let mirror = Mirror()
        let server = try mirror.serve()

        let first = try place.run("db", "update", "--from", server.address, "--ecosystem", "PyPI,Debian")
        #expect(first.end == .exited(0), "\(first.errorText)")
        #expect(first.text.contains("PyPI: 5 records"))
        #expect(!first.text.contains("Go:"), "only what was asked for")
        #expect(try place.report(target).match("CVE-2030-0004") != nil)
        let status = try place.run("db", "status").text.split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        let python = try #require(status.first { $0.first == "PyPI" })
        #expect(python[1] == "2024-03-01")
        let age = try #require(Int(python[2]))
        #expect(age > 365, "it is as old as its newest record, whenever its server was asked")
        #expect(python.suffix(4).prefix(3) == ["server", "asked", "today,"])
        let text = try place.run("scan", target).text
        #expect(text.contains("PyPI (asked today, newest record 2024-03-01, \(age) days old)"), "\(text)")
        #expect(text.contains("Stale: PyPI has no record newer than 2024-03-01, although its server was asked today"))

        let requests = server.requests.count
        let second = try place.run("db", "update", environment: ["HULLMARK_DB_FROM": server.address])
        #expect(second.end == .exited(0))
        #expect(second.text.contains("PyPI: unchanged") && second.text.contains("Debian: unchanged"))
        #expect(!server.requests.dropFirst(requests).contains { $0.path.hasSuffix(".zip") })

        mirror.set("/PyPI/modified_id.csv", "2024-06-01T00:00:00Z,PYSEC-2030-9\n2024-01-01T00:00:00Z,PYSEC-2030-7\n")
        mirror.set(
            "/PyPI/PYSEC-2030-9.json",
            """
            {"id":"PYSEC-2030-9","modified":"2024-06-01T00:00:00Z","aliases":["CVE-2030-0019"],
             "affected":[{"package":{"ecosystem":"PyPI","name":"sample-tool"},
               "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}]}
            """)
        let third = try place.run("db", "update", "--from", server.address)
        #expect(third.end == .exited(0))
        #expect(third.text.contains("PyPI: 1 changed record"), "\(third.text)")
        #expect(try place.report(target).match("CVE-2030-0019") != nil)
    }

    @Test("an ecosystem in other letters is told as it is spelt")
    func spelling() throws {
        let place = try Workplace(hasAdvisories: false)
        let server = try Mirror().serve()
        let run = try place.run("db", "update", "--from", server.address, "--ecosystem", "pypi")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("pypi: unknown ecosystem; did you mean PyPI?"), "\(run.errorText)")
        let stranger = try place.run("db", "update", "--from", server.address, "--ecosystem", "nothing")
        #expect(stranger.errorText.contains("unknown ecosystem") && !stranger.errorText.contains("did you mean"))
    }

    @Test("an update mends a database whose files were broken, though its server has nothing new")
    func mending() throws {
        let place = try Workplace(hasAdvisories: false)
        let target = try SampleImages.image().writeLayout(place.folder)
        let server = try Mirror().serve()
        try #require(try place.run("db", "update", "--from", server.address).code == 0)
        let good = try place.run("scan", target, "--format", "json").output
        let folder = "data/hullmark/db/shards"
        for name in TestFiles.names(in: place(folder)) { try place.folder.write("\(folder)/\(name)", text: "broken") }
        #expect(try place.run("scan", target).end == .exited(1))
        #expect(try place.run("db", "update", "--from", server.address).end == .exited(0))
        #expect(try place.run("scan", target, "--format", "json").output == good)
    }

    @Test("a server that fails or lies ends with 1 and leaves the good database as it was")
    func failures() throws {
        let place = try Workplace(hasAdvisories: false)
        let target = try SampleImages.image().writeLayout(place.folder)
        let mirror = Mirror()
        let server = try mirror.serve()
        #expect(try place.run("db", "update", "--from", server.address).end == .exited(0))
        let good = try place.run("scan", target, "--format", "json").output

        mirror.set("/PyPI/modified_id.csv", "2025-01-01T00:00:00Z,PYSEC-2030-4\n")
        mirror.set("/PyPI/PYSEC-2030-4.json", #"{"id":"PYSEC-2030-4","#)
        mirror.set("/PyPI/all.zip", "no archive")
        let lying = try place.run("db", "update", "--from", server.address)
        #expect(try place.run("scan", target, "--format", "json").output == good, "\(lying.errorText)")
        mirror.fail()
        let failing = try place.run("db", "update", "--from", server.address)
        #expect(failing.end == .exited(1))
        #expect(try place.run("scan", target, "--format", "json").output == good)
        let gone = try place.run("db", "update", "--from", "http://127.0.0.1:1")
        #expect(gone.end == .exited(1))
        #expect(try place.run("scan", target, "--format", "json").output == good)
    }
}
