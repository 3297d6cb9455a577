import Testing

@testable import Advisories

@Suite("Updating a database")
struct DatabaseUpdaterTests {
    @Test("a first update takes the archives of all ecosystems")
    func firstUpdate() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        let report = try UpdateFixture.updater(folder, mirror).update()
        #expect(UpdateFixture.outcome("npm", report) == .replaced(3))
        #expect(UpdateFixture.outcome("Debian", report) == .replaced(1))
        #expect(UpdateFixture.outcome("kev.json", report) == .replaced(1))
        #expect(UpdateFixture.outcome("epss.csv.gz", report) == .unchanged)
        #expect(try UpdateFixture.versions(folder) == UpdateFixture.firstVersions)
        let database = try AdvisoryDatabase(folder: folder.path)
        #expect(database.entries.map(\.name) == ["Debian:12", "Debian:13", "npm", "exploits"])
        #expect(database.entries.allSatisfy { $0.retrieved == "2030-06-01T00:00:00Z" })
        #expect(database.exploitFacts("CVE-2030-0001").knownExploitedSince == "2030-01-01")
        try database.verify()
    }

    @Test("only the ecosystems asked for are fetched, and a release stands for its ecosystem")
    func wanted() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update(["Debian:12"])
        #expect(mirror.asked() == ["Debian/all.zip", "Debian/modified_id.csv", "epss.csv.gz", "kev.json"])
        #expect(
            try AdvisoryDatabase(folder: folder.path).entries.map(\.name) == ["Debian:12", "Debian:13", "exploits"])
        _ = try UpdateFixture.updater(folder, mirror).update()
        #expect(mirror.asked() == ["Debian/modified_id.csv", "epss.csv.gz", "kev.json"])
    }

    @Test("nothing new costs one question an ecosystem, and the time of asking is noted")
    func unchanged() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update()
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
        let mirror = UpdateFixture.mirror()
        mirror.serve("npm", UpdateFixture.first + [UpdateFixture.line("A-9", "2099-01-01T00:00:00Z", fixed: "9")])
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        _ = mirror.asked()
        mirror.serve(
            "npm",
            [
                UpdateFixture.first[0], UpdateFixture.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"),
                UpdateFixture.first[2],
                UpdateFixture.line("A-4", "2030-02-03T00:00:00Z", fixed: "4"),
                UpdateFixture.line("A-9", "2099-01-01T00:00:00Z", fixed: "9"),
            ])
        let report = try UpdateFixture.updater(folder, mirror).update(["npm"])
        #expect(UpdateFixture.outcome("npm", report) == .changed(2))
        #expect(mirror.asked() == ["epss.csv.gz", "kev.json", "npm/A-2.json", "npm/A-4.json", "npm/modified_id.csv"])
        #expect(try UpdateFixture.versions(folder) == ["A-1": "1", "A-2": "22", "A-3": "3", "A-4": "4", "A-9": "9"])
    }

    @Test("when a record is no longer listed, the archive decides")
    func removed() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        mirror.serve("npm", Array(UpdateFixture.first.dropLast()))
        #expect(UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update(["npm"])) == .replaced(2))
        #expect(try UpdateFixture.versions(folder) == ["A-1": "1", "A-2": "2"])
    }

    @Test("when too much changed, the archive is taken")
    func manyChanges() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        _ = mirror.asked()
        mirror.serve(
            "npm",
            UpdateFixture.first + (10..<400).map { UpdateFixture.line("A-\($0)", "2030-03-01T00:00:00Z", fixed: "1") })
        #expect(
            UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update(["npm"])) == .replaced(393))
        #expect(mirror.asked().contains("npm/all.zip"))
    }

    @Test("an increment gives the same bytes as a whole archive")
    func sameBytes() throws {
        let mirror = UpdateFixture.mirror()
        let folders = try [TemporaryFolder(), TemporaryFolder()]
        _ = try UpdateFixture.updater(folders[0], mirror).update(["npm"])
        mirror.serve("npm", UpdateFixture.first + [UpdateFixture.line("A-0", "2030-02-03T00:00:00Z", fixed: "4")])
        for folder in folders { _ = try UpdateFixture.updater(folder, mirror).update(["npm"]) }
        #expect(try folders[0].files()["index"] == folders[1].files()["index"])
    }
}
