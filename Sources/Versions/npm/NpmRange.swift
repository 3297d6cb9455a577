/// A range in npm's language.
///
/// | text | bounds |
/// |---|---|
/// | `1.2.3`, `=1.2.3` | that version |
/// | `>1.2`, `<=1.2` | open parts filled: `>=1.3.0`, `<1.3.0-0` |
/// | `1.x`, `1`, `*`, nothing | all that fit |
/// | `1.2 - 2.3` | `>=1.2.0 <2.4.0-0` |
/// | `~1.2.3` | `>=1.2.3 <1.3.0-0` |
/// | `^1.2.3`, `^0.2.3`, `^0.0.3` | up to the next first number that is not 0 |
/// | spaces | all bounds hold |
/// | `\|\|` | one side holds |
///
/// A pre-release is in a range only where a bound of the same three numbers names one, unless pre-releases are
/// included. Leading zeros are read. Source: the `semver` package's documentation, “Ranges” and “Range grammar”.
package struct NpmRange: Sendable, CustomStringConvertible {
    /// The text as it was written.
    package let text: String
    /// Whether pre-releases are ordinary versions.
    package let includesPrereleases: Bool
    private let sets: [[NpmComparator]]

    /// Reads a range; throws where one of its sides cannot be read.
    package init(_ text: String, includePrerelease: Bool = false) throws(VersionError) {
        guard let sets = NpmRangeParser.parse(text.utf8.span, withPrereleases: includePrerelease) else {
            throw VersionError(.invalidRange, text, scheme: VersionScheme.npm.rawValue)
        }
        self.text = text
        self.includesPrereleases = includePrerelease
        self.sets = sets
    }

    package var description: String { text }

    /// Whether the version is in the range; text that is no whole version never is.
    package func contains(_ version: String) -> Bool {
        guard let version = NpmVersion(version) else { return false }
        return sets.contains { meets($0, version) }
    }

    private func meets(_ comparators: [NpmComparator], _ version: NpmVersion) -> Bool {
        guard comparators.allSatisfy({ $0.holds(for: version) }) else { return false }
        if version.prerelease.isEmpty || includesPrereleases { return true }
        return comparators.contains { !$0.version.prerelease.isEmpty && $0.version.sharesNumbers(with: version) }
    }
}
