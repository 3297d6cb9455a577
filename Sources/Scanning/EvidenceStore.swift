internal import Inventory
internal import Layers

/// The evidence of one layer by the paths of its files, never more than a layer may have.
struct EvidenceStore {
    private let limit: EvidenceSize
    private var pieces: [String: [Evidence]] = [:]
    private var size = EvidenceSize()
    /// Files whose evidence found no room, and the first of them.
    private var leftOut = 0
    private var firstLeftOut: String?

    init(limits: Limits) { limit = .ofLayer(limits) }

    /// Whether nothing more will find room.
    var isFull: Bool { size.records >= limit.records || limit.bytes - size.bytes < 256 }

    /// What a cataloger found in a file.
    func evidence(at path: String, of cataloger: String) -> Evidence? {
        pieces[path]?.first { $0.cataloger == cataloger }
    }

    mutating func add(_ found: Evidence) {
        var grown = size
        grown += EvidenceSize(found)
        guard grown.fits(limit) else {
            leaveOut(found.path)
            return
        }
        size = grown
        pieces[found.path, default: []].append(found)
    }

    /// Forgets what was found in a file, since another takes its place.
    mutating func remove(at path: String) {
        guard !pieces.isEmpty, let removed = pieces.removeValue(forKey: path) else { return }
        size -= EvidenceSize(removed)
    }

    /// Counts a file for whose evidence there is no room.
    mutating func leaveOut(_ path: String) {
        leftOut += 1
        if firstLeftOut == nil { firstLeftOut = path }
    }

    /// What was left out; nothing where all found room.
    var diagnostic: Diagnostic? {
        guard leftOut > 0 else { return nil }
        let message =
            "what \(leftOut) files of this layer say of packages is left out, beginning with this one: \(limit) are the most that is taken of a layer"
        return Diagnostic(.limitExceeded, message, path: firstLeftOut)
    }

    /// All pieces by path and cataloger, without those of files whose directory something else replaced later in the layer.
    func sorted(in table: PathTable) -> [Evidence] {
        var all: [Evidence] = []
        var directory: Substring?
        var replacement: Int?
        for path in pieces.keys.sorted() {
            let parent = path.utf8.lastIndex(of: 0x2f).map { path[..<$0] } ?? ""
            if parent != directory {
                directory = parent
                replacement = table.position(ofFileAmong: parent)
            }
            if let replacement, let own = table.position(of: path[...].utf8), own < replacement { continue }
            all += (pieces[path] ?? []).sorted { $0.cataloger < $1.cataloger }
        }
        return all
    }
}

extension PathTable {
    /// The last place in the layer where something that is no directory stands at a directory's path or above it.
    fileprivate func position(ofFileAmong directory: Substring) -> Int? {
        var latest: Int?
        var directory = directory
        while !directory.isEmpty {
            if let position = position(of: directory.utf8, with: .file) { latest = max(latest ?? 0, position) }
            directory = directory.utf8.lastIndex(of: 0x2f).map { directory[..<$0] } ?? ""
        }
        return latest
    }
}
