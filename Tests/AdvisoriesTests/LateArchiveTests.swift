import Testing

@testable import Advisories

@Suite("Archives older than their lists")
struct LateArchiveTests {
    @Test("a record whose state in the archive is older than the list says is fetched by itself, once")
    func lateArchive() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        mirror.serve(
            "npm",
            [
                UpdateFixture.first[0], UpdateFixture.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"),
                UpdateFixture.first[2],
            ])
        mirror["npm/all.zip"] = Records.archive(UpdateFixture.first.map { ($0.id, $0.json) })
        #expect(UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update(["npm"])) == .replaced(3))
        #expect(
            mirror.asked() == ["epss.csv.gz", "kev.json", "npm/A-2.json", "npm/all.zip", "npm/modified_id.csv"])
        #expect(try UpdateFixture.versions(folder) == ["A-1": "1", "A-2": "22", "A-3": "3"])
        #expect(UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update(["npm"])) == .unchanged)
        #expect(mirror.asked() == ["epss.csv.gz", "kev.json", "npm/modified_id.csv"])
    }

    @Test("where most of the archive is older than the list, the next update asks for both again")
    func oldArchive() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        let lines = (10..<400).map { UpdateFixture.line("A-\($0)", "2030-03-01T00:00:00Z", fixed: "2") }
        mirror.serve("npm", lines)
        mirror["npm/all.zip"] = Records.archive(
            lines.map { ($0.id, Records.fixed($0.id, "npm", "p", in: "1", modified: "2030-01-01T00:00:00Z")) })
        #expect(
            UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update(["npm"])) == .replaced(390))
        #expect(mirror.asked() == ["epss.csv.gz", "kev.json", "npm/all.zip", "npm/modified_id.csv"])
        #expect(try Set(UpdateFixture.versions(folder).values) == ["1"])
        mirror.serve("npm", lines)
        #expect(
            UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update(["npm"])) == .replaced(390))
        #expect(mirror.asked() == ["epss.csv.gz", "kev.json", "npm/all.zip", "npm/modified_id.csv"])
        #expect(try Set(UpdateFixture.versions(folder).values) == ["2"])
        mirror.serve("npm", lines.map { UpdateFixture.line($0.id, "2030-04-01T00:00:00Z", fixed: "3") })
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        mirror.serve("npm", lines.dropLast().map { UpdateFixture.line($0.id, "2030-04-01T00:00:00Z", fixed: "3") })
        mirror["npm/all.zip"] = Records.archive(lines.dropLast().map { ($0.id, $0.json) })
        #expect(
            UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update(["npm"])) == .replaced(389))
        #expect(try Set(UpdateFixture.versions(folder).values) == ["3"], "what is kept is newer than the archive")
    }
}
