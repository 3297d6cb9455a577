internal import Platform

/// Which ecosystems a scan fetches before it trusts the advisories at hand.
///
/// An ecosystem is fetched where the data at hand does not cover it, is a sample, or was last asked for more than a day ago, and
/// where the last attempt lies far enough back. A database that was built from files is its maker's, and stays as it is.
package struct RefreshPlan: Sendable {
    /// What an image needs of one ecosystem.
    package struct Need: Sendable, Hashable {
        /// The ecosystem, with its release or without.
        package var ecosystem: String
        /// Whether the data at hand speaks of it, and not by a sample or in part only.
        package var isCovered: Bool

        package init(ecosystem: String, isCovered: Bool) {
            self.ecosystem = ecosystem
            self.isCovered = isCovered
        }
    }

    /// Seconds after which data is old.
    static let oldAge = 86_400
    /// Seconds between two attempts.
    static let pause = 6 * 3_600
    /// Seconds between two attempts of which the first failed.
    static let pauseAfterFailure = 15 * 60

    /// The ecosystems to fetch, without their releases, sorted.
    package let ecosystems: [String]

    package init(_ needs: [Need], at hand: [ShardEntry], attempts: RefreshAttempts, now: Timestamp) {
        var shards: [String: [ShardEntry]] = [:]
        for entry in hand where entry.kind == .advisories {
            shards[Ecosystem.base(entry.name), default: []].append(entry)
        }
        var wanted: Set<String> = []
        for need in needs {
            let base = Ecosystem.base(need.ecosystem)
            let own = shards[base] ?? []
            // A file name of the server, and never a distribution that has no ecosystem.
            guard ModifiedList.isFileName(base), !own.contains(where: \.isBuiltFromFiles) else { continue }
            let isOld = !own.contains { entry in
                Timestamp(entry.retrieved.isEmpty ? entry.snapshotDate : entry.retrieved).map {
                    now.seconds - $0.seconds < Self.oldAge
                } ?? false
            }
            if !need.isCovered || isOld { wanted.insert(base) }
        }
        ecosystems = wanted.filter { attempts.allow($0, at: now) }.sorted()
    }
}

extension ShardEntry {
    /// Whether `db build` made it: no server is its source, nor the snapshot.
    fileprivate var isBuiltFromFiles: Bool { retrieved.isEmpty && snapshotDate.isEmpty }
}

/// When ecosystems were last fetched or were to be, kept beside the database: a line `NAME<TAB>TIME<TAB>ok|failed` each.
package struct RefreshAttempts: Sendable, Equatable {
    private struct Attempt: Equatable {
        var time: Timestamp
        var hasFailed: Bool
    }

    private var attempts: [String: Attempt] = [:]

    package init() {}

    /// Reads the lines; one that is broken is an attempt that nobody remembers.
    init(_ text: String) {
        for line in text.split(separator: "\n").prefix(10_000) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 3, let time = Timestamp(String(fields[1])) else { continue }
            attempts[String(fields[0])] = Attempt(time: time, hasFailed: fields[2] != "ok")
        }
    }

    var text: String {
        attempts.sorted { $0.key < $1.key }
            .map { "\($0.key)\t\($0.value.time)\t\($0.value.hasFailed ? "failed" : "ok")\n" }.joined()
    }

    package mutating func note(_ ecosystems: [String], at now: Timestamp, hasFailed: Bool) {
        for name in ecosystems { attempts[name] = Attempt(time: now, hasFailed: hasFailed) }
    }

    func allow(_ ecosystem: String, at now: Timestamp) -> Bool {
        guard let last = attempts[ecosystem] else { return true }
        let age = now.seconds - last.time.seconds
        // A clock that was set back must not keep the data old.
        return age < 0 || age >= (last.hasFailed ? RefreshPlan.pauseAfterFailure : RefreshPlan.pause)
    }

    // MARK: - On disk

    /// Reads those of a database's folder; none where it has no such file.
    package init(ofDatabase folder: String) throws(AdvisoryError) {
        var text = ""
        do throws(SystemError) {
            let file = try FileHandle(reading: Self.path(folder))
            text = String(decoding: try file.read(0..<min(try file.status().size, 1 << 20)), as: UTF8.self)
        } catch {
            guard error.isNotFound else {
                throw AdvisoryError(.unreadableSource, error.description, subject: Self.path(folder))
            }
        }
        self.init(text)
    }

    /// Writes them beside the database, whose folder is made where it is missing.
    package func write(toDatabase folder: String) throws(AdvisoryError) {
        do throws(SystemError) {
            try Directory.make(folder)
            try AtomicFile.write(Array(text.utf8), to: Self.path(folder), isDurable: false)
        } catch {
            throw AdvisoryError(.unwritable, error.description, subject: folder)
        }
    }

    private static func path(_ folder: String) -> String { "\(folder)/attempts" }
}
