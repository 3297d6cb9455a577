import Bytes
import Inventory
import JSON
import Layers
import TestSupport
import Testing

@testable import Catalogers

@Suite("Databases of real distributions")
struct RpmCorpusTests {
    @Test(
        "each gives exactly the expected packages", .enabled(if: Corpus.images.folder != nil),
        arguments: [
            "almalinux-8-micro-s390x", "rpmdb-mariner-2.0", "rpmdb-sle15-bci-ndb", "pkgdb-centos-5",
            "pkgdb-centos-7-many",
            "pkgdb-centos-7-plain", "pkgdb-rocky-8.4", "pkgdb-rocky-9-arm64", "pkgdb-fedora-35-mongo",
        ])
    func packages(name: String) throws {
        let folder = try #require(Corpus.images.folder)
        let root = try UnpackedImage("\(folder)/\(name).tar")
        defer { root.remove() }
        let cataloger = RpmCataloger()
        var pieces: [LayeredEvidence.Piece] = []
        for case .path(let path) in cataloger.patterns {
            guard let bytes = root.read(path) else { continue }
            let entry = LayerEntry(path: path, size: bytes.count)
            guard let evidence = try cataloger.read(entry, bytes.span) else { continue }
            #expect(evidence.problems == [])
            pieces.append(.init(layer: 0, isVisible: true, evidence: evidence))
        }
        #expect(pieces.count == 1)
        let packages = cataloger.packages(in: LayeredEvidence(pieces), of: nil)
        let found = packages.map {
            [$0.name, $0.version, $0.architecture, $0.attributes["sourceRpm"] ?? ""].joined(separator: " ")
        }
        #expect(found.sorted() == (try expected("\(folder)/expected/\(name).json")))
    }

    private func expected(_ path: String) throws -> [String] {
        let bytes = try #require(fileContents(path))
        let list = try #require(try JSONValue(bytes.span).array)
        return list.filter { $0["type"]?.string == "rpm" }.map { item in
            ["name", "version", "arch", "sourceRpm"].map { item[$0]?.string ?? "" }.joined(separator: " ")
        }.sorted()
    }
}
