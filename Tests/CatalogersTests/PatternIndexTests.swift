import Catalogers
import Inventory
import Layers
import Platform
import Testing

@Suite("Patterns of all catalogers at once")
struct PatternIndexTests {
    private let index = PatternIndex([
        Wanting("zero", [.path("var/lib/dpkg/status"), .directory("var/lib/dpkg/status.d", suffix: "")]),
        Wanting("one", [.name("METADATA"), .suffix(".jar"), .directory("var/lib/dpkg/info", suffix: ".list")]),
        Wanting("two", [.suffix("status"), .magic([0x7f, 0x45, 0x4c, 0x46]), .magic([0x7f, 0x01])]),
        Wanting("three", [.suffix(".jar"), .name("x.jar"), .magic([0x50])], refused: "opt/no.jar"),
    ])

    @Test(
        "a path goes to those that want it",
        arguments: [
            ("var/lib/dpkg/status", [0, 2]), ("lib/dpkg/status", [2]), ("var/lib/dpkg/status.d/libc6", [0]),
            ("var/lib/dpkg/status.d/a/b", []), ("a/b/METADATA", [1]), ("METADATA", [1]), ("METADATA/x", []),
            ("xMETADATA", []), ("opt/x.jar", [1, 3]), ("opt/no.jar", [1]), (".jar", [1, 3]), ("a.jarx", []),
            ("var/lib/dpkg/info/a.list", [1]), ("var/lib/dpkg/info/a.lists", []), ("var/lib/dpkg/info/list", []),
            ("info/.list", []), ("", []), ("/", []), ("status", [2]),
        ])
    func path(_ path: String, _ expected: [Int]) {
        #expect(index.matches(LayerEntry(path: path)) == expected)
    }

    @Test("what is no regular file goes to nobody")
    func kinds() {
        #expect(index.matches(LayerEntry(path: "METADATA", kind: .directory)) == [])
        #expect(index.matches(LayerEntry(path: "METADATA", kind: .symbolicLink)) == [])
    }

    @Test(
        "first bytes go to those that look for them",
        arguments: [
            ("bin/a", [0x7f, 0x45, 0x4c, 0x46, 2], [2]), ("bin/a", [0x7f, 0x45, 0x4c], []), ("bin/a", [], []),
            ("bin/a", [0x7f, 0x01], [2]), ("bin/a", [0x50, 0x4b], [3]), ("opt/no.jar", [0x50, 0x4b], []),
        ] as [(String, [UInt8], [Int])])
    func magic(_ path: String, _ bytes: [UInt8], _ expected: [Int]) {
        #expect(index.matches(LayerEntry(path: path), beginning: bytes.span) == expected)
    }

    @Test("as many bytes are asked for as the longest magic has")
    func length() {
        #expect(index.magicLength == 4)
        #expect(index.magics.count == 3)
        #expect(PatternIndex([]).magicLength == 0)
        #expect(PatternIndex([]).matches(LayerEntry(path: "a")) == [])
    }
}

/// A cataloger that only wants files.
private struct Wanting: Cataloger {
    let id: String
    let version = 1
    let patterns: [FilePattern]
    let refused: String

    init(_ id: String, _ patterns: [FilePattern], refused: String = "") {
        self.id = id
        self.patterns = patterns
        self.refused = refused
    }

    func wants(_ entry: LayerEntry) -> Bool { entry.path != refused }
    func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] { [] }
}
