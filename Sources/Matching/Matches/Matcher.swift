package import Advisories
package import Inventory

/// Finds the vulnerabilities of an image's packages in a source of advisories.
///
/// Which name and version of a package is looked up:
///
/// | packages | name | version |
/// |---|---|---|
/// | deb, apk | the source package's | the source's: a binary rebuild (`+b1`) has another than its source |
/// | rpm of AlmaLinux | the package's; its records list every one | with its epoch; a missing one is 0 |
/// | rpm of Rocky, SUSE, openEuler, Mageia | the source's | the source's; where its epoch cannot be known, epochs do not count |
/// | rpm of Red Hat, Azure Linux, Photon; apk of Wolfi, Chainguard | both | as above |
/// | applications | the package's, as the ecosystem normalises it | the package's |
/// | Go | the module's, and those of the packages inside it (`GoPackages`) | the module's |
///
/// Records that disagree: a security team's record of the release goes before one derived from changelogs, and for Ubuntu the
/// record of the plain archive before that of a subscription that is not attached (`Authority`). Otherwise any record that says
/// "affected" makes it so, as OSV evaluates.
package struct Matcher: Sendable {
    let source: any AdvisorySource
    let options: MatchingOptions

    package init(source: any AdvisorySource, options: MatchingOptions = MatchingOptions()) {
        self.source = source
        self.options = options
    }

    /// Matches every package that counts by itself; those that a distribution's package owns count as that.
    package func match(_ packages: [Package], distribution: Distribution?) throws -> MatchReport {
        try match(packages, only: nil, distribution: distribution)
    }

    /// Matches those of the packages that are chosen; all of them where none are.
    func match(
        _ packages: [Package], only chosen: Set<PackageURL>?, distribution: Distribution?
    ) throws -> MatchReport {
        let plan = LookupPlan(packages, distribution, source, options)
        var rows = MatchRows(source: source, options: options, goPackages: GoPackages(packages))
        var report = MatchReport(coverage: plan.coverage(of: packages))
        var settled: [[Lookup]: (rows: [Match], target: UpgradeTarget?)] = [:]
        // A package is looked at where it lies, since it is large to copy.
        let installed = packages.span
        for index in installed.indices where installed[index].isMatched && !installed[index].version.isEmpty {
            guard let places = plan[installed[index]]?.places, !places.isEmpty,
                chosen?.contains(installed[index].purl) ?? true
            else { continue }
            var lookups: [Lookup] = []
            for place in places { lookups += Lookup.all(of: installed[index], in: place) }
            var found = try rows.rows(for: lookups)
            if found.contains(where: { $0.status == .fixable }) {
                if settled[lookups] == nil {
                    var search = UpgradeSearch(installed[index], in: places, of: source, rows)
                    let target = try search.settle(&found)
                    settled[lookups] = (found, target)
                }
                found = settled[lookups]?.rows ?? found
                if let target = settled[lookups]?.target {
                    report.targets[installed[index].purl, default: target].places += installed[index].locations
                }
            }
            for row in found {
                let match = row.placed(in: installed[index])
                if match.status == .undetermined {
                    report.undetermined.append(match)
                } else {
                    report.matches.append(match)
                }
            }
        }
        report.ecosystems = plan.ecosystems.union(rows.askedForRatings).sorted()
        report.matches = report.matches.orderedByIdentifier()
        report.undetermined = report.undetermined.orderedByIdentifier()
        return report
    }
}

/// What matching found in an image.
package struct MatchReport: Sendable, Equatable {
    /// The vulnerabilities, by identifier and then by package.
    package var matches: [Match] = []
    /// Records that could not be compared with the installed version, with the reason.
    package var undetermined: [Match] = []
    /// What the source knows of the packages at all.
    package var coverage: [Coverage]
    /// To which version each package with a fix is best upgraded.
    package var targets: [PackageURL: UpgradeTarget] = [:]
    /// What to do, the most effective first.
    package var remediations: [Remediation] { Remediation.plan(matches, targets) }
    /// The ecosystems of the source that were asked, those that rate others' CVEs included; sorted.
    package var ecosystems: [String] = []

    /// The vulnerabilities in the order in which to fix them.
    package var byPriority: [Match] { matches.ordered(by: Match.priorityOrder) }
}

extension [Match] {
    /// Sorted; only their places are moved while sorting, since a match is large.
    func ordered(by precedes: (Match, Match) -> Bool) -> [Match] {
        indices.sorted { precedes(self[$0], self[$1]) }.map { self[$0] }
    }

    /// Sorted by `Match.identifierOrder`, of which only what it compares is looked at.
    func orderedByIdentifier() -> [Match] {
        let keys = enumerated().map { (id: $0.element.id, package: $0.element.package, place: $0.offset) }
        return keys.sorted { left, right in
            left.id == right.id ? left.package < right.package : IdentifierOrder.precedes(left.id, right.id)
        }.map { self[$0.place] }
    }
}

extension Match {
    /// The same vulnerability in a package that was looked up in the same way.
    func placed(in package: Package) -> Match {
        var match = self
        match.package = package.purl
        match.packageType = package.type
        match.packageName = package.name
        match.installedVersion = package.version
        match.sourceName = package.source?.name ?? package.name
        match.layer = package.layer
        return match
    }
}
