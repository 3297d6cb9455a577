import Testing

@testable import Matching

@Suite("Where to read more")
struct AdvisoryLinksTests {
    @Test(
        "the pages of those who publish a vulnerability are named, the distribution's first",
        arguments: [
            (
                "CVE-2024-1", [], "DEBIAN-CVE-2024-1", "Debian:12",
                [
                    "https://security-tracker.debian.org/tracker/CVE-2024-1",
                    "https://nvd.nist.gov/vuln/detail/CVE-2024-1",
                ]
            ),
            (
                "CVE-2024-1", ["GHSA-aaaa-bbbb-cccc"], "PYSEC-2024-1", "PyPI",
                [
                    "https://osv.dev/vulnerability/PYSEC-2024-1", "https://nvd.nist.gov/vuln/detail/CVE-2024-1",
                    "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
                ]
            ),
            ("GO-2024-1", [], "GO-2024-1", "Go", ["https://pkg.go.dev/vuln/GO-2024-1"]),
            (
                "CVE-2024-1", [], "ALSA-2024:1", "AlmaLinux:9",
                ["https://osv.dev/vulnerability/ALSA-2024:1", "https://nvd.nist.gov/vuln/detail/CVE-2024-1"]
            ),
            ("x_DEBCL-CVE-2024-1", [], "x_DEBCL-CVE-2024-1", "Debian:12", []),
            ("CVE-1/../../x", [], "A-?q=\u{1b}", "npm", []),
        ] as [(String, [String], String, String, [String])])
    func pages(identifier: String, others: [String], record: String, ecosystem: String, links: [String]) {
        #expect(AdvisoryLinks(identifier, others: others, records: [(record, ecosystem)]).all == links)
    }
}
