import Testing

@testable import Advisories

/// A server and a database for tests of updating.
enum UpdateFixture {
    typealias Line = (id: String, modified: String, json: String)

    static let now = Timestamp("2030-06-01T00:00:00Z") ?? Timestamp(seconds: 0)

    /// A record of npm as the list and the archive have it.
    static func line(_ id: String, _ modified: String, fixed version: String, name: String = "p") -> Line {
        (id, modified, Records.fixed(id, "npm", name, in: version, modified: modified))
    }

    /// What the server has of npm at first.
    static let first: [Line] = [
        line("A-1", "2030-01-01T00:00:00Z", fixed: "1"), line("A-2", "2030-01-02T00:00:00Z", fixed: "2"),
        line("A-3", "2030-01-03T00:00:00Z", fixed: "3"),
    ]

    /// A server of npm and Debian, with KEV and without EPSS.
    static func mirror() -> TestMirror {
        let mirror = TestMirror()
        mirror["ecosystems.txt"] = Array("npm\nDebian\n".utf8)
        mirror["kev.json"] = Array(#"{"vulnerabilities":[{"cveID":"CVE-2030-0001","dateAdded":"2030-01-01"}]}"#.utf8)
        mirror.serve("npm", first)
        mirror.serve("Debian", [("DEBIAN-CVE-2030-0001", "2030-02-01T00:00:00Z", Records.debian)])
        return mirror
    }

    /// An updater that asks at `now`.
    static func updater(_ folder: TemporaryFolder, _ mirror: TestMirror) throws -> DatabaseUpdater {
        DatabaseUpdater(folder: folder.path, server: mirror, now: try #require(now))
    }

    /// The fixed version that each record of the package `p` names.
    static func versions(_ folder: TemporaryFolder) throws -> [String: String] {
        var versions: [String: String] = [:]
        for found in try AdvisoryDatabase(folder: folder.path).candidates(ecosystem: "npm", package: "p") {
            versions[found.advisory.id] = found.affected.ranges.first?.events.last?.version
        }
        return versions
    }

    /// What came of one ecosystem.
    static func outcome(_ name: String, _ report: DatabaseUpdater.Report) -> DatabaseUpdater.Outcome? {
        report.outcomes.first { $0.name == name }?.outcome
    }

    static let firstVersions = ["A-1": "1", "A-2": "2", "A-3": "3"]

    /// The day on which each shard's source was last asked.
    static func retrieved(_ folder: TemporaryFolder) throws -> [String: String] {
        let entries = try AdvisoryDatabase(folder: folder.path).entries
        return Dictionary(entries.map { ($0.name, String($0.retrieved.prefix(10))) }, uniquingKeysWith: { $1 })
    }
}
