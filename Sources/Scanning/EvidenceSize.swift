internal import Inventory
internal import Layers

/// How much was found: packages that are named, and about the bytes that they take.
struct EvidenceSize: Equatable {
    /// What a piece of evidence takes beside its texts, and a package beside what its record says.
    private static let pieceBytes = 128
    private static let recordBytes = 256
    private static let textBytes = 32

    var records = 0
    var bytes = 0

    init() {}

    /// The size of one file's evidence; a file that names no package counts as one that does.
    init(_ evidence: Evidence) {
        records = max(1, evidence.records.count)
        bytes = Self.pieceBytes + evidence.path.utf8.count
        bytes += Self.bytes(evidence.problems) + Self.bytes(evidence.attributes)
        bytes += evidence.records.count * Self.recordBytes + evidence.records.size
    }

    init(_ evidence: [Evidence]) {
        self.init()
        for piece in evidence { self += EvidenceSize(piece) }
    }

    static func += (left: inout EvidenceSize, right: EvidenceSize) {
        left.records += right.records
        left.bytes += right.bytes
    }

    static func -= (left: inout EvidenceSize, right: EvidenceSize) {
        left.records -= right.records
        left.bytes -= right.bytes
    }

    /// Whether it is no more than this.
    func fits(_ limit: EvidenceSize) -> Bool { records <= limit.records && bytes <= limit.bytes }

    private static func bytes(_ texts: [String]) -> Int { texts.reduce(0) { $0 + textBytes + $1.utf8.count } }

    private static func bytes(_ pairs: [String: String]) -> Int {
        pairs.reduce(0) { $0 + 2 * textBytes + $1.key.utf8.count + $1.value.utf8.count }
    }
}

extension EvidenceSize: CustomStringConvertible {
    init(records: Int, bytes: Int) {
        self.records = records
        self.bytes = bytes
    }

    /// The most that one layer may give.
    static func ofLayer(_ limits: Limits) -> EvidenceSize {
        EvidenceSize(records: limits.layerRecords, bytes: limits.layerEvidenceBytes)
    }

    /// The most that all layers of an image may give.
    static func ofImage(_ limits: Limits) -> EvidenceSize {
        EvidenceSize(records: limits.imageRecords, bytes: limits.imageEvidenceBytes)
    }

    var description: String { "\(records) packages or \(bytes) bytes about them" }
}
