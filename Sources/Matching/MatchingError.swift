/// What is wrong with something that matching was given to read.
package struct MatchingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The condition, open for later ones.
    package struct Code: RawRepresentable, Sendable, Hashable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        /// The text is not a CVSS vector.
        package static let invalidVector = Code(rawValue: "invalidVector")
    }

    /// The condition.
    package let code: Code
    /// One sentence that says what to look at.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
