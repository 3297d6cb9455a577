internal import Advisories
package import Inventory

extension Matcher {
    /// Explains what the records with an identifier say of an image's packages, those that do not match included.
    package func explain(
        _ identifier: String, in packages: [Package], distribution: Distribution?
    ) throws -> Explanation {
        let plan = LookupPlan(packages, distribution, source, options)
        var record = RecordSearch(identifier: Identifier.canonical(identifier))
        try record.run(in: plan.places, source)
        let index = PackageIndex(packages, plan)

        var entries: [Explanation.Entry] = []
        var findings: [(finding: Finding, isAffected: Bool)] = []
        for (place, candidate) in record.found {
            let installed = try index.packages(in: place, for: candidate, source)
            if installed.isEmpty { entries.append(Self.missing(candidate, place)) }
            for (package, lookup) in installed {
                let finding = Finding(candidate, lookup)
                let entry = Self.entry(finding, package)
                entries.append(entry)
                if !candidate.advisory.isWithdrawn { findings.append((finding, entry.verdict == .affected)) }
            }
        }
        try overrule(&entries, record, index)
        // The records by which the image is affected rate it, as they do in a scan.
        let affected = findings.filter(\.isAffected)
        let telling = (affected.isEmpty ? findings : affected).map(\.finding)
        let cve = record.identifiers.filter { $0.hasPrefix("CVE-") }.min(by: IdentifierOrder.precedes)
        var ratings = MatchRows(source: source, options: options, goPackages: GoPackages(packages))
        let rating = try ratings.severity(of: cve ?? record.identifier, by: telling)
        let concerned = Set(entries.lazy.filter { $0.verdict == .affected }.compactMap(\.package))
        let scan = try match(packages, only: concerned, distribution: distribution)
        let rows = scan.matches.filter { match in record.identifiers.contains(where: match.isNamed) }
        return Explanation(
            identifier: record.identifier, identifiers: record.identifiers.sorted(by: IdentifierOrder.precedes),
            entries: Self.sorted(entries),
            severity: rating.choice, ratedBy: rating.ratedBy,
            exploit: source.exploitFacts(cve ?? record.identifier), matches: rows, remediations: scan.remediations,
            coverage: plan.coverage(of: packages), ecosystems: plan.ecosystems.sorted())
    }

    private static func missing(_ candidate: Candidate, _ place: LookupPlace) -> Explanation.Entry {
        let range = candidate.affected.ranges.first.map {
            RangeEvaluation(.notAffected, .notNamed, version: "", range: $0).rangeText
        }
        return Explanation.Entry(
            verdict: .notInstalled,
            reason: MatchReason(
                record: candidate.advisory.id, ecosystem: place.ecosystem, package: candidate.affected.name,
                range: range ?? "", comparison: "the image does not have the package \(candidate.affected.name)",
                notes: []),
            package: nil, installedVersion: "", layer: nil)
    }

    private static func entry(_ finding: Finding, _ package: Package) -> Explanation.Entry {
        var reason = MatchReason(finding)
        let verdict: Explanation.Verdict
        if let owner = package.owner {
            verdict = .owned
            reason.notes.append("\(package.name) belongs to \(owner)")
        } else if package.isLeftOut {
            verdict = .notInstalled
            reason.notes.append("\(package.name) is only in a lock file and is not installed")
        } else if finding.candidate.advisory.isWithdrawn {
            verdict = .withdrawn
        } else if finding.exclusion != nil {
            verdict = .notConcerned
        } else {
            verdict =
                switch finding.outcome {
                case .affected: .affected
                case .notAffected: .notAffected
                case .undetermined: .undetermined
                }
        }
        return Explanation.Entry(
            verdict: verdict, reason: reason, package: package.purl, installedVersion: package.version,
            layer: package.layer, locations: package.locations)
    }

    /// Marks what a weightier record speaks against, as matching leaves it out.
    private func overrule(
        _ entries: inout [Explanation.Entry], _ search: RecordSearch, _ index: PackageIndex
    ) throws {
        var believed: [PackageURL: Set<String>] = [:]
        var findings: [PackageURL: [Finding]] = [:]
        for (place, candidate) in search.found {
            for (package, lookup) in try index.packages(in: place, for: candidate, source) {
                findings[package.purl, default: []].append(Finding(candidate, lookup))
            }
        }
        for (package, findings) in findings {
            believed[package] = Set(MatchRows.believed(findings).map(\.candidate.advisory.id))
        }
        for index in entries.indices {
            guard let package = entries[index].package,
                entries[index].verdict == .affected || entries[index].verdict == .undetermined,
                believed[package]?.contains(entries[index].reason.record) != true
            else { continue }
            entries[index].verdict = .overruled
        }
    }

    private static func sorted(_ entries: [Explanation.Entry]) -> [Explanation.Entry] {
        entries.sorted { left, right in
            if left.verdict != right.verdict { return left.verdict.rank < right.verdict.rank }
            if left.reason.record != right.reason.record {
                return IdentifierOrder.precedes(left.reason.record, right.reason.record)
            }
            if left.package != right.package {
                return (left.package?.description ?? "") < (right.package?.description ?? "")
            }
            return (left.reason.ecosystem, left.reason.package) < (right.reason.ecosystem, right.reason.package)
        }
    }
}
