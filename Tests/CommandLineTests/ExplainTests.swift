import Bytes
import JSON
import TestSupport
import Testing

@Suite("Explanations")
struct ExplainTests {
    private let place: Workplace
    private let target: String

    init() throws {
        place = try Workplace()
        target = try SampleImages.image().writeLayout(place.folder)
    }

    private func explain(_ id: String) throws -> String {
        let run = try place.run("explain", target, id)
        #expect(run.end == .exited(0), "\(run.errorText)")
        return run.text
    }

    @Test("a match is explained by its record, range, comparison and layer, with what is known of its exploitation")
    func affected() throws {
        let text = try explain("CVE-2030-0001")
        for part in [
            "CVE-2030-0001: the image is affected", "also known as DEBIAN-CVE-2030-0001", "critical, CVSS 9.8",
            "known to be exploited since 2024-01-31, also by ransomware", "91.2 % (EPSS)",
            "affected: pkg:deb/debian/hull@1.0-1%2Bb2", "record DEBIAN-CVE-2030-0001 on hull-src in Debian:12",
            "fixed 1.0-2",
            "from layer 1",
        ] {
            #expect(text.contains(part), "\(part) is missing of:\n\(text)")
        }
    }

    @Test(
        "identifiers are found in any spelling and under any alias",
        arguments: ["cve-2030-0004", "ghsa-AAAA-bbbb-cccc", "PYSEC-2030-4"])
    func spelling(id: String) throws {
        let text = try explain(id)
        #expect(text.contains("the image is affected"))
        #expect(text.contains("from layer 2"))
        #expect(text.contains("fixed 1.3"))
    }

    @Test(
        "a record that does not match says why",
        arguments: [
            ("CVE-2030-0002", "not affected: pkg:deb/debian/hull@1.0-1%2Bb2", "0.9-1"),
            ("CVE-2030-0005", "record withdrawn: pkg:pypi/sample-tool@1.2", "PYSEC-2030-5"),
            ("CVE-2030-0007", "not affected: pkg:pypi/sample-tool@1.2", "last affected 1.1.9"),
            ("CVE-2030-0009", "package not installed: absent", "does not have the package absent"),
        ])
    func notAffected(id: String, verdict: String, reason: String) throws {
        let text = try explain(id)
        #expect(text.contains("\(id): not affected, according to these records"))
        #expect(text.contains(verdict), "\(text)")
        #expect(text.contains(reason), "\(text)")
    }

    @Test("the last affected version is affected")
    func lastAffected() throws {
        let text = try explain("CVE-2030-0006")
        #expect(text.contains("the image is affected"))
        #expect(text.contains("last affected 1.2"), "\(text)")
    }

    @Test("a module of Go is compared as Go compares")
    func module() throws {
        #expect(try explain("GO-2030-0008").contains("affected: pkg:golang/example.org/deep@v1.4.0"))
    }

    @Test("of an identifier that no record has, nothing is known")
    func unknown() throws {
        #expect(try explain("CVE-1999-99999").contains("CVE-1999-99999: not in the advisory data"))
        #expect(try explain("NO-SUCH-RECORD").contains("not in the advisory data"))
    }

    @Test("a release without advisories leaves the answer open")
    func uncovered() throws {
        let other = try ImageFixture([SampleImages.base("42")]).writeLayout(place.folder, "other")
        let text = try place.run("explain", other, "CVE-2030-0001").text
        #expect(text.contains("not in the advisory data"))
        #expect(text.contains("Not checked: 2 packages: no advisories for Debian 42."))
    }

    @Test("of an image that could not be read whole, nothing is said without that")
    func gaps() throws {
        let broken = try SampleImages.image(with: [TarWriter.Entry("../outside", text: "")])
            .writeLayout(place.folder, "broken")
        for (id, verdict) in [
            ("CVE-2030-0002", "not affected, according to these records"),
            ("CVE-1999-99999", "not in the advisory data for the image's ecosystems"),
        ] {
            let text = try place.run("explain", broken, id).text
            #expect(text.contains("\(id): \(verdict), as far as the image could be read\n"), "\(text)")
            #expect(text.contains("Not read: layer 2, "), "\(text)")
            #expect(text.contains("Advisories: Debian:12 (newest record 2024-02-01, "), "\(text)")
            #expect(try !explain(id).contains("could be read"))
        }
    }

    @Test("a root file system has no layers that could have brought anything")
    func root() throws {
        for entry in SampleImages.image().layers.joined() where entry.kind == .file {
            try place.folder.write("root/\(entry.path)", entry.content)
        }
        let text = try place.run("explain", place("root"), "CVE-2030-0001").text
        #expect(text.contains("CVE-2030-0001: the image is affected"))
        #expect(!text.contains("layer"), "\(text)")
    }

    @Test("an explanation of nothing ends with 1")
    func noTarget() throws {
        #expect(try place.run("explain", "/no/such/image", "CVE-2030-0001").end == .exited(1))
    }
}
