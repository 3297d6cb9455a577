import Bytes
import Catalogers
import Inventory
import Layers
import Platform
import TestSupport
import Testing

@Suite("Every cataloger")
struct ConformanceTests {
    @Test("no two have the same id")
    func ids() {
        let ids = CatalogerRegistry.all.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test("has an id, a version and patterns that can match", arguments: CatalogerRegistry.all.map(\.id))
    func identity(_ id: String) throws {
        let cataloger = try cataloger(id)
        #expect(!id.isEmpty && id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x2f })
        #expect(cataloger.version >= 1)
        #expect(!cataloger.patterns.isEmpty)
        for pattern in cataloger.patterns {
            switch pattern {
            case .path(let path): #expect(!path.isEmpty && !path.hasPrefix("/") && !path.hasSuffix("/"))
            case .name(let name): #expect(!name.isEmpty && !name.contains("/"))
            case .suffix(let suffix): #expect(!suffix.isEmpty && !suffix.contains("/"))
            case .directory(let directory, _): #expect(!directory.hasPrefix("/") && !directory.hasSuffix("/"))
            case .folder(let parent): #expect(!parent.isEmpty && !parent.hasPrefix("/") && !parent.hasSuffix("/"))
            case .magic(let bytes): #expect((1...16).contains(bytes.count))
            }
        }
    }

    @Test("finds nothing in nothing", arguments: CatalogerRegistry.all.map(\.id))
    func nothing(_ id: String) throws {
        let cataloger = try cataloger(id)
        #expect(cataloger.packages(in: LayeredEvidence([]), of: nil).isEmpty)
        for file in try files(of: id) {
            let found = CatalogerRun.evidence(file.entry, [], by: cataloger)
            #expect(found.map { $0.records.allSatisfy { $0.version.isEmpty } } ?? true)
        }
    }

    @Test("has a case of its own", arguments: CatalogerRegistry.all.map(\.id))
    func cases(_ id: String) {
        #expect(CatalogerCase.all.contains { $0.cataloger == id })
    }

    @Test("finds in each case what is expected", arguments: CatalogerCase.all)
    func golden(_ fixture: CatalogerCase) throws {
        let cataloger = try cataloger(fixture.cataloger)
        let layers = try fixture.layers()
        let text = GoldenText.text(of: CatalogerRun(layers), cataloger: cataloger)
        #expect(GoldenText.text(of: CatalogerRun(layers), cataloger: cataloger) == text, "two runs differ")
        if environment("HULLMARK_RECORD") == "1" {
            try AtomicFile.write(Array(text.utf8), to: fixture.expectedPath)
        }
        let expected = String(decoding: try CatalogerCase.contents(fixture.expectedPath), as: UTF8.self)
        #expect(text.split(separator: "\n") == expected.split(separator: "\n"))
        check(CatalogerRun(layers).packages(of: cataloger), of: cataloger)
    }

    @Test("survives every beginning of a file", arguments: CatalogerRegistry.all.map(\.id))
    func prefixes(_ id: String) throws {
        for file in try files(of: id) { try survive(Mutations(of: file.bytes, seed: 1).prefixes, of: file, id) }
    }

    @Test("survives changed bytes", arguments: CatalogerRegistry.all.map(\.id))
    func flips(_ id: String) throws {
        for file in try files(of: id) {
            var mutations = Mutations(of: file.bytes, seed: 2)
            try survive(mutations.flips() + mutations.splices(), of: file, id)
        }
    }

    @Test("survives random bytes", arguments: CatalogerRegistry.all.map(\.id))
    func noise(_ id: String) throws {
        for file in try files(of: id) {
            var mutations = Mutations(of: file.bytes, seed: 3)
            try survive(mutations.noise(), of: file, id)
        }
    }

    /// Reads broken versions of a file: what comes of them is whatever it is, but of the promised form.
    private func survive(_ versions: [[UInt8]], of file: CaseFile, _ id: String) throws {
        let cataloger = try cataloger(id)
        for bytes in versions {
            guard let evidence = CatalogerRun.evidence(file.entry, bytes, by: cataloger) else { continue }
            guard evidence.cataloger == id, evidence.path == file.entry.path, evidence.problems.count <= 64 else {
                Issue.record("\(file.entry.path): evidence of \(evidence.cataloger) at \(evidence.path)")
                return
            }
            let piece = LayeredEvidence.Piece(layer: 0, isVisible: true, evidence: evidence)
            let packages = cataloger.packages(
                in: LayeredEvidence([piece]), of: Distribution(id: "debian", versionID: "12"))
            check(packages, of: cataloger)
        }
    }

    private func check(_ packages: [Package], of cataloger: any Cataloger) {
        #expect(packages == packages.inOrder(), "not in order")
        let isWhole = packages.allSatisfy {
            $0.cataloger == cataloger.id && !$0.name.isEmpty && !$0.locations.isEmpty && $0.layer >= 0
                && $0.locations == $0.locations.sorted()
        }
        #expect(isWhole, "a package without cataloger, name, layer or sorted locations")
    }

    private func cataloger(_ id: String) throws -> any Cataloger {
        try #require(CatalogerRegistry.all.first { $0.id == id })
    }

    /// The files of a cataloger's cases that it wants.
    private func files(of id: String) throws -> [CaseFile] {
        let index = PatternIndex([try cataloger(id)])
        return try CatalogerCase.all.filter { $0.cataloger == id }.flatMap { try $0.layers().flatMap { $0 } }
            .filter { !CatalogerRun.matches($0, in: index).isEmpty }
    }
}
