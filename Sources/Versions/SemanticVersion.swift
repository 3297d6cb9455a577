/// A semantic version, read tolerantly and once to be compared often.
package struct SemanticVersion: Comparable, Sendable, CustomStringConvertible {
    /// The text as it was written.
    package let text: String
    private let layout: SemanticOrder.Layout

    /// Reads a version; throws where no number stands at its front.
    package init(_ text: String) throws(VersionError) {
        guard let layout = SemanticOrder.layout(of: text.utf8.span) else { throw .invalid(text, scheme: .semver) }
        self.text = text
        self.layout = layout
    }

    package var description: String { text }

    /// Whether the version comes before the release that it names.
    package var isPrerelease: Bool { !layout.prerelease.isEmpty }

    /// How the version stands to another.
    package func compared(to other: SemanticVersion) -> Ordering {
        SemanticOrder.order(text.utf8.span, layout, other.text.utf8.span, other.layout)
    }

    package static func == (a: SemanticVersion, b: SemanticVersion) -> Bool { a.compared(to: b) == .equal }

    package static func < (a: SemanticVersion, b: SemanticVersion) -> Bool { a.compared(to: b) == .less }
}
