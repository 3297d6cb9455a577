internal import Catalogers
internal import Inventory
internal import Layers
internal import Platform

/// What comes together while one layer goes by.
struct LayerPass {
    private let index: PatternIndex
    private let limits: Limits
    private var table = PathTableBuilder()
    private var evidence: [String: [Evidence]] = [:]
    private var diagnostics: [Diagnostic] = []
    private var untold = 0
    private var deferred: [String: [Pending]] = [:]
    /// The number of the latest entry, by which one of several with the same path is found again.
    private var number = 0
    /// Hard links that catalogers want, by path.
    private var links: [String: (entry: LayerEntry, catalogers: [Int])] = [:]
    /// Where all hard links point, since one may point to another.
    private var linkTargets: [String: String] = [:]

    /// A reading that another pass over the layer must go on with.
    struct Pending {
        /// The entry that the evidence is for; its path may be a hard link to the file's.
        let entry: LayerEntry
        /// Readings begun, or nothing for catalogers that have not seen the file.
        let parts: [PartReading]
        let catalogers: [Int]
        /// The number of the entry that was begun; nothing where any entry of the path will do.
        var number: Int?

        /// Whether an entry is the one to go on with.
        func fits(_ number: Int) -> Bool { self.number == nil || self.number == number }

        func intake(of file: LayerEntry, index: PatternIndex, limits: Limits) -> FileIntake {
            if !parts.isEmpty { return FileIntake(entry, resuming: parts, index: index, limits: limits) }
            let named = LayerEntry(path: entry.path, kind: .regular, mode: file.mode, size: file.size)
            return FileIntake(named, wanting: catalogers, index: index, limits: limits)
        }
    }

    init(index: PatternIndex, limits: Limits) {
        self.index = index
        self.limits = limits
    }

    /// Whether an entry is a file of the image, and not a mark about lower layers.
    func isContent(_ entry: LayerEntry) -> Bool { Whiteout(entry) == .none }

    /// Notes that the layer speaks of a path.
    mutating func note(_ entry: LayerEntry) throws(LayerError) {
        number += 1
        guard table.count < limits.entries, table.pathBytes < limits.pathBytes else { throw tooMany }
        switch Whiteout(entry) {
        case .none: break
        case .bookkeeping: return
        case .file(let path):
            table.add(path, .removed)
            return
        case .opaque(let directory):
            table.add(directory, .opaque)
            return
        }
        try note(file: entry)
    }

    /// Notes a path that is what it is: whiteouts are names like others here.
    mutating func note(file entry: LayerEntry) throws(LayerError) {
        guard table.count < limits.entries, table.pathBytes < limits.pathBytes else { throw tooMany }
        table.add(entry.path, entry.kind == .directory ? .directory : .file)
        // Of several entries with one path the last is what is there.
        if !evidence.isEmpty { evidence[entry.path] = nil }
        if !deferred.isEmpty { deferred[entry.path] = nil }
        if !linkTargets.isEmpty {
            linkTargets[entry.path] = nil
            links[entry.path] = nil
        }
        if entry.kind == .hardLink {
            linkTargets[entry.path] = entry.linkTarget
            let asFile = LayerEntry(path: entry.path, kind: .regular, mode: entry.mode, size: 0)
            let catalogers = index.matches(asFile)
            if !catalogers.isEmpty { links[entry.path] = (entry, catalogers) }
        }
    }

    private var tooMany: LayerError {
        LayerError(
            .limitExceeded, "there are more than \(table.count - 1) entries or \(table.pathBytes) bytes of paths")
    }

    /// Takes what a file gave.
    mutating func take(evidenceOf intake: FileIntake) {
        for found in intake.evidence { evidence[intake.entry.path, default: []].append(found) }
        for diagnostic in intake.diagnostics { report(diagnostic) }
    }

    /// Takes what a folder says by its name.
    mutating func take(folder entry: LayerEntry) {
        for cataloger in index.matches(folder: entry) {
            do throws(CatalogerError) {
                let nothing: [UInt8] = []
                if let found = try index.catalogers[cataloger].read(entry, nothing.span) {
                    evidence[entry.path, default: []].append(found)
                }
            } catch {
                report(Diagnostic(.malformed, "\(index.catalogers[cataloger].id): \(error)", path: entry.path))
            }
        }
    }

    /// Takes what a file gave, and what of it is still wanted.
    ///
    /// - Parameter number: the number of the entry that holds the file; the latest one where nothing is said.
    mutating func take(_ intake: FileIntake, number: Int? = nil) {
        take(evidenceOf: intake)
        let parts = intake.deferred
        if !parts.isEmpty {
            deferred[intake.entry.path, default: []]
                .append(Pending(entry: intake.entry, parts: parts, catalogers: [], number: number ?? self.number))
        }
    }

    mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < limits.diagnostics { diagnostics.append(diagnostic) } else { untold += 1 }
    }

    /// What another pass has to read, by the path of the file that holds it.
    mutating func beginExtraPass() -> [String: [Pending]] {
        var wanted = deferred
        deferred = [:]
        // A hard link shares the file of another path: its evidence too, where the same cataloger read that one.
        for (entry, catalogers) in links.values.sorted(by: { $0.entry.path < $1.entry.path }) {
            let target = file(of: entry)
            let unread = catalogers.filter { cataloger in
                let id = index.catalogers[cataloger].id
                guard var copy = evidence[target]?.first(where: { $0.cataloger == id }) else { return true }
                copy.path = entry.path
                evidence[entry.path, default: []].append(copy)
                return false
            }
            if !unread.isEmpty {
                wanted[target, default: []].append(Pending(entry: entry, parts: [], catalogers: unread))
            }
        }
        links = [:]
        return wanted
    }

    /// The path of the file that a hard link is another name of.
    private func file(of link: LayerEntry) -> String {
        var target = link.linkTarget
        // Links that point at each other in a circle have no file.
        for _ in 0..<64 {
            guard let next = linkTargets[target] else { break }
            target = next
        }
        return target
    }

    /// Says of readings whose file did not come that they found nothing.
    mutating func reportMissing(_ wanted: [String: [Pending]]) {
        for (path, pending) in wanted.sorted(by: { $0.key < $1.key }) {
            for reading in pending {
                let message = "the file \(path), of which this is a link, is not in the layer"
                report(Diagnostic(.unreadable, message, path: reading.entry.path))
            }
        }
    }

    /// Says of readings that still want something that they did not get it.
    mutating func reportUnread() {
        for path in deferred.keys.sorted() { reportUnread(of: path) }
    }

    /// Says of a file that its reading was given up.
    mutating func reportUnread(of path: String) {
        report(Diagnostic(.limitExceeded, "the file jumps back and forth too often to be read", path: path))
    }

    consuming func finish() -> LayerContents {
        if untold > 0 {
            diagnostics.append(Diagnostic(.limitExceeded, "\(untold) more problems of this layer are not listed"))
        }
        let sorted = evidence.values.flatMap { $0 }.sorted {
            $0.path == $1.path ? $0.cataloger < $1.cataloger : $0.path < $1.path
        }
        return LayerContents(paths: table.finish(), evidence: sorted, diagnostics: diagnostics)
    }
}
