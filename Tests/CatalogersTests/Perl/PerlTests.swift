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

    @Test(
        "a module's version is read where it is written in digits",
        arguments: [
            ("package A;\nour $VERSION = '4.03';\n", "4.03"), ("$A::B::VERSION = 1.2_3;\n", "1.2_3"),
            ("package A::B 1.5;\n", "1.5"), ("package A v1.2.3 {\n", "v1.2.3"), ("our $VERSION=\"2\";", "2"),
            ("$VERSION = eval $VERSION;\nour $VERSION = '3';\n", nil), ("=head1 NAME\n$VERSION = 1;\n", nil),
            ("our $VERSION = qv('1.2');\n", nil), ("our $VERSION = $Other::VERSION;\n", nil), ("package A;\n1;\n", nil),
            ("our $VERSION = sprintf('%d', 3);\n", nil), ("our $VERSION = 1.;\n", nil), ("", nil),
        ] as [(String, String?)])
    func moduleVersion(_ text: String, version: String?) {
        #expect(PerlFiles.version(ofModule: text.utf8.span) == version)
    }
}
