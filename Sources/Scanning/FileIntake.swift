internal import Catalogers
internal import Inventory
internal import Layers

/// Gives one file's bytes, as they go by, to the catalogers that want them.
struct FileIntake {
    /// What is read of a large file before room is made for all of it, since a size may lie.
    private static let firstRoom = 1 << 20

    /// What a list of files becomes is as large as it is, once as it is read and once packed.
    private static let listCopies = 3

    let entry: LayerEntry
    /// Other names of the file, which share what is found.
    let otherNames: [String]
    private let index: PatternIndex
    private let limits: Limits
    private var whole: [Int] = []
    private var isList = false
    private var bytes: [UInt8] = []
    private var parts: [PartReading] = []
    private(set) var evidence: [Evidence] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(
        _ entry: LayerEntry, otherNames: [String] = [], wanting catalogers: [Int], index: PatternIndex, limits: Limits
    ) {
        self.entry = entry
        self.otherNames = otherNames
        self.index = index
        self.limits = limits
        for cataloger in catalogers {
            switch index.catalogers[cataloger].reading(of: entry) {
            case .whole: readWhole(cataloger, limit: limits.fileBytes, as: "a package database")
            case .list:
                isList = true
                readWhole(cataloger, limit: limits.listBytes, as: "a list of a package's files")
            case .document: readWhole(cataloger, limit: limits.documentBytes, as: "a list of packages")
            case .parts(let inspection):
                parts.append(PartReading(cataloger: cataloger, inspection: inspection, size: entry.size))
            }
        }
    }

    private mutating func readWhole(_ cataloger: Int, limit: Int, as purpose: String) {
        if entry.size <= limit {
            whole.append(cataloger)
        } else {
            report(.limitExceeded, "a file of \(entry.size) bytes is too large to be read as \(purpose)")
        }
    }

    /// Goes on with readings that wanted bytes which had already gone by.
    init(
        _ entry: LayerEntry, otherNames: [String] = [], resuming parts: [PartReading], index: PatternIndex,
        limits: Limits
    ) {
        self.entry = entry
        self.otherNames = otherNames
        self.index = index
        self.limits = limits
        self.parts = parts.map { $0.resumed() }
    }

    /// Whether anybody wants more of the file.
    var isHungry: Bool { !whole.isEmpty || parts.contains { $0.isHungry } }

    /// The first byte that anybody still wants; what lies before need not be given.
    var nextOffset: Int {
        var next = whole.isEmpty ? entry.size : bytes.count
        for part in parts where part.isHungry { next = min(next, part.nextOffset) }
        return next
    }

    /// Bytes that reading the file will hold in memory.
    var heldBytes: Int { whole.isEmpty ? 0 : entry.size * (isList ? Self.listCopies : 1) }

    /// Readings that want bytes which went by already.
    var deferred: [PartReading] { parts.filter(\.isDeferred) }

    /// Takes the next bytes; offsets ascend, what lies between two pieces is zeros.
    mutating func receive(_ piece: Span<UInt8>, at offset: Int) {
        if !whole.isEmpty {
            makeRoom(for: offset + piece.count)
            if offset > bytes.count { bytes.append(contentsOf: repeatElement(0, count: offset - bytes.count)) }
            piece.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        }
        for index in parts.indices where parts[index].isHungry { parts[index].receive(piece, at: offset) }
    }

    /// Makes room once for a whole file; growing by doubling would hold it twice for a moment, or half as much again for good.
    private mutating func makeRoom(for count: Int) {
        if count > bytes.capacity {
            bytes.reserveCapacity(count <= Self.firstRoom ? min(Self.firstRoom, entry.size) : entry.size)
        }
    }

    /// Ends the file.
    ///
    /// - Parameter isCut: the file ended before its size said.
    mutating func finish(isCut: Bool) {
        if !isCut && !whole.isEmpty && bytes.count < entry.size {
            makeRoom(for: entry.size)
            bytes.append(contentsOf: repeatElement(0, count: entry.size - bytes.count))
        }
        for cataloger in whole {
            do throws(CatalogerError) {
                if let found = try index.catalogers[cataloger].read(entry, bytes.span) { add(found) }
            } catch {
                report(error, of: cataloger)
            }
        }
        bytes = []
        for place in parts.indices {
            parts[place].finish(isCut: isCut)
            switch parts[place].outcome {
            case .success(let found): if let found { add(found) }
            case .failure(let error): report(error, of: parts[place].cataloger)
            case nil: break
            }
        }
    }

    private mutating func add(_ found: Evidence) {
        for problem in found.problems { diagnostics.append(Diagnostic(.malformed, problem, path: entry.path)) }
        var found = found
        if found.isOverfull {
            let limit = "\(Evidence.recordLimit) packages or \(Evidence.byteLimit) bytes about them"
            report(.limitExceeded, "the file lists more than \(limit); the rest was not read")
            if found.records.count > Evidence.recordLimit {
                found.records = PackageRecords(found.records.prefix(Evidence.recordLimit))
            }
        }
        evidence.append(found)
    }

    private mutating func report(_ error: CatalogerError, of cataloger: Int) {
        let code: Diagnostic.Code =
            switch error.code {
            case .truncated: .truncated
            case .malformed: .malformed
            case .unsupported: .unsupported
            case .tooLarge: .limitExceeded
            }
        report(code, "\(index.catalogers[cataloger].id): \(error)")
    }

    private mutating func report(_ code: Diagnostic.Code, _ message: String) {
        diagnostics.append(Diagnostic(code, message, path: entry.path))
    }
}
