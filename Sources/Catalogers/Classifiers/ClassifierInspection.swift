internal import Bytes
internal import Inventory
internal import Layers

/// Looks for the version strings of the products that a file may be, part by part and forwards only.
///
/// A file is one product: the surest clue that is found decides, and the strings of other products that are linked in do not.
/// A part is searched together with the end of the one before, so that a string may lie across both.
struct ClassifierInspection: Inspection {
    /// One clue of one rule.
    private struct Candidate {
        let classifier: Classifier
        let clue: Clue
        /// What may still be spent on places that look like it.
        var effort = 50_000_000
        /// The versions that a sole clue found, up to two.
        var versions: [Finding] = []

        /// Whether it can still decide.
        var isOpen: Bool { effort > 0 && versions.count < 2 }
    }

    /// A version and where it stands.
    private struct Finding {
        let version: String
        let text: String
        let offset: Int
    }

    private static let partLength = 1 << 20
    /// Of a file whose name says all, so much shows that it is no empty one.
    private static let headLength = 4
    /// Twice as long as the longest clue.
    private static let overlap = 4096

    private let entry: LayerEntry
    private let cataloger: String
    private var candidates: [Candidate] = []
    private var best: (rank: Int, finding: Finding)?
    private var tail: [UInt8] = []
    private var wanted = 0..<0

    /// - Parameter classifiers: the rules for the file, in their order.
    init(_ entry: LayerEntry, classifiers: [Classifier], cataloger: String) {
        self.entry = entry
        self.cataloger = cataloger
        for classifier in classifiers {
            for clue in classifier.clues {
                var clue = clue
                if clue.isLikeName {
                    guard let number = Self.number(in: entry.name) else { continue }
                    clue.beginning = number
                }
                candidates.append(Candidate(classifier: classifier, clue: clue))
            }
        }
    }

    mutating func begin() -> InspectionStep {
        readName()
        return next(from: 0)
    }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep {
        var window = tail
        window.reserveCapacity(tail.count + bytes.count)
        bytes.withUnsafeBufferPointer { window.append(contentsOf: $0) }
        let end = offset + bytes.count
        let isEnd = bytes.count < wanted.count || end >= entry.size
        guard end > 0 else { return .done(nil) }
        search(ClueWindow(window.span, base: offset - tail.count, isEnd: isEnd))
        if isEnd || isDecided { return .done(evidence) }
        tail = Array(window.suffix(Self.overlap))
        return next(from: end)
    }
}

extension ClassifierInspection {
    private mutating func next(from start: Int) -> InspectionStep {
        let length = isDecided ? Self.headLength : Self.partLength
        wanted = start..<min(entry.size, start + length)
        return wanted.isEmpty ? .done(nil) : .read(wanted)
    }

    /// Whether no clue that is surer than the best can still be found.
    private var isDecided: Bool {
        let limit = best?.rank ?? candidates.count
        return !candidates[..<limit].contains { $0.clue.subject == .content && $0.isOpen }
    }

    /// Clues that are the file's name; the name is matched from its beginning to its end.
    private mutating func readName() {
        let name = Array(entry.name.utf8)
        for rank in candidates.indices where best == nil && candidates[rank].clue.subject == .name {
            var effort = candidates[rank].effort
            guard let match = candidates[rank].clue.match(in: ClueWindow(name.span), from: 0, effort: &effort),
                match.whole == 0..<name.count
            else { continue }
            best = (rank, Self.finding(match, in: ClueWindow(name.span)))
        }
    }

    private mutating func search(_ window: borrowing ClueWindow) {
        for rank in candidates.indices where rank < (best?.rank ?? candidates.count) {
            let clue = candidates[rank].clue
            var offset = 0
            while clue.subject == .content, candidates[rank].isOpen,
                let match = clue.match(in: window, from: offset, effort: &candidates[rank].effort)
            {
                offset = match.next
                let finding = Self.finding(match, in: window)
                guard clue.isSole else {
                    best = (rank, finding)
                    break
                }
                if !candidates[rank].versions.contains(where: { $0.version == finding.version }) {
                    candidates[rank].versions.append(finding)
                }
            }
        }
    }

    /// What the surest clue says; clues that must be sole count here at the end.
    private var evidence: Evidence? {
        let limit = best?.rank ?? candidates.count
        let sole = candidates[..<limit].firstIndex { $0.clue.isSole && $0.isOpen && $0.versions.count == 1 }
        guard let rank = sole ?? best?.rank, let finding = sole.map({ candidates[$0].versions[0] }) ?? best?.finding
        else { return nil }
        let classifier = candidates[rank].classifier
        var record = PackageRecord(type: classifier.type, name: classifier.name, version: finding.version)
        record.attributes = ["evidence": finding.text, "offset": "\(finding.offset)"]
        record.attributes["namespace"] = classifier.namespace.isEmpty ? nil : classifier.namespace
        record.attributes["module"] = classifier.module.isEmpty ? nil : classifier.module
        record.attributes["cpe"] = CPEName.names(classifier.cpes, version: finding.version)
        return Evidence(cataloger: cataloger, path: entry.path, kind: "binary", records: [record])
    }

    private static func finding(_ match: ClueMatch, in window: borrowing ClueWindow) -> Finding {
        // A wide clue is shown where its version is.
        let start = max(match.whole.lowerBound, match.version.lowerBound - 48)
        let end = min(match.whole.upperBound, match.version.upperBound + 48)
        let shown = window.bytes.extracting(start..<end).array.map { $0 >= 0x20 && $0 < 0x7f ? $0 : 0x20 }
        let words = String(decoding: shown, as: UTF8.self).split(separator: " ")
        return Finding(
            version: window.bytes.extracting(match.version).text, text: words.joined(separator: " "),
            offset: window.base + match.version.lowerBound)
    }

    /// The first number with dots in a name: `3.11` of `libpython3.11.so.1.0`.
    private static func number(in name: Substring) -> [UInt8]? {
        let digits = name.utf8.drop { !VersionGrammar.isDigit($0) }
        var number = Array(digits.prefix { VersionGrammar.isDigit($0) || $0 == UInt8(ascii: ".") })
        while number.last == UInt8(ascii: ".") { number.removeLast() }
        // So that `3.1` is not the beginning of `3.11.2`.
        return number.isEmpty ? nil : number + [UInt8(ascii: ".")]
    }
}
