import TestSupport

/// Advisories of the tests' own on the packages of `SampleImages`, in the bulk export's layout.
enum SampleAdvisories {
    private static let critical = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    private static let low = "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N"

    private static let records: [(ecosystem: String, id: String, json: String)] = [
        (
            "Debian", "DEBIAN-CVE-2030-0001",
            debian("0001", "hull-src", #"{"introduced":"0"},{"fixed":"1.0-2"}"#, critical)
        ),
        (
            "Debian", "DEBIAN-CVE-2030-0002",
            debian("0002", "hull-src", #"{"introduced":"0"},{"fixed":"0.9-1"}"#, critical)
        ),
        ("Debian", "DEBIAN-CVE-2030-0003", debian("0003", "keel", #"{"introduced":"0"}"#, low)),
        ("Debian", "DEBIAN-CVE-2030-0009", debian("0009", "absent", #"{"introduced":"0"}"#, low)),
        (
            "PyPI", "GHSA-aaaa-bbbb-cccc",
            """
            {"id":"GHSA-aaaa-bbbb-cccc","modified":"2024-03-01T10:00:00Z","aliases":["CVE-2030-0004"],
             "database_specific":{"severity":"HIGH"},
             "affected":[{"package":{"ecosystem":"PyPI","name":"sample-tool"},
               "ranges":[{"type":"GIT","repo":"https://example.org/x","events":[{"introduced":"0"},{"fixed":"\(commit)"}]},
                         {"type":"ECOSYSTEM","events":[{"introduced":"1.0"},{"fixed":"1.3"}]}]}]}
            """
        ),
        ("PyPI", "PYSEC-2030-4", python("4", "CVE-2030-0004", #"{"introduced":"0"},{"fixed":"1.3"}"#)),
        (
            "PyPI", "PYSEC-2030-5",
            python("5", "CVE-2030-0005", #"{"introduced":"0"}"#, #""withdrawn":"2024-01-05T00:00:00Z","#)
        ),
        ("PyPI", "PYSEC-2030-6", python("6", "CVE-2030-0006", #"{"introduced":"0"},{"last_affected":"1.2"}"#)),
        ("PyPI", "PYSEC-2030-7", python("7", "CVE-2030-0007", #"{"introduced":"0"},{"last_affected":"1.1.9"}"#)),
        (
            "Go", "GO-2030-0008",
            """
            {"id":"GO-2030-0008","modified":"2024-01-02T00:00:00Z","aliases":["CVE-2030-0008"],
             "affected":[{"package":{"ecosystem":"Go","name":"example.org/deep"},
               "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.5.0"}]}]}]}
            """
        ),
    ]

    private static let commit = "0123456789abcdef0123456789abcdef01234567"

    /// Writes the records, CISA's list and FIRST's scores.
    static func write(to folder: TemporaryFolder, _ name: String) throws {
        try folder.write("\(name)/ecosystems.txt", text: "Debian\nGo\nPyPI\n")
        for record in records { try folder.write("\(name)/\(record.ecosystem)/\(record.id).json", text: record.json) }
        try folder.write(
            "\(name)/kev.json",
            text: """
                {"dateReleased":"2024-02-01T00:00:00.0000Z","vulnerabilities":[{"cveID":"CVE-2030-0001",
                 "dateAdded":"2024-01-31","knownRansomwareCampaignUse":"Known"}]}
                """)
        try folder.write(
            "\(name)/epss.csv",
            text: """
                #model_version:v2024.01.01,score_date:2024-02-02T00:00:00+0000
                cve,epss,percentile
                CVE-2030-0001,0.91234,0.99876
                CVE-2030-0006,0.00042,0.10000

                """)
    }

    /// The files of a server that publishes the records, by path; the last change of each record stands in its list.
    static var export: [String: [UInt8]] {
        var files = ["/ecosystems.txt": Array("Debian\nGo\nPyPI\n".utf8)]
        for (ecosystem, records) in Dictionary(grouping: records, by: \.ecosystem) {
            var archive = ZipFixture()
            for record in records { archive.addDeflated("\(record.id).json", Array(record.json.utf8)) }
            files["/\(ecosystem)/all.zip"] = archive.bytes
            files["/\(ecosystem)/modified_id.csv"] = Array(
                records.map { "\(modified($0.json)),\($0.id)\n" }.joined().utf8)
            for record in records { files["/\(ecosystem)/\(record.id).json"] = Array(record.json.utf8) }
        }
        return files
    }

    private static func modified(_ json: String) -> Substring {
        let key = "\"modified\":\""
        guard let place = json.firstRange(of: key) else { return "" }
        return json[place.upperBound...].prefix { $0 != "\"" }
    }

    private static func debian(_ number: String, _ package: String, _ events: String, _ vector: String) -> String {
        """
        {"id":"DEBIAN-CVE-2030-\(number)","modified":"2024-02-01T00:00:00Z","upstream":["CVE-2030-\(number)"],
         "severity":[{"type":"CVSS_V3","score":"\(vector)"}],
         "affected":[{"package":{"ecosystem":"Debian:12","name":"\(package)"},"ranges":[{"type":"ECOSYSTEM","events":[\(events)]}]}]}
        """
    }

    private static func python(_ number: String, _ cve: String, _ events: String, _ more: String = "") -> String {
        """
        {"id":"PYSEC-2030-\(number)","modified":"2024-01-01T00:00:00Z",\(more)"aliases":["\(cve)"],
         "affected":[{"package":{"ecosystem":"PyPI","name":"sample-tool"},"ranges":[{"type":"ECOSYSTEM","events":[\(events)]}]}]}
        """
    }
}
