/// Why a text is no YAML, and where.
package struct YAMLError: Error, Equatable, CustomStringConvertible {
    /// What was wrong.
    package enum Code: Sendable {
        /// It breaks the grammar, or is not UTF-8.
        case malformed
        /// It nests deeper than any document that people write.
        case tooDeep
        /// It has, or its aliases make, more nodes than are taken.
        case tooLarge
    }

    package let code: Code
    /// The line at which it went wrong, the first being 1.
    package let line: Int

    package init(_ code: Code, line: Int) {
        self.code = code
        self.line = line
    }

    package var description: String {
        switch code {
        case .malformed: "the YAML is malformed in line \(line)"
        case .tooDeep: "the YAML nests too deep in line \(line)"
        case .tooLarge: "the YAML has too many nodes, in line \(line)"
        }
    }
}
