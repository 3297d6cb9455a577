/// A Python version that keeps to PEP 440, read once to be compared often.
package struct PEP440Version: Comparable, Sendable, CustomStringConvertible {
    /// The text as it was written.
    package let text: String
    let layout: PEP440Layout

    /// Reads a version; throws where the text does not keep to PEP 440.
    package init(_ text: String) throws(VersionError) {
        guard let layout = PEP440Layout(text.utf8.span) else { throw .invalid(text, scheme: .pep440) }
        self.text = text
        self.layout = layout
    }

    package var description: String { text }

    /// Whether the version is an alpha, beta, candidate or development release.
    package var isPrerelease: Bool { layout.isPrerelease }

    /// Whether the version is a post-release.
    package var isPostrelease: Bool { layout.post != nil }

    /// Whether the version has a local part, after a plus sign.
    package var isLocal: Bool { !layout.local.isEmpty }

    /// How the version stands to another.
    package func compared(to other: PEP440Version) -> Ordering {
        PEP440Order.order(text.utf8.span, layout, other.text.utf8.span, other.layout)
    }

    package static func == (a: PEP440Version, b: PEP440Version) -> Bool { a.compared(to: b) == .equal }

    package static func < (a: PEP440Version, b: PEP440Version) -> Bool { a.compared(to: b) == .less }
}
