/// Why a file that a cataloger wanted could not be read at all.
package struct CatalogerError: Error, Equatable, CustomStringConvertible {
    /// What was wrong with the file.
    package enum Code: Sendable { case truncated, malformed, unsupported, tooLarge }

    package let code: Code
    /// What a person can do something with.
    package let message: String
    /// The byte at which it went wrong, where there is one.
    package let offset: Int?

    package init(_ code: Code, _ message: String, at offset: Int? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
    }

    package var description: String { offset.map { "\(message) (at byte \($0))" } ?? message }
}
