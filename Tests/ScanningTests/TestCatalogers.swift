import Bytes
import Catalogers
import Inventory
import Layers
import TestSupport

@testable import Scanning

/// Finds packages in files that end in `.pkgs`: a name and a version a line.
struct LineCataloger: Cataloger {
    let id = "lines"
    var version = 1
    var patterns: [FilePattern] = [.suffix(".pkgs")]

    func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        if bytes.text == "broken" { throw CatalogerError(.malformed, "no list at all", at: 0) }
        var evidence = Evidence(cataloger: id, path: entry.path, kind: "list")
        var lines = Lines(bytes)
        while let line = lines.next() {
            let words = line.text.split(separator: " ").map(String.init)
            if words.count == 2 {
                evidence.records.append(PackageRecord(type: "generic", name: words[0], version: words[1]))
            } else {
                evidence.problems.append("a line is no package")
            }
        }
        return evidence
    }

    func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.visible.flatMap { piece in
            let origins = evidence.origins(of: piece)
            return piece.evidence.records.map { record in
                Package(
                    record, purl: PackageURL(type: record.type, name: record.name, version: record.version),
                    layer: origins[RecordIdentity(record)] ?? piece.layer, locations: [piece.evidence.path],
                    cataloger: id)
            }
        }
    }
}

/// Finds the package of a file that ends in `.pkgs`: a name, a version, and the files that it owns.
struct OwningCataloger: Cataloger {
    let id = "owning"
    let version = 1
    let patterns: [FilePattern] = [.suffix(".pkgs")]

    func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let words = bytes.text.split(separator: " ").map(String.init)
        guard words.count >= 2 else { throw CatalogerError(.malformed, "no package", at: 0) }
        var record = PackageRecord(type: "generic", name: words[0], version: words[1])
        for path in words.dropFirst(2) { record.files.append(path, digest: "md5:00") }
        return Evidence(cataloger: id, path: entry.path, kind: "list", records: [record])
    }

    func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.visible.flatMap { piece in
            piece.evidence.records.map { record in
                Package(
                    record, purl: PackageURL(type: record.type, name: record.name, version: record.version),
                    layer: piece.layer, locations: [piece.evidence.path], cataloger: id)
            }
        }
    }
}

/// Reads the ranges of its list, one after another, from files that end in `.parts` or begin with its magic.
struct RangeCataloger: Cataloger {
    static let magic = Array("HULLMARK-MAGIC!!".utf8)

    let id = "ranges"
    let version = 1
    let patterns: [FilePattern] = [.suffix(".parts"), .magic(magic)]
    let ranges: [Range<Int>]

    func reading(of entry: LayerEntry) -> Reading { .parts(RangeInspection(path: entry.path, ranges: ranges)) }

    func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] { [] }
}

/// Notes of each range how many bytes came and their digest.
private struct RangeInspection: Inspection {
    let path: String
    let ranges: [Range<Int>]
    var next = 0
    var answers: [String] = []

    mutating func begin() -> InspectionStep {
        ranges.isEmpty ? .done(nil) : .read(ranges[0])
    }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep {
        answers.append(RangeCase.answer(bytes.array, at: offset))
        next += 1
        if next < ranges.count { return .read(ranges[next]) }
        return .done(Evidence(cataloger: "ranges", path: path, kind: "parts", problems: answers))
    }
}

/// What an inspection is to be given.
enum RangeCase {
    static func answer(_ bytes: [UInt8], at offset: Int) -> String {
        "\(offset)+\(bytes.count) \(Digest(of: bytes).hex.prefix(8))"
    }

    /// The answers that content gives to ranges.
    static func answers(_ ranges: [Range<Int>], of content: [UInt8]) -> [String] {
        ranges.map { range in
            let start = min(range.lowerBound, content.count)
            return answer(Array(content[start..<min(range.upperBound, content.count)]), at: start)
        }
    }
}

/// One layer's archive, scanned by itself.
enum LayerScan {
    static func contents(
        _ archive: [UInt8], _ catalogers: [any Cataloger], limits: Limits = Limits(),
        stored: ([UInt8]) -> [UInt8] = { $0 }
    ) -> LayerContents {
        scanner(catalogers, limits: limits)
            .scan(MemoryBlob(stored(archive)), digest: Digest(of: stored(archive)), diffID: Digest(of: archive))
            .contents
    }

    static func scanner(_ catalogers: [any Cataloger], limits: Limits = Limits()) -> LayerScanner {
        LayerScanner(PatternIndex(catalogers), limits: limits, budget: MemoryBudget(bytes: limits.heldBytes))
    }
}
