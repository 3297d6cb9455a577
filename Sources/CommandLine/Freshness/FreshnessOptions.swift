internal import Advisories
internal import ArgumentParser
internal import HTTP
internal import Platform
internal import Reports

/// Flags that say whether a scan fetches advisories by itself.
struct FreshnessOptions: ParsableArguments {
    @Flag(help: "Do not fetch advisories; use those at hand.")
    var offline = false

    @Option(
        help: ArgumentHelp(
            "Server of advisories to fetch from when those at hand are missing, a sample or over a day old.",
            valueName: "url"))
    var dbFrom: String?

    /// Fetches what a report needs anew.
    func refresh(
        _ report: ScanReport, _ database: AdvisoryDatabase, of options: DatabaseOptions, authorityFiles: [String],
        isQuiet: Bool
    ) throws -> FreshAdvisories.Outcome {
        // A pipeline that names its database wants that one, the same for all its jobs.
        let isPinned = environment("CI") != nil && options.db != nil
        guard !offline, !isPinned, let now = Timestamp.now else { return FreshAdvisories.Outcome() }
        let plan = FreshnessPlan(coverage: report.coverage, entries: database.entries, now: now)
        guard !plan.ecosystems.isEmpty else { return FreshAdvisories.Outcome() }
        let fresh = FreshAdvisories(
            folder: options.folder, base: try URL(dbFrom ?? UpdateCommand.publicExport), authorityFiles: authorityFiles,
            now: now, progress: StepProgress(isQuiet: isQuiet))
        return fresh.update(plan.ecosystems)
    }
}
