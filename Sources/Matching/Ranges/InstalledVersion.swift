package import Versions

/// A version that an image holds, with the order in which to compare it.
package struct InstalledVersion: Sendable, Hashable {
    package let text: String
    package let scheme: VersionScheme
    /// Whether the version lacks an epoch because its origin cannot say it, as the name of a source rpm cannot; then epochs do not count.
    package let isEpochUnknown: Bool
    /// Whether the text is a placeholder, a wildcard, a template or a branch, so the installed version is unknown.
    ///
    /// Some orders read any text, and would put it before or behind every fix.
    package let isPlaceholder: Bool

    package init(_ text: String, scheme: VersionScheme, isEpochUnknown: Bool = false) {
        self.text = text
        self.scheme = scheme
        self.isEpochUnknown = isEpochUnknown
        isPlaceholder = Self.isPlaceholder(text)
    }

    /// How this version stands to one that a record names.
    ///
    /// Of two builds of a module, what stands behind `.module` is the number of a build system's run and not a version.
    func compare(to other: String, by scheme: VersionScheme) throws(VersionError) -> Ordering {
        if scheme == .rpm, let mark = text.firstRange(of: ".module"), let otherMark = other.firstRange(of: ".module") {
            let own = InstalledVersion(
                String(text[..<mark.lowerBound]), scheme: scheme, isEpochUnknown: isEpochUnknown)
            return try own.compare(to: String(other[..<otherMark.lowerBound]), by: scheme)
        }
        if isEpochUnknown, let colon = other.utf8.firstIndex(of: 0x3a) {
            return try scheme.compare(text, String(other[other.index(after: colon)...]))
        }
        return try scheme.compare(text, other)
    }

    /// Whether a record that names this version means it.
    func isNamed(_ other: String) -> Bool { scheme.areEqual(text, other) }
}

extension InstalledVersion {
    /// Words that stand where a version is not known, in lower case.
    private static let placeholders: Set<String> = [
        "unknown", "noassertion", "none", "n/a", "na", "nil", "null", "undefined", "unspecified", "unset", "latest",
        "any",
        "all", "head", "main", "master", "trunk", "devel", "(devel)", "dev", "nightly", "snapshot",
    ]

    private static func isPlaceholder(_ text: String) -> Bool {
        let word = text.lowercased()
        if word.isEmpty || placeholders.contains(word) || word.utf8.contains(UInt8(ascii: "*")) { return true }
        // Templates of Maven, Make and autoconf that were not filled in, and Composer's branches.
        return word.contains("${") || word.contains("$(") || word.contains("{{")
            || word.first == "@" && word.last == "@" || word.hasPrefix("dev-")
    }
}
