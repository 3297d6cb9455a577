import Platform
import Testing

@testable import Advisories

@Suite("Building a database")
struct DatabaseBuilderTests {
    /// A folder in the bulk export's layout, with broken and foreign records among the good.
    private static func export() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("PyPI\nDebian\n", to: "ecosystems.txt")
        try folder.write(
            Records.archive([
                ("GHSA-aaaa-bbbb-cccc", Records.full), ("PYSEC-2030-1", Records.withdrawn), ("broken", "{"),
                ("GHSA-npm", Records.fixed("GHSA-npm", "npm", "left-pad", in: "1.0.0")),
            ]), to: "PyPI/all.zip")
        try folder.write(Records.debian, to: "Debian/DEBIAN-CVE-2030-0001.json")
        try folder.write(
            Records.fixed("x_DEBCL-CVE-2030-5", "Debian:12", "hull", in: "2") + "\n\n{}\n", to: "Debian/more.jsonl")
        try folder.write("CVE-2030-0001,0.5,0.6\nCVE-1999-0001,0.5,0.6\n", to: "epss.csv")
        return folder
    }

    private static func code(_ body: () throws(AdvisoryError) -> Void) -> AdvisoryError.Code? {
        do throws(AdvisoryError) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("records are found by package, ecosystem and release, and broken ones are named")
    func build() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        let report = try DatabaseBuilder(from: source.path).build(into: target.path)
        #expect(report.recordCount == 5)
        #expect(
            report.diagnostics.map(\.subject).map { String($0.dropFirst(source.path.utf8.count)) }
                == ["/Debian/more.jsonl:3", "/PyPI/all.zip/broken.json"])
        let database = try AdvisoryDatabase(folder: target.path)
        #expect(database.entries.map(\.name) == ["Debian:12", "Debian:13", "PyPI", "exploits"])
        #expect(
            try database.candidates(ecosystem: "Debian:12", package: "hull").map(\.advisory.id)
                == ["DEBIAN-CVE-2030-0001", "x_DEBCL-CVE-2030-5"])
        #expect(try database.candidates(ecosystem: "Debian:13", package: "hull").count == 1)
        #expect(try database.candidates(ecosystem: "Debian:11", package: "hull").isEmpty)
        #expect(database.covers(ecosystem: "Debian:12"))
        #expect(!database.covers(ecosystem: "Debian:11"))
        #expect(!database.covers(ecosystem: "npm"), "a record in another ecosystem's archive is not the ecosystem")
        #expect(!database.covers(ecosystem: "exploits"))
        #expect(database.exploitFacts("CVE-2030-0001").epss == 0.5)
        try database.verify()
        let debian = try #require(database.entries.first)
        #expect(debian.recordCount == 2)
        #expect(debian.derivedCount == 1)
        #expect(debian.newestModified == "2030-02-01T00:00:00Z")
    }

    @Test("names and ratings are shared across ecosystems")
    func names() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        let database = try AdvisoryDatabase(folder: target.path)
        let found = try database.candidates(ecosystem: "Debian:13", identifier: "GHSA-aaaa-bbbb-cccc")
        #expect(found.map(\.advisory.upstream) == [["CVE-2030-0001", "GHSA-aaaa-bbbb-cccc"]])
    }

    @Test("loose files without a layout are read too")
    func loose() throws {
        let source = try TemporaryFolder()
        try source.write("[\(Records.debian),7,\(Records.full)]", to: "some/where/records.json")
        let target = try TemporaryFolder()
        let report = try DatabaseBuilder(from: source.path).build(into: target.path)
        #expect(report.recordCount == 2)
        #expect(report.diagnostics.count == 1)
        #expect(try AdvisoryDatabase(folder: target.path).entries.map(\.name) == ["Debian:12", "Debian:13", "PyPI"])
    }

    @Test("of records that share an id the one changed last counts")
    func duplicates() throws {
        let source = try TemporaryFolder()
        try source.write(Records.fixed("A", "npm", "p", in: "1", modified: "2030-01-02T00:00:00Z"), to: "a.json")
        try source.write(Records.fixed("A", "npm", "p", in: "2", modified: "2030-01-03T00:00:00Z"), to: "b.json")
        try source.write(Records.fixed("A", "npm", "p", in: "3", modified: "2030-01-01T00:00:00Z"), to: "c.json")
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        let found = try AdvisoryDatabase(folder: target.path).candidates(ecosystem: "npm", package: "p")
        #expect(found.map(\.affected.ranges.first?.events.last) == [.fixed("2")])
    }

    @Test("the same records give the same bytes")
    func determinism() throws {
        let source = try Self.export()
        let targets = try [TemporaryFolder(), TemporaryFolder()]
        for target in targets {
            _ = try DatabaseBuilder(from: source.path).build(into: target.path)
            _ = try DatabaseBuilder(from: source.path).build(snapshot: "\(target.path)/snapshot")
        }
        #expect(try targets[0].files() == targets[1].files())
    }

    @Test("a snapshot answers as the folder does, with the scores of the CVEs that it names")
    func snapshot() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: "\(target.path)/db")
        _ = try DatabaseBuilder(from: source.path).build(snapshot: "\(target.path)/file")
        let folder = try AdvisoryDatabase(folder: "\(target.path)/db")
        let file = try AdvisoryDatabase(snapshot: "\(target.path)/file")
        for name in ["Debian:12", "PyPI"] {
            for package in ["hull", "hull-mark-tools"] {
                #expect(
                    try folder.candidates(ecosystem: name, package: package)
                        == file.candidates(ecosystem: name, package: package))
            }
        }
        #expect(folder.exploitFacts("CVE-1999-0001").epss == 0.5)
        #expect(file.exploitFacts("CVE-1999-0001").epss == nil)
        #expect(file.exploitFacts("CVE-2030-0001").epss == 0.5)
        #expect(file.entries.allSatisfy { $0.snapshotDate == "2030-03-01" })
        #expect(folder.entries.allSatisfy { $0.snapshotDate.isEmpty })
        try file.verify()
    }

    @Test(
        "a record that claims to come from the future tells nothing of the data's age",
        arguments: [("2030-01-15", "2030-01-01T00:00:00Z"), ("2029-12-31", "")])
    func future(now: String, newest: String) throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        let report = try DatabaseBuilder(from: source.path, now: Timestamp(now)).build(into: target.path)
        #expect(report.index.entries.first?.name == "Debian:12")
        #expect(report.index.entries.first?.newestModified == newest)
    }

    @Test("the table of exploitation is as old as the older of its two sources")
    func exploitAge() throws {
        let source = try Self.export()
        try source.write(
            #"{"dateReleased":"2030-01-03T00:00:00Z","vulnerabilities":[{"cveID":"CVE-2030-0001","dateAdded":"2030-01-01"}]}"#,
            to: "kev.json")
        try source.write(
            "#model_version:v1,score_date:2030-02-02T00:00:00+0000\ncve,epss,percentile\nCVE-2030-0001,0.5,0.6\n",
            to: "epss.csv")
        let target = try TemporaryFolder()
        let report = try DatabaseBuilder(from: source.path).build(into: target.path)
        #expect(report.index.entries.last?.newestModified == "2030-01-03T00:00:00Z")
    }

    @Test(
        "a table of exploitation that cannot be read is not left out",
        arguments: [("kev.json", "{"), ("epss.csv.gz", "no gzip"), ("epss.csv", "no,score\n")])
    func brokenExploits(name: String, text: String) throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        let before = try target.files()
        try source.write(text, to: name)
        #expect(throws: AdvisoryError.self) { try DatabaseBuilder(from: source.path).build(into: target.path) }
        #expect(try target.files() == before)
    }

    @Test("an archive of which nothing can be read does not cost the database its ecosystem")
    func brokenArchive() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        let before = try target.files()
        let archive = try #require(try source.files()["PyPI/all.zip"])
        for bytes in [
            Array(archive.prefix(archive.count / 2)), Array(archive.dropLast()), [], Records.archive([("broken", "{")]),
        ] {
            try source.write(bytes, to: "PyPI/all.zip")
            #expect(throws: AdvisoryError.self) { try DatabaseBuilder(from: source.path).build(into: target.path) }
            #expect(throws: AdvisoryError.self) {
                try DatabaseBuilder(from: source.path).build(snapshot: "\(target.path)/snapshot")
            }
            #expect(try target.files() == before)
        }
    }

    @Test("a source without a record does not replace a database")
    func emptySource() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        let before = try target.files()
        let empty = try TemporaryFolder()
        #expect(
            Self.code { () throws(AdvisoryError) in _ = try DatabaseBuilder(from: empty.path).build(into: target.path) }
                == .emptySource)
        try empty.write("{", to: "a.json")
        #expect(throws: AdvisoryError.self) { try DatabaseBuilder(from: empty.path).build(into: target.path) }
        #expect(throws: AdvisoryError.self) { try DatabaseBuilder(from: "\(empty.path)/none").build(into: target.path) }
        #expect(try target.files() == before)
    }

    @Test("a write that fails leaves the database as it was, whichever it is")
    func writeFaults() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        try Self.assemble(source.path, into: DatabaseFolder(target.path))
        let before = try AdvisoryDatabase(folder: target.path).candidates(ecosystem: "Debian:12", package: "hull")
        try source.write(Records.fixed("DSA-1", "Debian:12", "hull", in: "7"), to: "Debian/new.json")
        var failAt = 0
        while true {
            let disk = FaultyDisk(failAt: failAt)
            let failed = Self.code { () throws(AdvisoryError) in
                try Self.assemble(source.path, into: disk.folder(target.path))
            }
            if failed == nil { break }
            #expect(failed == .unwritable)
            let database = try AdvisoryDatabase(folder: target.path)
            try database.verify()
            #expect(try database.candidates(ecosystem: "Debian:12", package: "hull") == before)
            failAt += 1
        }
        #expect(failAt >= 2)
        #expect(
            try AdvisoryDatabase(folder: target.path).candidates(ecosystem: "Debian:12", package: "hull").count == 3)
    }

    private static func assemble(_ source: String, into folder: DatabaseFolder) throws(AdvisoryError) {
        let sets = try BulkExport(source).sources.map { RecordSet(reading: $0) }
        _ = try folder.locked { () throws(AdvisoryError) in try DatabaseAssembly(sets: sets).build(into: folder) }
    }

    @Test("a reader that opened the database before goes on after it was replaced")
    func replacedWhileRead() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        let reader = try AdvisoryDatabase(folder: target.path)
        for version in ["7", "8", "9"] {
            try source.write(Records.fixed("DSA-1", "Debian:12", "hull", in: version), to: "Debian/new.json")
            _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        }
        #expect(try reader.candidates(ecosystem: "Debian:12", package: "hull").count >= 2)
        #expect(try Directory.names(at: "\(target.path)/shards").count <= 5)
    }

    @Test("an index or a snapshot that is cut or changed is an error")
    func brokenIndex() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        _ = try DatabaseBuilder(from: source.path).build(snapshot: "\(target.path)/file")
        let files = try target.files()
        let index = try #require(files["index"])
        for count in index.indices {
            #expect(throws: AdvisoryError.self) { try DatabaseIndex(Array(index.prefix(count)).span, subject: "") }
            var changed = index
            changed[count] ^= 0x55
            #expect(throws: AdvisoryError.self) { try DatabaseIndex(changed.span, subject: "") }
        }
        let file = try #require(files["file"])
        for count in stride(from: 0, to: file.count, by: 7) {
            try target.write(Array(file.prefix(count)), to: "cut")
            #expect(throws: (any Error).self) {
                let database = try AdvisoryDatabase(snapshot: "\(target.path)/cut")
                try database.verify()
            }
        }
    }

    @Test("no database is said to be none")
    func notFound() throws {
        let target = try TemporaryFolder()
        #expect(Self.code { () throws(AdvisoryError) in _ = try AdvisoryDatabase(folder: target.path) } == .notFound)
        #expect(try AdvisoryDatabase.standard(folder: target.path).entries == AdvisoryDatabase.embedded().entries)
    }

    @Test("a folder's own ecosystems go before those that the program carries")
    func standard() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        let database = try AdvisoryDatabase.standard(folder: target.path)
        #expect(try database.candidates(ecosystem: "Debian:12", package: "hull").count == 2)
        #expect(try database.candidates(ecosystem: "Debian:12", package: "openssl").isEmpty)
        #expect(!database.covers(ecosystem: "Debian:11"))
        #expect(database.covers(ecosystem: "Go"))
    }

    @Test("status gives each shard's age and size, and every source's credit once")
    func status() throws {
        let source = try Self.export()
        let target = try TemporaryFolder()
        _ = try DatabaseBuilder(from: source.path).build(into: target.path)
        let status = DatabaseStatus(try AdvisoryDatabase(folder: target.path))
        #expect(status.shards.count == 4)
        #expect(status.recordCount == 5)
        #expect(status.newestModified == "2030-03-01T10:00:00Z")
        #expect(status.credits.count == 3)
        let now = try #require(Timestamp("2030-02-03T12:00:00Z"))
        let newest = status.shards[0].newestModified
        #expect(DatabaseStatus.days(since: newest, at: now) == 2)
        #expect(DatabaseStatus.days(since: "2030-02-02T12:00:01Z", at: now) == 0)
        #expect(DatabaseStatus.days(since: "2030-02-05T00:00:00Z", at: now) == 0)
        #expect(DatabaseStatus.days(since: "", at: now) == nil)
    }
}
