import Advisories
import Bytes
import Inventory
import JSON
import Layers
import Platform
import TestSupport
import Testing
import Versions

@testable import Matching
@testable import Reports

/// The JSON report of small scans against golden files; `HULLMARK_RECORD=1` writes these anew.
@Suite("The report as JSON")
struct ScanDocumentTests {
    private static let folder = "\(projectFolder)/Tests/Golden/ScanDocument"

    private static func check(_ report: ScanReport, includesFiles: Bool = false, against name: String) throws {
        let bytes = ScanDocument(report, includesFiles: includesFiles).bytes
        let path = "\(folder)/\(name).json"
        if environment("HULLMARK_RECORD") == "1" {
            try Directory.make(folder)
            try AtomicFile.write(bytes, to: path)
        }
        let expected = String(decoding: try TestFiles.bytes(at: path), as: UTF8.self)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        _ = try JSONValue(bytes.span)
    }

    private static func digest(_ number: UInt8) -> Digest { Digest(of: [number]) }

    private static let curl: Package = {
        var record = PackageRecord(type: .deb, name: "curl", version: "7.88.1-10")
        record.architecture = "amd64"
        record.source = SourcePackage(name: "curl", version: "7.88.1-10")
        record.licences = ["curl"]
        record.files.append("usr/bin/curl", digest: "md5:0123456789abcdef0123456789abcdef")
        record.files.append("usr/share/doc/curl")
        record.attributes = ["section": "web", "essential": "no"]
        return Package(
            record,
            purl: PackageURL(
                type: .deb, namespace: "debian", name: "curl", version: "7.88.1-10", qualifiers: [("arch", "amd64")]),
            layer: 1, locations: ["var/lib/dpkg/info/curl.list", "var/lib/dpkg/status"], cataloger: "dpkg")
    }()

    private static let six: Package = {
        var package = Package(
            PackageRecord(type: .pypi, name: "six", version: "1.16.0"),
            purl: PackageURL(type: .pypi, name: "six", version: "1.16.0"), layer: 0, locations: ["a \"b\"/METADATA"],
            cataloger: "python-installed")
        package.owner = curl.purl
        return package
    }()

    private static func match(_ change: (inout Match) -> Void = { _ in }) throws -> Match {
        var match = Match(
            id: "CVE-2023-38545", aliases: ["DSA-5523-1"], records: ["DEBIAN-CVE-2023-38545"], status: .fixable,
            severity: .critical, cvss: try CVSS("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), ratedBy: nil,
            package: curl.purl, packageType: .deb, packageName: "curl", installedVersion: "7.88.1-10",
            sourceName: "curl",
            fixedVersions: ["7.88.1-10+deb12u4"],
            reason: MatchReason(
                record: "DEBIAN-CVE-2023-38545", ecosystem: "Debian:12", package: "curl",
                range: "introduced 0, fixed 7.88.1-10+deb12u4",
                comparison: "7.88.1-10 is before fixed 7.88.1-10+deb12u4",
                notes: []), exploit: ExploitFacts(), layer: 1, isDerived: false, isApproximate: false, scheme: .dpkg)
        change(&match)
        return match
    }

    private static func report(_ inventory: Inventory, _ matches: [Match] = [], undetermined: [Match] = [])
        -> ScanReport
    {
        ScanReport(
            inventory: inventory, matches: matches, leftOut: 0, undetermined: undetermined,
            coverage: [
                Coverage(
                    ecosystem: "Debian:12", isCovered: true, packages: 1, unversioned: 0, isApproximate: false,
                    note: "the database lacks advisories for 1 of its 2 parts: X", sources: ["Debian:12"],
                    missing: ["X"]),
                Coverage(
                    ecosystem: "PyPI", isCovered: false, packages: 1, unversioned: 1, isApproximate: true,
                    note: "not there"),
            ],
            database: DatabaseFacts(
                shards: [
                    .init(
                        name: "Debian:12", newest: "2024-05-01T00:00:00Z", records: 10, derived: 2, source: "OSV",
                        licence: "CC-BY-4.0"),
                    .init(
                        name: "exploits", newest: "2024-05-02T00:00:00Z", retrieved: "2024-05-03T00:00:00Z",
                        snapshot: "2024-05-02", records: 3, derived: 0, source: "FIRST", licence: "CC0-1.0"),
                ], digest: "sha256:00"))
    }

    private static let image = Inventory(
        target: "never/shown:latest", digest: digest(1), identifier: digest(2), names: ["never/shown:latest"],
        platform: "linux/amd64",
        layers: [
            LayerSummary(diffID: digest(3), digest: digest(4), createdBy: "RUN \"x\""), LayerSummary(diffID: digest(5)),
        ],
        distribution: Distribution(id: "debian", versionID: "12", prettyName: "Debian 12", codename: "bookworm"),
        packages: [curl, six],
        diagnostics: [
            Diagnostic(.malformed, "odd", layer: 1, path: "etc/odd"), Diagnostic(.unsupported, "no more of it"),
        ])

    @Test("an image's report")
    func image() throws {
        let rated = try Self.match { match in
            match.exploit.knownExploitedSince = "2023-10-12"
            match.exploit.isUsedByRansomware = true
            match.exploit.epss = 0.97123
            match.exploit.epssPercentile = 0.999
        }
        let bare = try Self.match { match in
            (match.id, match.aliases, match.fixedVersions, match.status) = ("CVE-2024-1", [], [], .unfixed)
            (match.severity, match.cvss, match.layer) = (.unknown, nil, 0)
            (match.isDerived, match.isApproximate) = (true, true)
            match.reason.notes = ["the record was derived", "and more"]
        }
        let unclear = try Self.match { match in
            (match.id, match.status, match.ratedBy) = ("CVE-2024-2", .undetermined, "GHSA-1")
        }
        try Self.check(Self.report(Self.image, [rated, bare], undetermined: [unclear]), against: "image")
    }

    @Test("an image's report with the files of its packages")
    func files() throws { try Self.check(Self.report(Self.image), includesFiles: true, against: "files") }

    @Test("a root file system's report, which names no layer")
    func rootFileSystem() throws {
        var package = Self.six
        package.owner = nil
        let inventory = Inventory(
            target: "/", layers: [LayerSummary(diffID: nil)], packages: [package],
            diagnostics: [Diagnostic(.unreadable, "closed", layer: 0, path: "root")])
        let report = Self.report(inventory, [try Self.match { $0.layer = 0 }])
        try Self.check(report, against: "root-file-system")
        let value = try JSONValue(ScanDocument(report).bytes.span)
        #expect(value["image"]?["layers"] == .array([]))
        #expect(value["packages"]?[0]?["layer"] == .null)
        #expect(value["matches"]?[0]?["layer"] == .null)
        #expect(value["matches"]?[0]?["layerIndex"] == nil)
        #expect(value["distribution"] == .null)
    }

    @Test("neither the target nor its names are in the report")
    func targets() throws {
        var other = Self.image
        other.target = "another"
        other.names = []
        #expect(ScanDocument(Self.report(other)).bytes == ScanDocument(Self.report(Self.image)).bytes)
    }

    @Test("severities are counted")
    func severities() throws {
        let low = try Self.match { $0.severity = .low }
        let report = Self.report(Self.image, [try Self.match(), low, low])
        #expect(report.severities == [.critical: 1, .low: 2])
        #expect(report.byPriority.first?.severity == .critical)
    }

    @Test("is read again as far as a comparison needs it")
    func saved() throws {
        let bytes = ScanDocument(Self.report(Self.image), includesFiles: true).bytes
        let json = try JSONValue(bytes.span)
        #expect(SavedReport.version(of: json) == ScanDocument.schemaVersion)
        #expect(SavedReport.reads(version: ScanDocument.schemaVersion))
        #expect(!SavedReport.reads(version: "9.0"))
        let scan = SavedReport.scan(json)
        #expect(scan.inventory.packages.map(\.purl) == [Self.curl.purl, Self.six.purl])
        #expect(scan.inventory.packages[0].files.elements.map(\.path) == ["usr/bin/curl", "usr/share/doc/curl"])
        #expect(scan.inventory.distribution?.qualifier == "debian-12")
        let other = try JSONValue("{\"packages\":[]}".utf8.span)
        #expect(SavedReport.version(of: other) == nil)
    }
}
