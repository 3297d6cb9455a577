import TestSupport
import Testing

@testable import Advisories

@Suite("Which advisories a scan fetches")
struct RefreshPlanTests {

    private static func shard(_ name: String, retrieved: String = "", snapshot: String = "") -> ShardEntry {
        var entry = ShardEntry(
            kind: .advisories, name: name, digest: Array(repeating: 0, count: 32), size: 1, storedSize: 1,
            isCompressed: false, offset: 0, recordCount: 1, affectedCount: 1, withdrawnCount: 0, derivedCount: 0,
            newestModified: "2026-06-01T00:00:00Z", retrieved: retrieved,
            credit: SourceCredit(source: "s", licence: "l"))
        entry.snapshotDate = snapshot
        return entry
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        var need = RefreshPlan.Need(ecosystem: "Debian:12", isCovered: true)
        var hand: [ShardEntry] = []
        var attempts = ""
        let fetched: [String]
        var testDescription: String { title }
    }

    static let cases = [
        Case(title: "nothing at hand", need: .init(ecosystem: "PyPI", isCovered: false), fetched: ["PyPI"]),
        Case(title: "asked an hour ago", hand: [shard("Debian:12", retrieved: "2026-06-10T11:00:00Z")], fetched: []),
        Case(
            title: "asked a day ago", hand: [shard("Debian:12", retrieved: "2026-06-09T12:00:00Z")], fetched: ["Debian"]
        ),
        Case(
            title: "asked an hour ago and still a sample", need: .init(ecosystem: "Debian:12", isCovered: false),
            hand: [shard("Debian:12", retrieved: "2026-06-10T11:00:00Z")], fetched: ["Debian"]),
        Case(title: "a snapshot of yesterday", hand: [shard("Debian:12", snapshot: "2026-06-09")], fetched: ["Debian"]),
        Case(title: "a snapshot of today", hand: [shard("Debian:12", snapshot: "2026-06-10")], fetched: []),
        Case(
            title: "built from files", need: .init(ecosystem: "Debian:13", isCovered: false),
            hand: [shard("Debian:12")], fetched: []),
        Case(
            title: "another ecosystem built from files", need: .init(ecosystem: "PyPI", isCovered: false),
            hand: [shard("Debian:12")], fetched: ["PyPI"]),
        Case(
            title: "fetched five hours ago without success for this release",
            need: .init(ecosystem: "Debian:14", isCovered: false),
            attempts: "Debian\t2026-06-10T07:00:00Z\tok\n", fetched: []),
        Case(
            title: "fetched six hours ago", need: .init(ecosystem: "Debian:14", isCovered: false),
            attempts: "Debian\t2026-06-10T06:00:00Z\tok\n", fetched: ["Debian"]),
        Case(
            title: "failed ten minutes ago", need: .init(ecosystem: "Debian:14", isCovered: false),
            attempts: "Debian\t2026-06-10T11:50:00Z\tfailed\n", fetched: []),
        Case(
            title: "failed a quarter of an hour ago", need: .init(ecosystem: "Debian:14", isCovered: false),
            attempts: "Debian\t2026-06-10T11:45:00Z\tfailed\n", fetched: ["Debian"]),
        Case(
            title: "tried in the future", need: .init(ecosystem: "Debian:14", isCovered: false),
            attempts: "Debian\t2027-06-10T11:45:00Z\tok\n", fetched: ["Debian"]),
        Case(
            title: "lines that are broken", need: .init(ecosystem: "Debian:14", isCovered: false),
            attempts: "Debian\nDebian\tnever\tok\n\t\t\t\n", fetched: ["Debian"]),
        Case(title: "a name that leads elsewhere", need: .init(ecosystem: "../x", isCovered: false), fetched: []),
    ]

    @Test("fetched is what is missing, a sample or old, but not too often", arguments: cases)
    func plan(_ example: Case) throws {
        let now = try #require(Timestamp("2026-06-10T12:00:00Z"))
        let plan = RefreshPlan(
            [example.need], at: example.hand, attempts: RefreshAttempts(example.attempts), now: now)
        #expect(plan.ecosystems == example.fetched)
    }

    @Test("attempts are kept beside the database")
    func attempts() throws {
        let now = try #require(Timestamp("2026-06-10T12:00:00Z"))
        let folder = try TemporaryFolder()
        #expect(try RefreshAttempts(ofDatabase: "\(folder.path)/db") == RefreshAttempts())
        var attempts = RefreshAttempts()
        attempts.note(["PyPI", "Debian"], at: now, hasFailed: true)
        attempts.note(["Debian"], at: now, hasFailed: false)
        try attempts.write(toDatabase: "\(folder.path)/db")
        #expect(try RefreshAttempts(ofDatabase: "\(folder.path)/db") == attempts)
        #expect(attempts.text == "Debian\t2026-06-10T12:00:00Z\tok\nPyPI\t2026-06-10T12:00:00Z\tfailed\n")
    }
}
