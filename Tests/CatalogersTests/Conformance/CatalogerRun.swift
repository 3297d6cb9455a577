import Bytes
import Catalogers
import Inventory
import Layers
import Platform
import Testing

/// Both phases of catalogers over layers of files, as a scan does them but without images.
struct CatalogerRun {
    let distribution: Distribution?
    /// What phase one could not read at all.
    let failures: [String]
    private let evidence: [String: LayeredEvidence]

    init(_ layers: [[CaseFile]], catalogers: [any Cataloger] = CatalogerRegistry.all) {
        let index = PatternIndex(catalogers)
        var pieces: [String: [LayeredEvidence.Piece]] = [:]
        var failures: [String] = []
        for (layer, files) in layers.enumerated() {
            for file in files {
                for number in Self.matches(file, in: index) {
                    let cataloger = catalogers[number]
                    do {
                        guard let found = try Self.read(file.entry, file.bytes, by: cataloger) else { continue }
                        let isVisible = !Self.isHidden(file.entry.path, above: layer, in: layers)
                        pieces[cataloger.id, default: []].append(
                            .init(layer: layer, isVisible: isVisible, evidence: found))
                    } catch {
                        failures.append("\(cataloger.id): \(file.entry.path): \(error)")
                    }
                }
            }
        }
        for (layer, files) in layers.enumerated() {
            for folder in Self.folders(of: files) {
                for number in index.matches(folder: folder) {
                    let cataloger = catalogers[number]
                    guard let found = Self.evidence(folder, [], by: cataloger) else { continue }
                    let isVisible = !Self.isHidden(folder.path, above: layer, in: layers)
                    pieces[cataloger.id, default: []].append(.init(layer: layer, isVisible: isVisible, evidence: found))
                }
            }
        }
        evidence = pieces.mapValues { LayeredEvidence($0) }
        distribution = Distribution(evidence: evidence[OSReleaseCataloger.id] ?? LayeredEvidence([]))
        self.failures = failures
    }

    /// A cataloger's evidence from all layers.
    func evidence(of cataloger: String) -> LayeredEvidence { evidence[cataloger] ?? LayeredEvidence([]) }

    /// What a cataloger finds in the stacked layers.
    func packages(of cataloger: any Cataloger) -> [Package] {
        cataloger.packages(in: evidence(of: cataloger.id), of: distribution)
    }

    /// The catalogers that a file goes to, by its path or its first bytes.
    static func matches(_ file: CaseFile, in index: PatternIndex) -> [Int] {
        let beginning = Array(file.bytes.prefix(index.magicLength))
        return Set(index.matches(file.entry) + index.matches(file.entry, beginning: beginning.span)).sorted()
    }

    /// Phase one, whichever way the cataloger reads the file.
    static func read(
        _ entry: LayerEntry, _ bytes: [UInt8], by cataloger: any Cataloger
    ) throws(CatalogerError) -> Evidence? {
        switch cataloger.reading(of: entry) {
        case .whole, .list, .document: return try cataloger.read(entry, bytes.span)
        case .parts(let inspection): return try finish(inspection, bytes)
        }
    }

    /// Phase one where a file that cannot be read is as good as one that says nothing.
    static func evidence(_ entry: LayerEntry, _ bytes: [UInt8], by cataloger: any Cataloger) -> Evidence? {
        do {
            return try read(entry, bytes, by: cataloger)
        } catch {
            return nil
        }
    }

    private static func finish(_ begun: any Inspection, _ bytes: [UInt8]) throws(CatalogerError) -> Evidence? {
        var inspection = begun
        var step = inspection.begin()
        for _ in 0..<1_000_000 {
            switch step {
            case .done(let evidence): return evidence
            case .read(let range):
                guard range.lowerBound >= 0, range.count <= InspectionStep.partLimit else {
                    Issue.record("an inspection asks for \(range)")
                    return nil
                }
                let start = min(range.lowerBound, bytes.count)
                let part = bytes.span.extracting(start..<min(range.upperBound, bytes.count))
                step = try inspection.receive(part, at: range.lowerBound)
            }
        }
        Issue.record("an inspection does not come to an end")
        return nil
    }

    /// The folders that files lie in, as a layer lists them.
    private static func folders(of files: [CaseFile]) -> [LayerEntry] {
        var paths: Set<String> = []
        for file in files {
            var folder = file.entry.directory
            while !folder.isEmpty && paths.insert(String(folder)).inserted {
                folder = LayerEntry(path: String(folder)).directory
            }
        }
        return paths.sorted().map { LayerEntry(path: $0, kind: .directory) }
    }

    /// Whether a layer above has the path too, or takes it or a folder above it away.
    private static func isHidden(_ path: String, above layer: Int, in layers: [[CaseFile]]) -> Bool {
        layers.dropFirst(layer + 1).contains { files in
            files.contains { file in
                if file.entry.path == path { return true }
                guard file.entry.name.hasPrefix(".wh.") else { return false }
                let folder = file.entry.directory.isEmpty ? "" : "\(file.entry.directory)/"
                let removed = folder + file.entry.name.dropFirst(4)
                return path == removed || path.hasPrefix("\(removed)/")
            }
        }
    }
}
