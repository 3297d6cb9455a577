import Inventory
import Testing

@Suite("Evidence across layers")
struct LayeredEvidenceTests {
    private static func piece(
        _ layer: Int, _ packages: [String], path: String = "status", kind: String = "status", isVisible: Bool = false
    ) -> LayeredEvidence.Piece {
        let records = packages.map { text in
            let parts = text.split(separator: " ").map(String.init)
            var record = PackageRecord(type: .deb, name: parts[0], version: parts[1])
            if parts.count > 2 { record.architecture = parts[2] }
            return record
        }
        return LayeredEvidence.Piece(
            layer: layer, isVisible: isVisible,
            evidence: Evidence(cataloger: "dpkg", path: path, kind: kind, records: records))
    }

    private static func origins(_ pieces: [LayeredEvidence.Piece]) throws -> [String: Int] {
        let evidence = LayeredEvidence(pieces.shuffled())
        let top = try #require(evidence.visible.first)
        return Dictionary(
            uniqueKeysWithValues: evidence.origins(of: top).map {
                ("\($0.key.name) \($0.key.version)\($0.key.architecture)", $0.value)
            })
    }

    @Test("a package is of the layer since which every version of the file names it")
    func origins() throws {
        let found = try Self.origins([
            Self.piece(0, ["base 1", "gone 1", "upgraded 1", "back 1"]),
            Self.piece(2, ["base 1", "upgraded 2", "added 1"]),
            Self.piece(5, ["base 1", "upgraded 2", "added 1", "back 1", "last 1"], isVisible: true),
        ])
        #expect(found == ["base 1": 0, "upgraded 2": 2, "added 1": 2, "back 1": 5, "last 1": 5])
    }

    @Test("architectures, other files and other kinds are told apart")
    func apart() throws {
        let found = try Self.origins([
            Self.piece(0, ["a 1 i386", "b 1"]), Self.piece(0, ["a 1", "c 1"], path: "other"),
            Self.piece(1, ["a 1", "c 1"], kind: "list"),
            Self.piece(2, ["a 1", "a 1 i386", "b 1", "c 1"], isVisible: true),
        ])
        #expect(found == ["a 1": 2, "a 1i386": 0, "b 1": 0, "c 1": 2])
    }

    @Test("pieces are sorted by path and layer, and told by visibility and kind")
    func order() {
        let evidence = LayeredEvidence([
            Self.piece(1, [], path: "b", isVisible: true), Self.piece(3, [], path: "a", kind: "list", isVisible: true),
            Self.piece(0, [], path: "b"), Self.piece(2, [], path: "a"),
        ])
        #expect(evidence.pieces.map { "\($0.evidence.path)\($0.layer)" } == ["a2", "a3", "b0", "b1"])
        #expect(evidence.visible.map(\.layer) == [3, 1])
        #expect(evidence.visible("list").map(\.layer) == [3])
        #expect(evidence.visible("none").isEmpty)
    }

    @Test("a distribution's qualifier leaves an absent version out")
    func distribution() {
        #expect(Distribution(id: "debian", versionID: "12").qualifier == "debian-12")
        #expect(Distribution(id: "arch").qualifier == "arch")
    }
}
