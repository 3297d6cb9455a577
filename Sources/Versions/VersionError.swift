/// What is wrong with a version or a range of versions.
package struct VersionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The condition, open for later ones.
    package struct Code: RawRepresentable, Sendable, Hashable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        /// The text is no version of its scheme.
        package static let invalid = Code(rawValue: "invalid")
        /// The text is no range of versions.
        package static let invalidRange = Code(rawValue: "invalidRange")
    }

    /// The condition.
    package let code: Code
    /// The text at fault, cut to a hundred characters.
    package let text: String
    /// The order that refused it, in the field's own words.
    package let scheme: String

    init(_ code: Code, _ text: String, scheme: String) {
        self.code = code
        self.text = text.utf8.count > 100 ? String(text.unicodeScalars.prefix(100).map(Character.init)) + "…" : text
        self.scheme = scheme
    }

    /// The text is no version of the scheme.
    package static func invalid(_ text: String, scheme: VersionScheme) -> VersionError {
        VersionError(.invalid, text, scheme: scheme.rawValue)
    }

    /// One sentence that says what to look at.
    package var description: String {
        switch code {
        case .invalidRange: "“\(text)” is not a range of \(scheme) versions"
        default: "“\(text)” is not a \(scheme) version"
        }
    }
}
