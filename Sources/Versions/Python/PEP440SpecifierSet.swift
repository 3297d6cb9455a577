/// Conditions on a Python version, all of which must hold: `>=1,<2,!=1.5.*`.
package struct PEP440SpecifierSet: Sendable, CustomStringConvertible {
    /// The text as it was written.
    package let text: String
    private let specifiers: [PEP440Specifier]

    /// Reads conditions between commas; none at all hold for every version.
    package init(_ text: String) throws(VersionError) {
        var specifiers: [PEP440Specifier] = []
        for part in text.utf8.split(separator: UInt8(ascii: ",")) {
            let bounds = part.drop(while: \.isSpace)
            guard let last = bounds.lastIndex(where: { !$0.isSpace }) else { continue }
            guard let specifier = PEP440Specifier(Substring(bounds[...last])) else {
                throw VersionError(.invalidRange, text, scheme: VersionScheme.pep440.rawValue)
            }
            specifiers.append(specifier)
        }
        self.text = text
        self.specifiers = specifiers
    }

    package var description: String { text }

    /// Whether a version meets all conditions.
    ///
    /// Pre-releases are refused unless asked for, by `prereleases` or where it is nil by a condition that names one.
    package func contains(_ version: PEP440Version, prereleases: Bool? = nil) -> Bool {
        if version.isPrerelease, !(prereleases ?? specifiers.contains(where: \.namesPrerelease)) { return false }
        return specifiers.allSatisfy { $0.holds(for: version) }
    }

    /// Whether a version meets all conditions; text that does not keep to PEP 440 meets none.
    package func contains(_ version: String, prereleases: Bool? = nil) -> Bool {
        do {
            return contains(try PEP440Version(version), prereleases: prereleases)
        } catch {
            return specifiers.allSatisfy { $0.comparison == .identical && $0.text == version } && !specifiers.isEmpty
        }
    }
}
