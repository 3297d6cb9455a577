internal import Bytes
internal import Platform
internal import Zip

/// Brings a database up to date from a server that holds the bulk export's layout.
///
/// Each ecosystem is asked for by itself: nothing where its list did not change, the changed records where they are
/// few, else its whole archive. What was fetched is kept beside the database and goes in only when it was read whole;
/// the database is then built from what is kept, and replaced by one rename. So an update may be killed at any point
/// and started again, and a server's failure costs only news.
package struct DatabaseUpdater: Sendable {
    /// What came of one ecosystem.
    package enum Outcome: Sendable, Equatable {
        case unchanged
        /// So many records were fetched one by one.
        case changed(Int)
        /// The whole archive was read, of so many records.
        case replaced(Int)
        /// What was there stays.
        case failed(AdvisoryError)

        /// Whether what was there stays for want of anything better.
        package var isFailure: Bool { if case .failed = self { true } else { false } }
    }

    /// What came of an update.
    package struct Report: Sendable {
        /// By ecosystem, and `kev.json` and `epss.csv.gz`, in the order of their names.
        package var outcomes: [(name: String, outcome: Outcome)] = []
        /// Records that could not be read.
        package var diagnostics: [AdvisoryError] = []
        package var index = DatabaseIndex(entries: [])
    }

    /// What the updater is about to do, for a display of progress.
    package enum Step: Sendable, Equatable {
        case asking(String)
        /// So many bytes of an archive, of a length that the server may not have stated, have arrived.
        case downloading(String, bytes: Int, of: Int?)
        /// So many of some records, which are fetched one by one, have arrived.
        case fetching(String, records: Int, of: Int)
        case building
    }

    let folder: DatabaseFolder
    let store: StoreFolder
    let server: any Fetching
    let now: Timestamp
    let onStep: @Sendable (Step) -> Void

    /// - Parameters:
    ///   - path: the database's folder.
    ///   - now: what counts as the time at which the server was asked.
    package init(
        folder path: String, server: some Fetching, now: Timestamp,
        onStep: @escaping @Sendable (Step) -> Void = { _ in }
    ) {
        self.init(folder: DatabaseFolder(path), server: server, now: now, onStep: onStep)
    }

    init(
        folder: DatabaseFolder, server: some Fetching, now: Timestamp,
        onStep: @escaping @Sendable (Step) -> Void = { _ in }
    ) {
        self.folder = folder
        store = StoreFolder(database: folder)
        self.server = server
        self.now = now
        self.onStep = onStep
    }

    /// Updates ecosystems, releases in their names left aside; without names those that were fetched before, or else
    /// all.
    ///
    /// Throws where nothing at all could be fetched or the database could not be written.
    package func update(_ ecosystems: [String] = []) throws(AdvisoryError) -> Report {
        try folder.locked { () throws(AdvisoryError) in
            try store.prepare()
            var report = Report()
            let names = try wanted(ecosystems)
            for name in names { report.outcomes.append((name, updateRecords(name, &report.diagnostics))) }
            for name in ["epss.csv.gz", "kev.json"] { report.outcomes.append((name, updateFile(name))) }
            try checkSuccess(report, names)
            report.index = try build(asked: names, &report)
            store.clearPending()
            return report
        }
    }

    private func wanted(_ asked: [String]) throws(AdvisoryError) -> [String] {
        var names = Set(asked.map { Ecosystem.base($0) })
        if names.isEmpty { names = Set(store.ecosystems) }
        if names.isEmpty {
            names = try server.ecosystems()
        }
        guard !names.isEmpty else {
            throw AdvisoryError(.emptySource, "it is missing or lists no ecosystem", subject: "ecosystems.txt")
        }
        if let stranger = names.sorted().first(where: { !ModifiedList.isFileName($0) }) {
            throw AdvisoryError(.unreadableSource, "that is no ecosystem's name", subject: stranger)
        }
        return names.sorted()
    }

    private func checkSuccess(_ report: Report, _ names: [String]) throws(AdvisoryError) {
        var first: AdvisoryError?
        for (name, outcome) in report.outcomes where names.contains(name) {
            guard case .failed(let error) = outcome else { return }
            first = first ?? error
        }
        if let first { throw first }
    }

    /// Fetches the catalogue or the scores where they changed.
    private func updateFile(_ name: String) -> Outcome {
        do throws(AdvisoryError) {
            onStep(.asking(name))
            let known = try store.file(name) == nil ? Validator() : store.state(of: name)
            let (outcome, bytes) = try server.bytes([name], unless: known, limit: 256 << 20)
            guard case .content(let state) = outcome else { return .unchanged }
            if try store.file(name) == bytes { return .unchanged }
            let count =
                name == "kev.json"
                ? try KnownExploited(bytes.span).entries.count : try Self.scores(bytes).entries.count
            try store.save(bytes, as: name, state: state)
            return .replaced(count)
        } catch {
            return .failed(error)
        }
    }

    static func scores(_ packed: [UInt8]) throws(AdvisoryError) -> ExploitScores {
        let bytes: [UInt8]
        do throws(ZipError) { bytes = try Gzip.decompress(packed, limit: 512 << 20) } catch {
            throw AdvisoryError(.unreadableSource, error.detail, subject: "epss.csv.gz")
        }
        return try ExploitScores(bytes.span)
    }
}
