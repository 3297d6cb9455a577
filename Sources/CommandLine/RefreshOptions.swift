internal import Advisories
internal import ArgumentParser
internal import HTTP
internal import Matching
internal import Platform
internal import Reports

/// Whether a scan fetches newer advisories before it matches.
struct RefreshOptions: ParsableArguments {
    /// How long a scan waits for the server's first answer.
    private static let patience = Duration.seconds(3)

    @Flag(
        help: ArgumentHelp(
            "Use the advisories at hand; do not fetch newer ones.",
            discussion: """
                HULLMARK_OFFLINE=1 does the same. Without it, advisories that are missing, a sample or older than a day are fetched, \
                at most every six hours. A database that db build made is never changed.
                """))
    var offline = false

    /// Fetches what a report lacks.
    ///
    /// - Returns: whether the database changed, and remarks for the reader.
    func refresh(
        for report: ScanReport, _ advisories: DatabaseOptions, at hand: [ShardEntry], authorities: [String],
        isQuiet: Bool
    ) -> (isChanged: Bool, remarks: [String]) {
        guard !isOffline(advisories), let now = Timestamp.now else { return (false, []) }
        let folder = advisories.folder
        do {
            var attempts = try RefreshAttempts(ofDatabase: folder)
            let names = RefreshPlan(report.needs, at: hand, attempts: attempts, now: now).ecosystems
            guard !names.isEmpty else { return (false, []) }
            // Scans that start meanwhile need not ask as well.
            attempts.note(names, at: now, hasFailed: true)
            try attempts.write(toDatabase: folder)
            let server = try AdvisoryServer(tls: TLSOptions(extraAuthorityFiles: authorities))
            let progress = StepProgress(isQuiet: isQuiet)
            defer { progress.finish() }
            progress.show(.asking(server.base.host))
            guard let answer = Patience.result(within: Self.patience, of: { Self.names(on: server) }) else {
                return (false, ["Advisories were not refreshed: \(server.base.host) did not answer within 3 seconds."])
            }
            let offered = try answer.get()
            let updater = DatabaseUpdater(folder: folder, server: server.patientClient, now: now) { progress.show($0) }
            let served = names.filter(offered.contains)
            let outcomes = served.isEmpty ? [] : try updater.update(served).outcomes.filter { served.contains($0.name) }
            let failed = outcomes.filter(\.outcome.isFailure).map(\.name)
            attempts.note(names.filter { !failed.contains($0) }, at: now, hasFailed: false)
            try attempts.write(toDatabase: folder)
            let isChanged = outcomes.contains { !$0.outcome.isFailure }
            return (isChanged, outcomes.compactMap(Self.remark))
        } catch {
            return (false, ["Advisories were not refreshed: \(error)."])
        }
    }

    private func isOffline(_ advisories: DatabaseOptions) -> Bool {
        offline || (Self.isSet("CI") && advisories.isNamed)
    }

    /// Whether a variable is set to something else than no.
    private static func isSet(_ name: String) -> Bool {
        environment(name).map { !["0", "false", "no"].contains($0.lowercased()) } ?? false
    }

    private static func names(on server: AdvisoryServer) -> Result<Set<String>, AdvisoryError> {
        do throws(AdvisoryError) {
            return .success(try server.client(within: patience).ecosystems())
        } catch {
            return .failure(error)
        }
    }

    private static func remark(_ name: String, _ outcome: DatabaseUpdater.Outcome) -> String? {
        switch outcome {
        case .unchanged: nil
        case .changed(let count): "Fetched \(Count.text(count, "changed advisory", "changed advisories")) of \(name)."
        case .replaced(let count): "Fetched \(Count.text(count, "advisory", "advisories")) of \(name)."
        case .failed(let error): "Advisories of \(name) were not refreshed: \(error)."
        }
    }
}

extension ScanReport {
    /// What the packages need of advisories, as far as anybody publishes them.
    fileprivate var needs: [RefreshPlan.Need] {
        coverage.filter(\.isPublished).flatMap { part in
            let own = RefreshPlan.Need(
                ecosystem: part.ecosystem,
                isCovered: part.isCovered && !part.isApproximate && part.samples.isEmpty && part.missing.isEmpty)
            guard part.isApproximate else { return [own] }
            return [own] + part.sources.map { RefreshPlan.Need(ecosystem: $0, isCovered: true) }
        }
    }
}
