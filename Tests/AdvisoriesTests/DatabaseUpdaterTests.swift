import Platform
import TestSupport
import Testing

@testable import Advisories

@Suite("Updating a database")
struct DatabaseUpdaterTests {
    private typealias Line = (id: String, modified: String, json: String)

    private static let now = Timestamp("2030-06-01T00:00:00Z") ?? Timestamp(seconds: 0)

    private static func line(_ id: String, _ modified: String, fixed version: String, name: String = "p") -> Line {
        (id, modified, Records.fixed(id, "npm", name, in: version, modified: modified))
    }

    private static let first: [Line] = [
        line("A-1", "2030-01-01T00:00:00Z", fixed: "1"), line("A-2", "2030-01-02T00:00:00Z", fixed: "2"),
        line("A-3", "2030-01-03T00:00:00Z", fixed: "3"),
    ]

    private static func mirror() -> TestMirror {
        let mirror = TestMirror()
        mirror["ecosystems.txt"] = Array("npm\nDebian\n".utf8)
        mirror["kev.json"] = Array(#"{"vulnerabilities":[{"cveID":"CVE-2030-0001","dateAdded":"2030-01-01"}]}"#.utf8)
        mirror.serve("npm", first)
        mirror.serve("Debian", [("DEBIAN-CVE-2030-0001", "2030-02-01T00:00:00Z", Records.debian)])
        return mirror
    }

    private static func updater(_ folder: TemporaryFolder, _ mirror: TestMirror) throws -> DatabaseUpdater {
        DatabaseUpdater(folder: folder.path, server: mirror, now: try #require(now))
    }

    private static func versions(_ folder: TemporaryFolder) throws -> [String: String] {
        var versions: [String: String] = [:]
        for found in try AdvisoryDatabase(folder: folder.path).candidates(ecosystem: "npm", package: "p") {
            versions[found.advisory.id] = found.affected.ranges.first?.events.last?.version
        }
        return versions
    }

    private static func outcome(_ name: String, _ report: DatabaseUpdater.Report) -> DatabaseUpdater.Outcome? {
        report.outcomes.first { $0.name == name }?.outcome
    }

    private static let firstVersions = ["A-1": "1", "A-2": "2", "A-3": "3"]

    @Test("a first update takes the archives of all ecosystems")
    func firstUpdate() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        let report = try Self.updater(folder, mirror).update()
        #expect(Self.outcome("npm", report) == .replaced(3))
        #expect(Self.outcome("Debian", report) == .replaced(1))
        #expect(Self.outcome("kev.json", report) == .replaced(1))
        #expect(Self.outcome("epss.csv.gz", report) == .unchanged)
        #expect(try Self.versions(folder) == Self.firstVersions)
        let database = try AdvisoryDatabase(folder: folder.path)
        #expect(database.entries.map(\.name) == ["Debian:12", "Debian:13", "npm", "exploits"])
        #expect(database.entries.allSatisfy { $0.retrieved == "2030-06-01T00:00:00Z" })
        #expect(database.exploitFacts("CVE-2030-0001").knownExploitedSince == "2030-01-01")
        try database.verify()
    }

    @Test("only the ecosystems asked for are fetched, and a release stands for its ecosystem")
    func wanted() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update(["Debian:12"])
        #expect(mirror.asked() == ["Debian/all.zip", "Debian/modified_id.csv", "epss.csv.gz", "kev.json"])
        #expect(
            try AdvisoryDatabase(folder: folder.path).entries.map(\.name) == ["Debian:12", "Debian:13", "exploits"])
        _ = try Self.updater(folder, mirror).update()
        #expect(mirror.asked() == ["Debian/modified_id.csv", "epss.csv.gz", "kev.json"])
    }

    @Test("nothing new costs one question an ecosystem, and the time of asking is noted")
    func unchanged() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update()
        _ = mirror.asked()
        let later = try #require(Timestamp("2030-06-02"))
        let report = try DatabaseUpdater(folder: folder.path, server: mirror, now: later).update()
        #expect(report.outcomes.allSatisfy { $0.outcome == .unchanged })
        #expect(mirror.asked() == ["Debian/modified_id.csv", "epss.csv.gz", "kev.json", "npm/modified_id.csv"])
        #expect(try AdvisoryDatabase(folder: folder.path).entries.allSatisfy { $0.retrieved == "2030-06-02T00:00:00Z" })
    }

    @Test("changed and new records are fetched one by one, one from the future before them or not")
    func increment() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        mirror.serve("npm", Self.first + [Self.line("A-9", "2099-01-01T00:00:00Z", fixed: "9")])
        _ = try Self.updater(folder, mirror).update(["npm"])
        _ = mirror.asked()
        mirror.serve(
            "npm",
            [
                Self.first[0], Self.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"), Self.first[2],
                Self.line("A-4", "2030-02-03T00:00:00Z", fixed: "4"),
                Self.line("A-9", "2099-01-01T00:00:00Z", fixed: "9"),
            ])
        let report = try Self.updater(folder, mirror).update(["npm"])
        #expect(Self.outcome("npm", report) == .changed(2))
        #expect(mirror.asked() == ["epss.csv.gz", "kev.json", "npm/A-2.json", "npm/A-4.json", "npm/modified_id.csv"])
        #expect(try Self.versions(folder) == ["A-1": "1", "A-2": "22", "A-3": "3", "A-4": "4", "A-9": "9"])
    }

    @Test("when a record is no longer listed, the archive decides")
    func removed() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update(["npm"])
        mirror.serve("npm", Array(Self.first.dropLast()))
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update(["npm"])) == .replaced(2))
        #expect(try Self.versions(folder) == ["A-1": "1", "A-2": "2"])
    }

    @Test("when too much changed, the archive is taken")
    func manyChanges() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update(["npm"])
        _ = mirror.asked()
        mirror.serve("npm", Self.first + (10..<400).map { Self.line("A-\($0)", "2030-03-01T00:00:00Z", fixed: "1") })
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update(["npm"])) == .replaced(393))
        #expect(mirror.asked().contains("npm/all.zip"))
    }

    @Test("an increment gives the same bytes as a whole archive")
    func sameBytes() throws {
        let mirror = Self.mirror()
        let folders = try [TemporaryFolder(), TemporaryFolder()]
        _ = try Self.updater(folders[0], mirror).update(["npm"])
        mirror.serve("npm", Self.first + [Self.line("A-0", "2030-02-03T00:00:00Z", fixed: "4")])
        for folder in folders { _ = try Self.updater(folder, mirror).update(["npm"]) }
        #expect(try folders[0].files()["index"] == folders[1].files()["index"])
    }

    @Test(
        "bad bytes from the server leave the good database as it is",
        arguments: [
            ("npm/modified_id.csv", ""), ("npm/modified_id.csv", "<html>Bad gateway</html>"),
            ("npm/modified_id.csv", "2030-01-01T00:00:00Z"), ("npm/all.zip", ""), ("npm/all.zip", "<html>"),
        ])
    func badBytes(name: String, text: String) throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update(["npm"])
        mirror.serve("npm", Array(Self.first.dropLast()))
        mirror[name] = Array(text.utf8)
        #expect(throws: AdvisoryError.self) { try Self.updater(folder, mirror).update(["npm"]) }
        #expect(try Self.versions(folder) == Self.firstVersions)
        mirror.serve("npm", Array(Self.first.dropLast()))
        _ = try Self.updater(folder, mirror).update(["npm"])
        #expect(try Self.versions(folder) == ["A-1": "1", "A-2": "2"])
    }

    @Test("an archive that is cut, or lacks much of what the list names, is refused")
    func cutArchive() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update(["npm"])
        let many = Self.first + (10..<400).map { Self.line("A-\($0)", "2030-03-01T00:00:00Z", fixed: "1") }
        mirror.serve("npm", many)
        let whole = try #require(mirror["npm/all.zip"])
        mirror["npm/all.zip"] = Array(whole.prefix(whole.count / 2))
        #expect(throws: AdvisoryError.self) { try Self.updater(folder, mirror).update(["npm"]) }
        mirror["npm/all.zip"] = Records.archive(many.prefix(100).map { ($0.id, $0.json) })
        #expect(throws: AdvisoryError.self) { try Self.updater(folder, mirror).update(["npm"]) }
        #expect(try Self.versions(folder) == Self.firstVersions)
    }

    @Test("a record that cannot be read keeps its old state and is asked for again")
    func badRecord() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update(["npm"])
        let changed = [
            Self.first[0], Self.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"),
            Self.line("A-3", "2030-02-02T00:00:00Z", fixed: "33"),
        ]
        for bad in ["{", Records.fixed("OTHER", "npm", "p", in: "1")] {
            mirror.serve("npm", changed)
            mirror["npm/A-2.json"] = Array(bad.utf8)
            let report = try Self.updater(folder, mirror).update(["npm"])
            #expect(report.diagnostics.map(\.subject) == ["A-2"])
            #expect(try Self.versions(folder) == ["A-1": "1", "A-2": "2", "A-3": "33"])
        }
        mirror.serve("npm", changed)
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update(["npm"])) == .changed(1))
        #expect(try Self.versions(folder) == ["A-1": "1", "A-2": "22", "A-3": "33"])
    }

    @Test("one ecosystem's failure does not hold the others up")
    func oneFails() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        mirror["npm/modified_id.csv"] = []
        mirror["kev.json"] = Array("{".utf8)
        let report = try Self.updater(folder, mirror).update()
        guard case .failed = Self.outcome("npm", report), case .failed = Self.outcome("kev.json", report) else {
            Issue.record("the failures are not reported")
            return
        }
        #expect(try AdvisoryDatabase(folder: folder.path).entries.map(\.name) == ["Debian:12", "Debian:13"])
    }

    @Test("whichever fetch fails, the database stays whole, and a later update completes it", arguments: [false, true])
    func fetchFaults(deliversHalf: Bool) throws {
        let later = [
            Self.first[0], Self.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"),
            Self.line("A-5", "2030-02-02T00:00:00Z", fixed: "5"),
        ]
        for isFirst in [true, false] {
            var failAfter = 0
            while true {
                let folder = try TemporaryFolder()
                let mirror = Self.mirror()
                if !isFirst {
                    _ = try Self.updater(folder, mirror).update()
                    mirror.serve("npm", later)
                    _ = mirror.asked()
                }
                mirror.change {
                    $0.failAfter = failAfter
                    $0.deliversHalf = deliversHalf
                }
                let report = try? Self.updater(folder, mirror).update()
                if let database = try? AdvisoryDatabase(folder: folder.path) { try database.verify() }
                let asked = mirror.asked().count
                mirror.change { $0.failAfter = Int.max }
                _ = try Self.updater(folder, mirror).update(["npm", "Debian"])
                #expect(
                    try Self.versions(folder) == (isFirst ? Self.firstVersions : ["A-1": "1", "A-2": "22", "A-5": "5"]))
                if asked <= failAfter, report != nil { break }
                failAfter += 1
            }
            #expect(failAfter > 3)
        }
    }

    @Test("whichever write fails, the database stays whole, and a later update completes it")
    func writeFaults() throws {
        let later = [Self.first[0], Self.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"), Self.first[2]]
        var failAt = 0
        while true {
            let folder = try TemporaryFolder()
            let mirror = Self.mirror()
            let now = try #require(Self.now)
            _ = try DatabaseUpdater(folder: folder.path, server: mirror, now: now).update()
            mirror.serve("npm", later)
            mirror["kev.json"] = Array(
                #"{"vulnerabilities":[{"cveID":"CVE-2030-0002","dateAdded":"2030-01-01"}]}"#.utf8)
            let disk = FaultyDisk(failAt: failAt)
            let report = try? DatabaseUpdater(folder: disk.folder(folder.path), server: mirror, now: now).update()
            let database = try AdvisoryDatabase(folder: folder.path)
            try database.verify()
            let versions = try Self.versions(folder)
            #expect(["2", "22"].contains(versions["A-2"] ?? ""))
            _ = try DatabaseUpdater(folder: folder.path, server: mirror, now: now).update()
            #expect(try Self.versions(folder) == ["A-1": "1", "A-2": "22", "A-3": "3"])
            #expect(try AdvisoryDatabase(folder: folder.path).exploitFacts("CVE-2030-0002").knownExploitedSince != nil)
            if !disk.isExhausted, report != nil { break }
            failAt += 1
        }
        #expect(failAt > 4)
    }

    @Test("a kept store that was damaged is fetched anew")
    func damagedStore() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update()
        try folder.write("rubbish", to: "store/npm.records")
        _ = try Self.updater(folder, mirror).update(["Debian"])
        #expect(try Self.versions(folder) == Self.firstVersions)
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update()) == .replaced(3))
    }

    @Test("shards that were built from files stay beside those that are fetched")
    func keptShards() throws {
        let folder = try TemporaryFolder()
        let source = try TemporaryFolder()
        try source.write(Records.fixed("DSA-1", "Debian:12", "hull", in: "7"), to: "a.json")
        _ = try DatabaseBuilder(from: source.path).build(into: folder.path)
        _ = try Self.updater(folder, Self.mirror()).update(["npm"])
        let database = try AdvisoryDatabase(folder: folder.path)
        #expect(database.entries.map(\.name) == ["Debian:12", "npm", "exploits"])
        try database.verify()
    }

    @Test("what was built from files since does not pass for what was fetched")
    func builtSince() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        _ = try Self.updater(folder, mirror).update(["npm"])
        let source = try TemporaryFolder()
        try source.write(Records.fixed("A-1", "npm", "p", in: "0.1"), to: "a.json")
        try source.write(Records.fixed("UBUNTU-1", "Ubuntu:22.04:LTS", "hull", in: "7"), to: "b.json")
        _ = try DatabaseBuilder(from: source.path).build(into: folder.path)
        #expect(try Self.versions(folder) == ["A-1": "0.1"])

        let later = try #require(Timestamp("2030-06-02"))
        let updater = DatabaseUpdater(folder: folder.path, server: mirror, now: later)
        _ = try updater.update(["Debian"])
        #expect(try Self.versions(folder) == Self.firstVersions)
        #expect(
            try Self.retrieved(folder) == [
                "Debian:12": "2030-06-02", "Debian:13": "2030-06-02", "Ubuntu:22.04:LTS": "", "npm": "2030-06-01",
                "exploits": "2030-06-02",
            ])
        _ = try DatabaseBuilder(from: source.path).build(into: folder.path)
        #expect(Self.outcome("npm", try updater.update()) == .unchanged)
        #expect(try Self.versions(folder) == Self.firstVersions)
        #expect(try Self.retrieved(folder)["npm"] == "2030-06-02")
        #expect(try Self.retrieved(folder)["Ubuntu:22.04:LTS"] == "")
    }

    @Test("the table of exploitation does not pass for fetched where the server has none")
    func builtExploits() throws {
        let folder = try TemporaryFolder()
        let source = try TemporaryFolder()
        try source.write(Records.debian, to: "a.json")
        try source.write("CVE-2030-0001,0.5,0.6\n", to: "epss.csv")
        _ = try DatabaseBuilder(from: source.path).build(into: folder.path)
        let mirror = Self.mirror()
        mirror["kev.json"] = nil
        for _ in 0..<2 {
            _ = try Self.updater(folder, mirror).update(["npm"])
            #expect(
                try Self.retrieved(folder) == ["Debian:12": "", "Debian:13": "", "npm": "2030-06-01", "exploits": ""])
        }
    }

    /// The day on which each shard's source was last asked.
    private static func retrieved(_ folder: TemporaryFolder) throws -> [String: String] {
        let entries = try AdvisoryDatabase(folder: folder.path).entries
        return Dictionary(entries.map { ($0.name, String($0.retrieved.prefix(10))) }, uniquingKeysWith: { $1 })
    }

    @Test("a record whose state in the archive is older than the list says is fetched by itself, once")
    func lateArchive() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        mirror.serve("npm", [Self.first[0], Self.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"), Self.first[2]])
        mirror["npm/all.zip"] = Records.archive(Self.first.map { ($0.id, $0.json) })
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update(["npm"])) == .replaced(3))
        #expect(
            mirror.asked() == ["epss.csv.gz", "kev.json", "npm/A-2.json", "npm/all.zip", "npm/modified_id.csv"])
        #expect(try Self.versions(folder) == ["A-1": "1", "A-2": "22", "A-3": "3"])
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update(["npm"])) == .unchanged)
        #expect(mirror.asked() == ["epss.csv.gz", "kev.json", "npm/modified_id.csv"])
    }

    @Test("where most of the archive is older than the list, the next update asks for both again")
    func oldArchive() throws {
        let folder = try TemporaryFolder()
        let mirror = Self.mirror()
        let lines = (10..<400).map { Self.line("A-\($0)", "2030-03-01T00:00:00Z", fixed: "2") }
        mirror.serve("npm", lines)
        mirror["npm/all.zip"] = Records.archive(
            lines.map { ($0.id, Records.fixed($0.id, "npm", "p", in: "1", modified: "2030-01-01T00:00:00Z")) })
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update(["npm"])) == .replaced(390))
        #expect(mirror.asked() == ["epss.csv.gz", "kev.json", "npm/all.zip", "npm/modified_id.csv"])
        #expect(try Set(Self.versions(folder).values) == ["1"])
        mirror.serve("npm", lines)
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update(["npm"])) == .replaced(390))
        #expect(mirror.asked() == ["epss.csv.gz", "kev.json", "npm/all.zip", "npm/modified_id.csv"])
        #expect(try Set(Self.versions(folder).values) == ["2"])
        mirror.serve("npm", lines.map { Self.line($0.id, "2030-04-01T00:00:00Z", fixed: "3") })
        _ = try Self.updater(folder, mirror).update(["npm"])
        mirror.serve("npm", lines.dropLast().map { Self.line($0.id, "2030-04-01T00:00:00Z", fixed: "3") })
        mirror["npm/all.zip"] = Records.archive(lines.dropLast().map { ($0.id, $0.json) })
        #expect(Self.outcome("npm", try Self.updater(folder, mirror).update(["npm"])) == .replaced(389))
        #expect(try Set(Self.versions(folder).values) == ["3"], "what is kept is newer than the archive")
    }

    @Test("names that could leave the folder are refused", arguments: ["../x", "/etc", ".hidden", "a/b", ""])
    func hostileNames(name: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: AdvisoryError.self) { try Self.updater(folder, Self.mirror()).update([name]) }
        let list = Array("2030-01-01T00:00:00Z,\(name)\n2030-01-01T00:00:00Z,GOOD-1\n".utf8)
        #expect(try ModifiedList(list.span, subject: "").lines.map(\.id) == ["GOOD-1"])
    }

    @Test("every truncated prefix of a store, and every changed byte, is an error")
    func brokenStore() throws {
        var draft = RecordSetDraft(name: "npm", isEcosystem: true)
        for line in Self.first { draft.add(try Records.parse(line.json)) }
        let bytes = RecordStore(records: draft.finish()).bytes
        #expect(try RecordStore(bytes, name: "npm").records.count == 3)
        for count in bytes.indices {
            #expect(throws: AdvisoryError.self) { try RecordStore(Array(bytes.prefix(count)), name: "npm") }
            var changed = bytes
            changed[count] ^= 0x55
            #expect(throws: AdvisoryError.self) { try RecordStore(changed, name: "npm") }
        }
    }
}
