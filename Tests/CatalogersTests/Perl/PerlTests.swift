import Inventory
import Testing

@testable import Catalogers

@Suite("Perl")
struct PerlTests {
    @Test(
        "a distribution's name ends where its version begins",
        arguments: [
            ("Class-Method-Modifiers-2.13", "Class-Method-Modifiers", "2.13"),
            ("version-v0.9.30", "version", "v0.9.30"),
            ("A-1.0-TRIAL", "A", "1.0-TRIAL"), ("A-2-3", "A-2", "3"), ("A", nil, nil), ("-1", nil, nil), ("", nil, nil),
        ] as [(String, String?, String?)])
    func parts(_ text: String, _ name: String?, _ version: String?) {
        let parts = PerlDistribution.parts(of: text[...])
        #expect(parts?.name == name)
        #expect(parts?.version == version)
    }

    @Test("with an author's id the package URL names the distribution, without one the module")
    func urls() {
        var record = PerlDistribution.record(name: "JSON::XS", version: "4.03")
        #expect(record.name == "JSON-XS")
        #expect(PerlDistribution.url(of: record).description == "pkg:cpan/JSON::XS@4.03")
        record.attributes["cpanid"] = "mlehmann"
        #expect(PerlDistribution.url(of: record).description == "pkg:cpan/MLEHMANN/JSON-XS@4.03")
    }

    @Test(
        "an author's id stands in the path of the archive",
        arguments: [("E/ET/ETHER/A-1.tar.gz", "ETHER"), ("ETHER/A-1.tar.gz", nil), ("a/b/c/d", nil), ("", nil)]
            as [(String, String?)])
    func authors(_ path: String, _ author: String?) { #expect(PerlDistribution.author(inPath: path) == author) }
}
