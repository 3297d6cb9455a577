/// A command line of a POSIX shell (IEEE 1003.1, "Quoting"), made of words that may come from an image.
package struct ShellCommand: Sendable, Equatable, CustomStringConvertible {
    /// The line, each word quoted where a shell would read it otherwise.
    package let description: String

    /// Returns nil if a word cannot stand in a line: an empty one, or one with control or invisible characters.
    init?(_ words: [String]) {
        var parts: [String] = []
        for word in words {
            guard !word.isEmpty, word.unicodeScalars.allSatisfy(Self.isVisible) else { return nil }
            parts.append(Self.quoted(word))
        }
        description = parts.joined(separator: " ")
    }

    /// The word as a shell reads it back.
    private static func quoted(_ word: String) -> String {
        if word.utf8.allSatisfy(isPlain), word.utf8.first != UInt8(ascii: "~") { return word }
        let inner = word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        return "'\(inner)'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "%"),
            UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}
