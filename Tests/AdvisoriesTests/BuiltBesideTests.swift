import Testing

@testable import Advisories

@Suite("Databases built from files and fetched")
struct BuiltBesideTests {
    @Test("shards that were built from files stay beside those that are fetched")
    func keptShards() throws {
        let folder = try TemporaryFolder()
        let source = try TemporaryFolder()
        try source.write(Records.fixed("DSA-1", "Debian:12", "hull", in: "7"), to: "a.json")
        _ = try DatabaseBuilder(from: source.path).build(into: folder.path)
        _ = try UpdateFixture.updater(folder, UpdateFixture.mirror()).update(["npm"])
        let database = try AdvisoryDatabase(folder: folder.path)
        #expect(database.entries.map(\.name) == ["Debian:12", "npm", "exploits"])
        try database.verify()
    }

    @Test("what was built from files since does not pass for what was fetched")
    func builtSince() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        let source = try TemporaryFolder()
        try source.write(Records.fixed("A-1", "npm", "p", in: "0.1"), to: "a.json")
        try source.write(Records.fixed("UBUNTU-1", "Ubuntu:22.04:LTS", "hull", in: "7"), to: "b.json")
        _ = try DatabaseBuilder(from: source.path).build(into: folder.path)
        #expect(try UpdateFixture.versions(folder) == ["A-1": "0.1"])

        let later = try #require(Timestamp("2030-06-02"))
        let updater = DatabaseUpdater(folder: folder.path, server: mirror, now: later)
        _ = try updater.update(["Debian"])
        #expect(try UpdateFixture.versions(folder) == UpdateFixture.firstVersions)
        #expect(
            try UpdateFixture.retrieved(folder) == [
                "Debian:12": "2030-06-02", "Debian:13": "2030-06-02", "Ubuntu:22.04:LTS": "", "npm": "2030-06-01",
                "exploits": "2030-06-02",
            ])
        _ = try DatabaseBuilder(from: source.path).build(into: folder.path)
        #expect(UpdateFixture.outcome("npm", try updater.update()) == .unchanged)
        #expect(try UpdateFixture.versions(folder) == UpdateFixture.firstVersions)
        #expect(try UpdateFixture.retrieved(folder)["npm"] == "2030-06-02")
        #expect(try UpdateFixture.retrieved(folder)["Ubuntu:22.04:LTS"] == "")
    }

    @Test("the table of exploitation does not pass for fetched where the server has none")
    func builtExploits() throws {
        let folder = try TemporaryFolder()
        let source = try TemporaryFolder()
        try source.write(Records.debian, to: "a.json")
        try source.write("CVE-2030-0001,0.5,0.6\n", to: "epss.csv")
        _ = try DatabaseBuilder(from: source.path).build(into: folder.path)
        let mirror = UpdateFixture.mirror()
        mirror["kev.json"] = nil
        for _ in 0..<2 {
            _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
            #expect(
                try UpdateFixture.retrieved(folder) == [
                    "Debian:12": "", "Debian:13": "", "npm": "2030-06-01", "exploits": "",
                ])
        }
    }
}
