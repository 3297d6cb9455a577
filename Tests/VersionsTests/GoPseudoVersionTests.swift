import Testing
import Versions

@Suite("Go's pseudo-versions")
struct GoPseudoVersionTests {
    static let versions: [(text: String, base: String?, timestamp: String, revision: String, isIncompatible: Bool)] = [
        ("v0.0.0-20191109021931-daa7c04131f5", nil, "20191109021931", "daa7c04131f5", false),
        ("0.0.0-20191109021931-daa7c04131f5", nil, "20191109021931", "daa7c04131f5", false),
        ("v3.0.0-20191109021931-daa7c04131f5", nil, "20191109021931", "daa7c04131f5", false),
        ("v1.2.4-0.20191109021931-daa7c04131f5", "1.2.3", "20191109021931", "daa7c04131f5", false),
        ("v1.2.10-0.20191109021931-daa7c04131f5", "1.2.9", "20191109021931", "daa7c04131f5", false),
        ("v1.3.1000-0.20191109021931-daa7c04131f5", "1.3.999", "20191109021931", "daa7c04131f5", false),
        ("v1.2.3-pre.0.20191109021931-daa7c04131f5", "1.2.3-pre", "20191109021931", "daa7c04131f5", false),
        ("v1.2.3-rc.1.0.20191109021931-daa7c04131f5", "1.2.3-rc.1", "20191109021931", "daa7c04131f5", false),
        ("v2.0.1-0.20191109021931-daa7c04131f5+incompatible", "2.0.0", "20191109021931", "daa7c04131f5", true),
    ]

    @Test("a pseudo-version tells its base, its time and its commit", arguments: versions.indices)
    func parts(_ index: Int) throws {
        let expected = Self.versions[index]
        let version = try GoPseudoVersion(expected.text)
        #expect(version.base == expected.base)
        #expect(version.timestamp == expected.timestamp)
        #expect(version.revision == expected.revision)
        #expect(version.isIncompatible == expected.isIncompatible)
    }

    @Test(
        "a version that was tagged is no pseudo-version",
        arguments: [
            "", "v1.2.3", "v1.2.3-pre", "v1.2.3-20191109021931-daa7c04131f5", "v1.2-0.20191109021931-daa7c04131f5",
            "v1.2.0-0.20191109021931-daa7c04131f5", "v0.0.0-2019110902193-daa7c04131f5", "v0.0.0-20191109021931-",
            "v0.0.0-20191109021931", "v1.2.4-1.20191109021931-daa7c04131f5", "v1.2.4-pre0.20191109021931-daa7c04131f5",
            "(devel)", "v1.2.4-.0.20191109021931-daa7c04131f5",
        ])
    func refusals(_ text: String) {
        #expect(throws: VersionError.self) { try GoPseudoVersion(text) }
    }

    @Test("every beginning of a pseudo-version is refused or read")
    func beginnings() {
        for (text, _, _, _, _) in Self.versions {
            for length in 0..<text.utf8.count {
                do {
                    let version = try GoPseudoVersion(String(text.prefix(length)))
                    #expect(!version.revision.isEmpty)
                } catch {
                    #expect(error.code == .invalid)
                }
            }
        }
    }
}
