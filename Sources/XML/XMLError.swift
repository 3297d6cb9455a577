/// Why a text is no XML that is read here, and where.
package struct XMLError: Error, Equatable, CustomStringConvertible {
    /// What was wrong.
    package enum Code: Sendable {
        /// The document ends within itself, or is empty.
        case truncated
        /// It is not well-formed, or its prefixes stand for nothing.
        case malformed
        /// It nests deeper than is read.
        case tooDeep
        /// Its tree would take more memory than a document of its length may.
        case tooLarge
        /// It declares entities of its own, which are never expanded.
        case entities
    }

    package let code: Code
    package let offset: Int

    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    package var description: String {
        switch code {
        case .truncated: "the XML ends early, at byte \(offset)"
        case .malformed: "the XML is malformed at byte \(offset)"
        case .tooDeep: "the XML nests too deep at byte \(offset)"
        case .tooLarge: "the XML has too many parts, at byte \(offset)"
        case .entities: "the XML declares entities, at byte \(offset)"
        }
    }
}
