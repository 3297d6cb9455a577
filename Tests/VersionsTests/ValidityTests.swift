import Testing
import Versions

@Suite("What is a version")
struct ValidityTests {
    static let refused: [(VersionScheme, String)] = [
        (.dpkg, "a:1"), (.dpkg, ":1"), (.dpkg, "1:"), (.dpkg, "1-"), (.dpkg, "-1"), (.dpkg, "1 2"), (.dpkg, "1\u{0}"),
        (.rpm, "1 2"), (.apk, "1\n2"), (.semver, "abc"), (.semver, "v"), (.semver, "1.0 beta"), (.semver, ".1"),
        (.go, "(devel)"), (.go, "devel +abc"), (.go, "go"), (.go, "gopher"), (.npm, "latest"),
        (.rubygems, "a"), (.rubygems, "1.0+1"), (.rubygems, ".1"), (.nuget, "1.2.3.4.5"), (.nuget, "x"),
        (.cran, "1.a"), (.cran, "1."), (.cran, ".1"), (.cran, "1..2"), (.hackage, "1-2"), (.hackage, "1.a"),
        (.hackage, "1."),
        (.packagist, "v"), (.packagist, "---"), (.pub, "one"), (.hex, "~> 1.0"), (.julia, "*"),
    ]

    @Test("text that is no version is refused with what was wrong", arguments: refused)
    func refusal(_ scheme: VersionScheme, _ text: String) throws {
        #expect(!scheme.isValid(text))
        let error = #expect(throws: VersionError.self) { try scheme.compare(text, "1") }
        #expect(error?.code == .invalid)
        #expect(error?.text == text)
        #expect(error?.description == "“\(text)” is not a \(scheme.rawValue) version")
        #expect(throws: VersionError.self) { try scheme.compare("1", text) }
    }

    @Test("nothing and blanks are versions nowhere", arguments: VersionScheme.allCases, ["", " ", "\t\n"])
    func emptiness(_ scheme: VersionScheme, _ text: String) {
        #expect(!scheme.isValid(text))
        #expect(throws: VersionError.self) { try scheme.compare(text, text) }
    }

    @Test("white space around a version does not count", arguments: VersionScheme.allCases)
    func whiteSpace(_ scheme: VersionScheme) throws {
        #expect(try scheme.compare(" 1.2.3\n", "1.2.3") == .equal)
    }

    @Test("a long text is cut in the error")
    func longText() throws {
        let error = #expect(throws: VersionError.self) {
            try VersionScheme.semver.compare(String(repeating: "x", count: 10_000), "1")
        }
        #expect(error?.text.count == 101)
    }

    static let equal: [(VersionScheme, String, String)] = [
        (.pep440, "1.0.0", "1.0"), (.pep440, "1.0-ALPHA", "1.0a0"), (.semver, "v1.2.0", "1.2"),
        (.go, "2.0.0+incompatible", "v2.0.0"),
        (.maven, "1.0.Final", "1"), (.nuget, "1.0", "1.0.0.0"), (.dpkg, "0:1.0", "1.0"), (.rpm, "1.0", "1_0"),
        (.hex, "abc", "abc"),
        (.rubygems, "1.0", "1"),
    ]

    @Test("versions are equal where their ecosystem holds them equal, and text where it is the same", arguments: equal)
    func equality(_ scheme: VersionScheme, _ a: String, _ b: String) {
        #expect(scheme.areEqual(a, b))
        #expect(scheme.areEqual(b, a))
    }

    static let unequal: [(VersionScheme, String, String)] = [
        (.pep440, "1.0", "1.0+local"), (.cran, "1.0", "1.0.0"), (.hackage, "1.0", "1.0.0"),
        (.packagist, "1.0", "1.0.0"),
        (.apk, "1.0", "1.0-r0"), (.rpm, "1.0", "1.0-1"), (.pub, "1.0.0", "1.0.0+1"), (.hex, "abc", "abd"),
        (.npm, "1.0.0", "latest"),
    ]

    @Test("other versions are not equal", arguments: unequal)
    func inequality(_ scheme: VersionScheme, _ a: String, _ b: String) {
        #expect(!scheme.areEqual(a, b))
        #expect(!scheme.areEqual(b, a))
    }
}
