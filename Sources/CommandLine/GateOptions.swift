internal import ArgumentParser
internal import Reports

/// The flags that make a scan a gate.
struct GateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Exit with 2 when a shown finding is at least this severe: low, medium, high, critical, or any.",
            discussion: """
                Also: exploited, epss>=0.5, fixable; several with commas between. Known exploited vulnerabilities reach every severity. \
                Exits with 1 when no finding reaches it, but part of the image was not checked.
                """,
            valueName: "condition"))
    var failOn: String?

    @Option(
        help: ArgumentHelp(
            "Let --fail-on pass although part of the image was not checked: layers, packages, advisories, versions.",
            discussion: "Without kinds, all of them. The report says that it was used.", valueName: "kinds"))
    var allowUnchecked: String?

    @Flag(
        help:
            "Also refuse to pass --fail-on with packages that no advisory source covers, or findings without a rating.")
    var strict = false

    /// What stands for every kind where the flag names none.
    static let everyKind = "all"

    func validate() throws {
        if let failOn, Threshold(failOn) == nil {
            throw ValidationError("unknown condition \"\(failOn)\" for --fail-on; use \(Threshold.words)")
        }
        _ = try allowed()
        if failOn == nil && (allowUnchecked != nil || strict) {
            throw ValidationError("--allow-unchecked and --strict need --fail-on")
        }
    }

    /// What the gate decides on a report; nothing where there is no gate.
    func decision(on report: ScanReport) throws -> GateDecision? {
        guard let threshold = failOn.flatMap(Threshold.init) else { return nil }
        return GateDecision(report, threshold, allowing: try allowed(), isStrict: strict)
    }

    private func allowed() throws -> Set<Unchecked.Kind> {
        guard let allowUnchecked else { return [] }
        if allowUnchecked == Self.everyKind { return Set(Unchecked.Kind.allCases) }
        return Set(
            try allowUnchecked.split(separator: ",", omittingEmptySubsequences: false).map { word in
                guard let kind = Unchecked.Kind(rawValue: word.lowercased()) else {
                    let kinds = Unchecked.Kind.allCases.map(\.rawValue)
                    throw ValidationError(
                        "unknown kind \"\(word)\" for --allow-unchecked; \(suggestion(for: word, among: kinds))")
                }
                return kind
            })
    }
}

extension GateDecision {
    /// How the program ends by it, as an error; nothing where the image passes.
    func enforce() throws {
        switch outcome {
        case .passed: break
        case .failed: throw ExitStatus.refused
        case .undecided:
            let reasons = unchecked.map(\.reason).joined(separator: "; ")
            throw ExitStatus.failed(
                "--fail-on cannot say whether the image passes: \(reasons). --allow-unchecked lets it pass all the same"
            )
        }
    }
}
