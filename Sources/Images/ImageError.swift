/// Why an image could not be found or understood.
package struct ImageError: Error, Equatable, CustomStringConvertible {
    /// The condition.
    package enum Code: Sendable {
        case notFound, unreadable, malformed, unsupported, ambiguous, digestMismatch, limitExceeded, unauthorized
        case invalidReference, noSuchPlatform, unreachable, tooManyRequests
        /// The server does not speak the protocol that was guessed.
        case otherProtocol
    }

    package let code: Code
    /// What a person can do something with.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
