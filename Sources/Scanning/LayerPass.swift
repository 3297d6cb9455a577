internal import Catalogers
internal import Inventory
internal import Layers
internal import Platform

/// What comes together while one layer goes by.
struct LayerPass {
    private let index: PatternIndex
    private let limits: Limits
    private var table = PathTableBuilder()
    private var evidence: EvidenceStore
    private var diagnostics: [Diagnostic] = []
    private var untold = 0
    private var deferred: [String: [Pending]] = [:]
    /// The number of the latest entry, by which one of several with the same path is found again.
    private var number = 0
    /// Hard links that catalogers want, by path.
    private var links: [String: (entry: LayerEntry, catalogers: [Int])] = [:]
    /// Where all hard links point, since one may point to another.
    private var linkTargets: [String: String] = [:]

    init(index: PatternIndex, limits: Limits) {
        self.index = index
        self.limits = limits
        evidence = EvidenceStore(limits: limits)
    }

    /// Whether an entry is a file of the image, and not a mark about lower layers.
    func isContent(_ entry: LayerEntry) -> Bool { Whiteout(entry) == .none }

    /// Notes that the layer speaks of a path.
    mutating func note(_ entry: LayerEntry) throws(LayerError) {
        number += 1
        try checkTable()
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
        try checkTable()
        table.add(entry.path, entry.kind == .directory ? .directory : .file)
        // Of several entries with one path the last is what is there.
        evidence.remove(at: entry.path)
        if !deferred.isEmpty { deferred[entry.path] = nil }
        if !linkTargets.isEmpty {
            linkTargets[entry.path] = nil
            links[entry.path] = nil
        }
        if let link = LinkedFiles.evidence(of: entry, index) { evidence.add(link) }
        if entry.kind == .hardLink {
            linkTargets[entry.path] = entry.linkTarget
            let asFile = LayerEntry(path: entry.path, kind: .regular, mode: entry.mode, size: 0)
            let catalogers = index.matches(asFile)
            if !catalogers.isEmpty { links[entry.path] = (entry, catalogers) }
        }
    }

    private func checkTable() throws(LayerError) {
        if table.count >= limits.entries {
            throw LayerError(.limitExceeded, "there are more than \(limits.entries) entries")
        }
        if table.pathBytes >= limits.pathBytes {
            throw LayerError(.limitExceeded, "the entries' paths have more than \(limits.pathBytes) bytes")
        }
    }

    /// Whether there may be room for what a file says; what is passed over for want of it is told at the end.
    mutating func hasRoom(for entry: LayerEntry) -> Bool {
        guard evidence.isFull, !index.matches(entry).isEmpty else { return true }
        evidence.leaveOut(entry.path)
        return false
    }

    /// Takes what a file gave.
    mutating func take(evidenceOf intake: FileIntake) {
        for found in intake.evidence {
            evidence.add(found)
            for name in intake.otherNames { share(found, with: name) }
        }
        for diagnostic in intake.diagnostics { report(diagnostic) }
    }

    /// Takes what a folder says by its name.
    mutating func take(folder entry: LayerEntry) {
        for cataloger in index.matches(folder: entry) {
            do throws(CatalogerError) {
                let nothing: [UInt8] = []
                if let found = try index.catalogers[cataloger].read(entry, nothing.span) { evidence.add(found) }
            } catch {
                report(Diagnostic(.malformed, "\(index.catalogers[cataloger].id): \(error)", path: entry.path))
            }
        }
    }

    private mutating func share(_ found: Evidence, with name: String) {
        var copy = found
        copy.path = name
        evidence.add(copy)
    }

    /// Takes what a file gave, and what of it is still wanted.
    ///
    /// - Parameter number: the number of the entry that holds the file; the latest one where nothing is said.
    mutating func take(_ intake: FileIntake, number: Int? = nil) {
        take(evidenceOf: intake)
        let parts = intake.deferred
        if !parts.isEmpty {
            deferred[intake.entry.path, default: []]
                .append(
                    Pending(
                        entry: intake.entry, otherNames: intake.otherNames, parts: parts, catalogers: [],
                        number: number ?? self.number))
        }
    }

    mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < limits.diagnostics { diagnostics.append(diagnostic) } else { untold += 1 }
    }

    /// What another pass has to read, by the path of the file that holds it.
    mutating func beginExtraPass() -> [String: [Pending]] {
        var wanted = deferred
        deferred = [:]
        // A hard link shares the file of another path: its evidence too, where the same cataloger read that one or reads another link.
        var linked: [String: [Int: Pending]] = [:]
        for (entry, catalogers) in links.values.sorted(by: { $0.entry.path < $1.entry.path }) {
            let target = file(of: entry)
            for cataloger in catalogers {
                if let found = evidence.evidence(at: target, of: index.catalogers[cataloger].id) {
                    share(found, with: entry.path)
                } else if linked[target]?[cataloger] == nil {
                    linked[target, default: [:]][cataloger] = Pending(entry: entry, parts: [], catalogers: [cataloger])
                } else {
                    linked[target]?[cataloger]?.otherNames.append(entry.path)
                }
            }
        }
        for (target, readings) in linked {
            wanted[target, default: []] += readings.sorted { $0.key < $1.key }.map(\.value)
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
            let message = "the file \(path), of which this is a link, is not in the layer"
            for name in Set(pending.flatMap { [$0.entry.path] + $0.otherNames }).sorted() {
                report(Diagnostic(.unreadable, message, path: name))
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
        if let leftOut = evidence.diagnostic { diagnostics.append(leftOut) }
        var builder = PathTableBuilder()
        swap(&builder, &table)
        let paths = builder.finish()
        return LayerContents(paths: paths, evidence: evidence.sorted(in: paths), diagnostics: diagnostics)
    }
}
