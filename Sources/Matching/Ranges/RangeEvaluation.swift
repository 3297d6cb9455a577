package import Advisories
internal import Versions

/// Whether a version is affected by what a record says of a package, and why (the OSV schema, "Evaluation").
///
/// A version is affected when it is named in `versions` or lies in any range. In a range the events are taken in the order of their
/// versions, and the last that has taken effect decides:
///
/// | event | takes effect | says |
/// |---|---|---|
/// | `introduced` | at its version; `0` is before everything | affected |
/// | `fixed` | at its version | not affected |
/// | `last_affected` | after its version | not affected |
/// | `limit` | nothing at or after every limit is in the range | |
///
/// Where a version cannot be read, or is a placeholder such as `unknown`, and the answer hangs on it, the answer is "undetermined", never "not affected". So it is where a range
/// ends before it begins (`introduced 3.0`, `last_affected 3.0.0.M2`), which by the letter would never end.
///
/// The fixes of a record derived from changelogs are read with `ChangelogFix` besides.
package struct RangeEvaluation: Sendable, Equatable {
    package enum Outcome: Sendable { case affected, notAffected, undetermined }

    /// What the answer rests on.
    package enum Ground: Sendable, Equatable {
        /// The record names the version.
        case named
        /// In effect is `introduced`; the first fix after it and the last affected version, where the range has them.
        case within(introduced: String, fixed: String?, lastAffected: String?)
        case before(introduced: String)
        /// At the fix or after it.
        case atFix(String)
        case after(lastAffected: String)
        case atLimit(String)
        /// A build of the fixed version for an older release, which is ordered before it.
        case backport(ofFix: String)
        /// Before the fix by its epoch alone, and the fix may be another source package's.
        case foreignEpoch(fixed: String)
        /// The record names versions, or nothing, but not this one.
        case notNamed
        /// The range's one end is before its one beginning, so its end is unknown.
        case contradictory(introduced: String, end: VersionRange.Event)
        /// Why a comparison could not be made.
        case unreadable(String)
    }

    package let outcome: Outcome
    package let ground: Ground
    /// The version asked about.
    package let version: String
    /// The range that decided, or nil if none did.
    package let range: VersionRange?

    init(_ outcome: Outcome, _ ground: Ground, version: String, range: VersionRange? = nil) {
        self.outcome = outcome
        self.ground = ground
        self.version = version
        self.range = range
    }

    /// The version at which the range that holds the asked one ends, where there is one.
    package var fixedVersion: String? {
        if case .within(_, let fixed, _) = ground { fixed } else { nil }
    }

    /// Evaluates a version against everything that a record says of a package.
    ///
    /// - Parameter isDerived: the record was derived from changelogs.
    package init(_ version: InstalledVersion, in affected: AffectedPackage, isDerived: Bool = false) {
        if version.isPlaceholder, !affected.versions.contains(version.text),
            !affected.ranges.contains(where: { $0.events == [.introduced("0")] })
        {
            self.init(
                .undetermined, .unreadable("it is not a version"), version: version.text, range: affected.ranges.first)
            return
        }
        var decided: RangeEvaluation?
        for range in affected.ranges {
            let ordered = Self.evaluate(version, in: range)
            let evaluation = isDerived ? ChangelogFix.judge(ordered, version) : ordered
            guard let earlier = decided else {
                decided = evaluation
                continue
            }
            if evaluation.weight > earlier.weight { decided = evaluation }
        }
        if let decided, decided.outcome == .affected {
            self = decided
        } else if affected.versions.contains(version.text) || affected.versions.contains(where: version.isNamed) {
            self.init(.affected, .named, version: version.text)
        } else {
            self = decided ?? Self(.notAffected, .notNamed, version: version.text)
        }
    }

    /// Which of two ranges' answers is kept.
    private var weight: Int {
        switch (outcome, ground) {
        case (.affected, _): fixedVersion == nil ? 4 : 5
        case (.undetermined, _): 3
        case (.notAffected, .atFix), (.notAffected, .backport): 2
        case (.notAffected, .after): 1
        case (.notAffected, _): 0
        }
    }

    private static func evaluate(_ version: InstalledVersion, in range: VersionRange) -> RangeEvaluation {
        let scheme = range.kind == .semver ? version.scheme.orderOfSemverRanges : version.scheme
        do throws(VersionError) {
            return try RangeOrder(version: version, scheme: scheme).decide(range)
        } catch {
            return Self(.undetermined, .unreadable(error.description), version: version.text, range: range)
        }
    }
}

extension VersionScheme {
    /// The order of ranges whose type is SEMVER, for versions of this scheme.
    fileprivate var orderOfSemverRanges: VersionScheme {
        switch self {
        case .go, .npm, .hex, .bitnami, .swift: self
        default: .semver
        }
    }
}
