/// Why a bill of materials could not be read.
package struct BillError: Error, Equatable, CustomStringConvertible {
    /// The condition.
    package enum Code: Sendable { case unrecognised, malformed, unsupported, limitExceeded }

    package let code: Code
    /// What a person can do something with.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
