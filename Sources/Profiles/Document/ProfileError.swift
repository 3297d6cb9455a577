/// Why a document is no profile, and in which line.
package struct ProfileError: Error, Equatable, CustomStringConvertible {
    /// What is wrong with it.
    package enum Code: Sendable {
        /// It is neither YAML nor JSON, or nests or grows beyond all reason.
        case unreadable
        /// It is a document of another kind or version.
        case unsupported
        case unknownKey, missing, duplicate
        /// A value is of the wrong type or form.
        case malformed
        /// A number or a count is too small or too large.
        case outOfRange
        /// A capability, system call or setting that does not exist.
        case unknownName
    }

    package let code: Code
    package let message: String
    /// The line, the first being 1; 0 where it is of the whole document.
    package let line: Int

    package init(_ code: Code, _ message: String, line: Int) {
        self.code = code
        self.message = message
        self.line = line
    }

    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
