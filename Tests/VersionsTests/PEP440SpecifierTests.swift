import Testing
import Versions

@Suite("Python's version specifiers")
struct PEP440SpecifierTests {
    static let specifiers: [(String, String, String)] = [
        ("", "0 1.0", "1.0a1"),
        (">=1,<2,!=1.5.*,~=1.2", "1.2 1.4.9 1.6", "1.1 1.5 1.5.3 2.0 1.5.post1"),
        ("==1.0", "1 1.0 1.0.0 v1.0 1.0+local", "1.0.1 1.0.post1 1.0a1"),
        ("==1.0+local", "1.0+local 1.0.0+LOCAL", "1.0 1.0+other"),
        ("==1.1.*", "1.1 1.1.0 1.1.post1 1.1.9+x", "1.2 1.10 1.1a1"),
        ("==1.*", "1 1.0 1.99", "2 0.9"),
        ("==1!1.*", "1!1.5", "1.5"),
        ("!=1.1", "1.1.post1 1.2", "1.1 1.1.0 1.1+x"),
        ("!=1.1.*", "1.2", "1.1.1 1.1.post1"),
        ("~=2.2", "2.2 2.3 2.99 2.2.post3", "2.1 3.0 2.2a1"),
        ("~=2.2.0", "2.2.0 2.2.9", "2.3"),
        ("~=2.2.post3", "2.2.post3 2.3", "2.2 3.0"),
        ("~=1.4.5a4", "1.4.5a4 1.4.5 1.4.9", "1.4.5a3 1.5"),
        ("<1.7", "1.6.9", "1.7 1.7a1 1.7.dev1"),
        ("<1.7rc1", "1.7b1 1.7.dev0 1.6", "1.7rc1"),
        ("<1.7.post2", "1.7.post1 1.7", "1.7.post2"),
        (">1.7", "1.7.1 1.8", "1.7 1.7.post1 1.7.0.post1 1.7+local"),
        (">1.7.post1", "1.7.post2", "1.7.post1 1.7"),
        ("<=1.7", "1.7 1.7+local 1.6", "1.7.post1 1.8"),
        (">=1.7", "1.7 1.7+local", "1.6.9 1.7rc1"),
        (">=1.7rc1", "1.7rc1 1.7 1.8a1", "1.7b9"),
        ("===1.0", "1.0", "1.0.0 1"),
        (" >= 1.0 , < 2 ,", "1.5", "2"),
    ]

    @Test("the conditions hold for what they should and nothing else", arguments: specifiers)
    func membership(_ text: String, _ inside: String, _ outside: String) throws {
        let set = try PEP440SpecifierSet(text)
        for version in inside.split(separator: " ") { #expect(set.contains(String(version)), "\(version) in \(text)") }
        for version in outside.split(separator: " ") {
            #expect(!set.contains(String(version)), "\(version) not in \(text)")
        }
    }

    @Test("pre-releases are refused unless asked for")
    func prereleases() throws {
        let set = try PEP440SpecifierSet(">=1.0")
        #expect(!set.contains("1.1rc1"))
        #expect(set.contains("1.1rc1", prereleases: true))
        #expect(try !PEP440SpecifierSet(">=1.0rc1").contains("1.1rc1", prereleases: false))
    }

    @Test("text from before PEP 440 meets only the same text")
    func legacy() throws {
        #expect(try PEP440SpecifierSet("===2004d-x").contains("2004d-x"))
        #expect(try !PEP440SpecifierSet(">=1").contains("2004d-x"))
        #expect(try !PEP440SpecifierSet("").contains("2004d-x"))
    }

    @Test(
        "what is no condition is refused",
        arguments: [
            "1.0", "=1.0", "~=1", ">=1.*", "==1.0a1.*", ">1.0+local", "==", "==bogus", ">=1 <2", "===a;b", "^1.0",
        ])
    func refusals(_ text: String) {
        let error = #expect(throws: VersionError.self) { try PEP440SpecifierSet(text) }
        #expect(error?.code == .invalidRange)
    }

    @Test(
        "only what keeps to PEP 440 is read as such",
        arguments: ["", "foo", "1.0-foo", "1..0", "1.0+", "1.0+a..b", "1.0a1b2", "!1", "1.0 1"])
    func strictness(_ text: String) {
        #expect(throws: VersionError.self) { try PEP440Version(text) }
    }
}
