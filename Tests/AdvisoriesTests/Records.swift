import Bytes
import TestSupport

@testable import Advisories

/// Records of the tests' own.
enum Records {
    /// A distribution's record of one CVE, unfixed in one release and fixed in another.
    static let debian = """
        {"id":"DEBIAN-CVE-2030-0001","modified":"2030-02-01T00:00:00ZZ","published":"2030-01-02T03:04:05.678Z",
         "upstream":["CVE-2030-0001"],"details":"text \\"that\\" is not kept \\ud83d\\ude00",
         "affected":[
          {"package":{"ecosystem":"Debian:12","name":"hull"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}],
           "ecosystem_specific":{"urgency":"not yet assigned"}},
          {"package":{"ecosystem":"Debian:13","name":"hull"},
           "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1:2.0-1"}]}]}]}
        """

    /// A record with every field that means something.
    static let full = """
        {"schema_version":"1.7.0","id":"GHSA-aaaa-bbbb-cccc","modified":"2030-03-01T10:00:00Z","published":"2030-02-28",
         "aliases":["CVE-2030-0001"],"related":["CVE-2029-9"],"summary":"Important: not an erratum, rated otherwise",
         "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
                     {"type":"CVSS_V4","score":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}],
         "database_specific":{"severity":"CRITICAL","cwe_ids":["CWE-79"]},
         "affected":[{"package":{"ecosystem":"PyPI","name":"Hull.Mark_Tools","purl":"pkg:pypi/hull-mark-tools"},
           "ranges":[{"type":"GIT","repo":"https://example.invalid","events":[{"introduced":"0"},{"fixed":"abc"}]},
                     {"type":"ECOSYSTEM","events":[{"introduced":"1.0"},{"fixed":"1.4"},{"introduced":"2.0a1"},{"last_affected":"2.3"}]}],
           "versions":["1.0","1.3.1","2.0","0.1"]}]}
        """

    static let withdrawn = """
        {"id":"PYSEC-2030-1","modified":"2030-01-01T00:00:00Z","withdrawn":"2030-01-05T00:00:00Z","aliases":["CVE-2030-7"],
         "affected":[{"package":{"ecosystem":"PyPI","name":"hull-mark-tools"},"versions":["1.0"]}]}
        """

    static func parse(_ json: String) throws(AdvisoryError) -> OSVRecord {
        let bytes = Array(json.utf8)
        return try OSVRecord(bytes.span)
    }

    /// A record whose only range ends with a fix.
    static func fixed(
        _ id: String, _ ecosystem: String, _ name: String, in version: String,
        modified: String = "2030-01-01T00:00:00Z",
        more: String = ""
    ) -> String {
        """
        {"id":"\(id)","modified":"\(modified)",\(more)"affected":[{"package":{"ecosystem":"\(ecosystem)","name":"\(name)"},\
        "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"\(version)"}]}]}]}
        """
    }

    /// A zip archive as the bulk export's.
    static func archive(_ records: [(id: String, json: String)]) -> [UInt8] {
        var zip = ZipFixture()
        for record in records { zip.addDeflated("\(record.id).json", Array(record.json.utf8)) }
        return zip.bytes
    }

    /// A shard of some records.
    static func shard(_ ecosystem: String, _ records: [OSVRecord]) -> [UInt8] {
        var writer = ShardWriter(ecosystem: ecosystem)
        for record in records {
            writer.add(record.advisory, record.affected.filter { $0.ecosystem == ecosystem })
        }
        return writer.finish()
    }
}
