package import Versions

/// A version that an image holds, with the order in which to compare it.
package struct InstalledVersion: Sendable, Hashable {
    package let text: String
    package let scheme: VersionScheme
    /// Whether the version lacks an epoch because its origin cannot say it, as the name of a source rpm cannot; then epochs do not count.
    package let isEpochUnknown: Bool

    package init(_ text: String, scheme: VersionScheme, isEpochUnknown: Bool = false) {
        self.text = text
        self.scheme = scheme
        self.isEpochUnknown = isEpochUnknown
    }

    /// How this version stands to one that a record names.
    func compare(to other: String, by scheme: VersionScheme) throws(VersionError) -> Ordering {
        if isEpochUnknown, let colon = other.utf8.firstIndex(of: 0x3a) {
            return try scheme.compare(text, String(other[other.index(after: colon)...]))
        }
        return try scheme.compare(text, other)
    }

    /// Whether a record that names this version means it.
    func isNamed(_ other: String) -> Bool { scheme.areEqual(text, other) }
}
