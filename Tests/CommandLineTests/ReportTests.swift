import Bytes
import JSON
import TestSupport
import Testing

@Suite("The report in JSON")
struct ReportTests {
    private let report: ReportDocument
    private let image = SampleImages.image()

    init() throws {
        let place = try Workplace()
        report = try place.report(try image.writeLayout(place.folder))
    }

    @Test("it names its form, the image and the distribution")
    func head() throws {
        let value = report.value
        #expect(value["schemaVersion"]?.string == "1.3")
        #expect(value["image"]?["digest"]?.string == image.digest.description)
        #expect(value["image"]?["platform"]?.string == "linux/amd64")
        #expect(
            value["image"]?["layers"]?.array?.compactMap { $0["diffID"]?.string } == image.diffIDs.map(\.description))
        #expect(value["image"]?["layers"]?[1]?["createdBy"]?.string == "step 1")
        #expect(value["distribution"]?["id"]?.string == "debian")
        #expect(value["distribution"]?["version"]?.string == "12")
    }

    @Test("each package has its type, name, version, URL, source, layer and places")
    func packages() throws {
        let members = ["type", "name", "version", "purl", "source", "layer", "locations"]
        #expect(report.packageValues.allSatisfy { package in members.allSatisfy { package[$0] != nil } })
        let hull = try #require(report.package("hull"))
        #expect(hull["type"]?.string == "deb")
        #expect(hull["version"]?.string == "1.0-1+b2")
        #expect(
            hull["purl"]?.string
                == "pkg:deb/debian/hull@1.0-1%2Bb2?arch=amd64&distro=debian-12&upstream=hull-src%401.0-1")
        #expect(hull["source"]?["name"]?.string == "hull-src")
        #expect(hull["source"]?["version"]?.string == "1.0-1")
        #expect(hull["layer"]?.string == image.diffIDs[0].description)
        #expect(hull["locations"]?[0]?.string == "/var/lib/dpkg/status")
        let tool = try #require(report.packageValues.first { $0["type"]?.string == "pypi" })
        #expect(tool["version"]?.string == "1.2")
        #expect(tool["purl"]?.string == "pkg:pypi/sample-tool@1.2")
        #expect(tool["layer"]?.string == image.diffIDs[1].description)
        #expect(tool["source"] == .null)
        #expect(tool["locations"]?[0]?.string == "/\(SampleImages.site)/METADATA")
        let module = try #require(report.package("example.org/deep"))
        #expect(module["type"]?.string == "golang")
        #expect(module["layer"]?.string == image.diffIDs[2].description)
        #expect(report.package("gone") == nil, "a package whose files were removed is not installed")
    }

    @Test("each match has its identifiers, severity, package, fixes and reason")
    func matches() throws {
        let members = ["id", "aliases", "severity", "package", "fixedVersions", "reason"]
        #expect(report.matches.allSatisfy { match in members.allSatisfy { match[$0] != nil } })
        let exploited = try #require(report.match("CVE-2030-0001"))
        #expect(exploited["severity"]?.string == "critical")
        #expect(exploited["cvss"]?["score"]?.double == 9.8)
        #expect(exploited["package"]?.string == report.package("hull")?["purl"]?.string)
        #expect(exploited["fixedVersions"]?.array?.compactMap(\.string) == ["1.0-2"])
        #expect(exploited["reason"]?["record"]?.string == "DEBIAN-CVE-2030-0001")
        #expect(exploited["reason"]?["comparison"]?.string?.isEmpty == false)
        #expect(exploited["knownExploited"]?["since"]?.string == "2024-01-31")
        #expect(exploited["knownExploited"]?["ransomware"]?.bool == true)
        #expect(exploited["epss"]?["probability"]?.double == 0.91234)
    }

    @Test("a vulnerability with several names is one row, and a GIT range beside does not hide the versions")
    func aliases() throws {
        let match = try #require(report.match("CVE-2030-0004"))
        #expect(match["aliases"]?.array?.compactMap(\.string) == ["GHSA-aaaa-bbbb-cccc", "PYSEC-2030-4"])
        #expect(match["severity"]?.string == "high")
        #expect(match["fixedVersions"]?.array?.compactMap(\.string) == ["1.3"])
    }

    @Test("what is fixed, withdrawn or past its last affected version is no match")
    func notAffected() {
        for id in ["CVE-2030-0002", "CVE-2030-0005", "CVE-2030-0007", "CVE-2030-0009"] {
            #expect(report.match(id) == nil)
        }
        #expect(report.match("CVE-2030-0006")?["fixedVersions"]?.array?.isEmpty == true)
        #expect(report.match("CVE-2030-0003")?["status"]?.string == "unfixed")
    }

    @Test("a release without advisories is unknown, never clean")
    func unknownRelease() throws {
        let place = try Workplace()
        let target = try ImageFixture([SampleImages.base("42")]).writeLayout(place.folder)
        let report = try place.report(target)
        let part = try #require(report.value["coverage"]?.array?.first { $0["ecosystem"]?.string == "Debian:42" })
        #expect(part["covered"]?.bool == false)
        #expect(part["packages"]?.integer == 2)
        for text in [try place.run("scan", target).text, try place.run("scan", target, "--format", "json").errorText] {
            #expect(text.contains("Not checked: 2 packages: no advisories for Debian 42."))
        }
        #expect(
            try place.run("scan", target).text.contains(
                "0 findings; 2 of 2 packages NOT CHECKED (no advisories for Debian 42)"))
    }
}
