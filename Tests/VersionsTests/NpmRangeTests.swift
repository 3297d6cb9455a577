import Testing
import Versions

@Suite("npm's ranges")
struct NpmRangeTests {
    /// A range, versions in it, versions outside it.
    static let ranges: [(String, String, String)] = [
        ("1.2.3", "1.2.3 v1.2.3 =1.2.3 1.2.3+build", "1.2.4 1.2.2 1.2.3-0"),
        ("=1.2.3", "1.2.3", "1.2.4"),
        ("v1.2.3", "1.2.3", "1.2.4"),
        ("", "0.0.0 1.2.3 99.0.0", "1.2.3-beta"),
        ("*", "0.0.0 1.2.3", "1.2.3-beta"),
        ("x", "0.0.0 1.2.3", "1.2.3-beta"),
        ("1", "1.0.0 1.9.9", "0.9.9 2.0.0 2.0.0-0 1.0.0-0"),
        ("1.x", "1.0.0 1.9.9", "0.9.9 2.0.0"),
        ("1.X.x", "1.0.0 1.9.9", "0.9.9 2.0.0"),
        ("1.2", "1.2.0 1.2.99", "1.1.9 1.3.0 1.3.0-0"),
        ("1.2.*", "1.2.0 1.2.99", "1.1.9 1.3.0"),
        (">1.2.3", "1.2.4 2.0.0", "1.2.3 1.2.2"),
        (">1.2", "1.3.0 2.0.0", "1.2.9"),
        (">1", "2.0.0", "1.9.9"),
        (">=1.2", "1.2.0", "1.1.9"),
        ("<1.2", "1.1.9", "1.2.0 1.2.0-0"),
        ("<=1.2", "1.2.9 0.1.0", "1.3.0 1.3.0-0"),
        ("<=1", "1.99.0", "2.0.0"),
        ("<2.0.0", "1.9.9", "2.0.0 2.0.0-beta"),
        (">= 1.0.0", "1.0.0", "0.9.9"),
        (">*", "", "0.0.0 1.0.0"),
        ("<*", "", "0.0.0"),
        (">=*", "1.0.0", "1.0.0-0"),
        ("1.2.3 - 2.3.4", "1.2.3 2.3.4", "1.2.2 2.3.5"),
        ("1.2 - 2.3.4", "1.2.0 2.3.4", "1.1.9 2.3.5"),
        ("1.2.3 - 2.3", "1.2.3 2.3.9", "2.4.0"),
        ("1.2.3 - 2", "1.2.3 2.9.9", "3.0.0"),
        ("* - 2", "0.0.1 2.9.9", "3.0.0"),
        ("1.0.0-alpha - 1.0.0-rc", "1.0.0-beta", "1.0.0 1.0.1-beta 0.9.0"),
        ("~1.2.3", "1.2.3 1.2.9", "1.3.0 1.2.2"),
        ("~1.2", "1.2.0 1.2.9", "1.3.0"),
        ("~1", "1.0.0 1.9.0", "2.0.0"),
        ("~0.2.3", "0.2.3 0.2.9", "0.3.0"),
        ("~>1.2.3", "1.2.3 1.2.9", "1.3.0"),
        ("~ 1.2.3", "1.2.3", "1.3.0"),
        ("~1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.4 1.2.3 1.2.4", "1.2.4-beta.2 1.2.3-beta.1 1.3.0"),
        ("^1.2.3", "1.2.3 1.9.9", "2.0.0 1.2.2 2.0.0-0"),
        ("^0.2.3", "0.2.3 0.2.9", "0.3.0"),
        ("^0.0.3", "0.0.3", "0.0.4"),
        ("^0.0", "0.0.0 0.0.9", "0.1.0"),
        ("^0.x", "0.0.0 0.9.9", "1.0.0"),
        ("^1.x", "1.0.0 1.9.9", "2.0.0"),
        ("^ 1.2", "1.2.0 1.9.9", "2.0.0"),
        ("^1.2.3-beta.2", "1.2.3-beta.2 1.2.3-rc.1 1.2.3 1.3.0", "1.2.3-beta.1 1.2.4-beta.2 2.0.0-beta"),
        ("^0.0.3-beta", "0.0.3-beta 0.0.3-pr.2 0.0.3", "0.0.4"),
        (">=1.2.7 <1.3.0", "1.2.7 1.2.8 1.2.99", "1.2.6 1.3.0 1.1.0"),
        ("1.2.7 || >=1.2.9 <2.0.0", "1.2.7 1.2.9 1.4.6", "1.2.8 2.0.0"),
        ("1.2.7||1.2.8||", "1.2.7 1.2.8 5.0.0", "5.0.0-a"),
        (">1.2.3-alpha.3", "1.2.3-alpha.7 1.2.3 3.4.5", "3.4.5-alpha.9 1.2.3-alpha.2"),
        (">=1.0.0 1.x ~1.2", "1.2.0", "1.3.0 1.1.0"),
        ("  1.2.3\t", "1.2.3", "1.2.4"),
        ("9007199254740991.0.0", "9007199254740991.0.0", "1.0.0"),
    ]

    @Test("a range holds what it should and nothing else", arguments: ranges)
    func membership(_ text: String, _ inside: String, _ outside: String) throws {
        let range = try NpmRange(text)
        for version in inside.split(separator: " ") {
            #expect(range.contains(String(version)), "\(version) in \(text)")
        }
        for version in outside.split(separator: " ") {
            #expect(!range.contains(String(version)), "\(version) not in \(text)")
        }
    }

    static let withPrereleases: [(String, String, String)] = [
        ("*", "1.0.0-rc1 1.0.0", ""),
        ("^1.0.0", "1.0.1-rc1 1.9.0-beta", "1.0.0-beta 2.0.0-rc1 2.0.0-0"),
        ("^0.1.0", "0.1.0-0 0.1.5-a", "0.2.0-0"),
        ("1.x", "1.0.0-0 1.5.0-a", "2.0.0-0"),
        ("~1.2.3", "1.2.4-a", "1.2.3-a 1.3.0-0"),
        (">1.2", "1.3.0-0", "1.2.9"),
        ("<1.2", "1.1.9-a", "1.2.0-alpha 1.2.0"),
        ("1.0.0 - 2.0.0", "1.0.0-a 2.0.0", "2.0.1-0 2.0.1"),
        ("1 - 2", "1.0.0-0 2.9.9-x", "3.0.0-0"),
        ("<=2", "2.9.9-x", "3.0.0-0"),
        (">=2", "2.0.0-0", "1.9.9"),
    ]

    @Test("pre-releases are ordinary versions where they are included", arguments: withPrereleases)
    func prereleases(_ text: String, _ inside: String, _ outside: String) throws {
        let range = try NpmRange(text, includePrerelease: true)
        #expect(range.includesPrereleases)
        for version in inside.split(separator: " ") {
            #expect(range.contains(String(version)), "\(version) in \(text)")
        }
        for version in outside.split(separator: " ") {
            #expect(!range.contains(String(version)), "\(version) not in \(text)")
        }
    }

    @Test(
        "what is no range is refused",
        arguments: [
            "latest", ">", "^", "~", "1.2.3.4", "1.2.3 -2.0", "a||b", "1|2", "1.2.3-", "1.2.3-a..b", ">=1.2<2",
            "1.2.3+",
            "9007199254740992.0.0", "99999999999999999999999.0.0", "git://host/path", "1 || latest", "|",
        ])
    func refusals(_ text: String) {
        let error = #expect(throws: VersionError.self) { try NpmRange(text) }
        #expect(error?.code == .invalidRange)
    }

    @Test(
        "what is no whole version is in no range",
        arguments: ["", "1", "1.2", "1.2.x", "latest", "1.2.3.4", "1.2.3 4", "9007199254740992.0.0"])
    func noVersions(_ version: String) throws {
        #expect(try !NpmRange("*", includePrerelease: true).contains(version))
    }
}
