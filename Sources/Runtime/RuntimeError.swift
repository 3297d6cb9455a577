/// Why a container could not be run or looked after.
package struct RuntimeError: Error, Equatable, CustomStringConvertible {
    /// The conditions that callers tell apart.
    package enum Code: Sendable {
        /// A layer or a path is not to be trusted.
        case unsafe
        /// There is no such container, file or user.
        case notFound
        /// A name is taken, or a container is in a state that does not allow it.
        case conflict
        /// The arguments or the profile ask for what cannot be.
        case invalid
        /// The running kernel cannot hold what was required.
        case unsupported
        /// An executable is not the one that the profile knows.
        case mismatch
        /// The system or the engine underneath failed.
        case failed
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
