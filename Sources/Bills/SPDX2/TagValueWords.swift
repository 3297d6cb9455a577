/// Texts that the tag-value notation would take for words of its own, in quotation marks: `NONE`, `Organization: x`, a tag.
///
/// Names and versions stand on lines, which have no mark for texts (SPDX 2.3, annex "Serialization"), so that readers take a
/// package called `NONE` for none.
enum TagValueWords {
    private static let beginnings = [
        "Tool:", "Organization:", "Person:", "ADLER32:", "BLAKE2b-256:", "BLAKE2b-384:", "BLAKE2b-512:", "BLAKE3:",
        "MD2:", "MD4:", "MD5:", "MD6:", "SHA1:", "SHA224:", "SHA256:", "SHA384:", "SHA512:", "SHA3-256:", "SHA3-384:",
        "SHA3-512:",
    ]

    /// A text as it stands on a line.
    static func quoted(_ text: String) -> String { isWord(text) ? "\"\(text)\"" : text }

    /// The text that `quoted` wrote.
    static func unquoted(_ line: String) -> String {
        guard let text = content(of: line), isWord(text) else { return line }
        return text
    }

    private static func isWord(_ text: String) -> Bool {
        var text = text
        // One that has the marks already gets a second pair.
        while let inner = content(of: text) { text = inner }
        return text == "NONE" || text == "NOASSERTION" || TagValueParser.tags.contains(text[...])
            || beginnings.contains(where: text.hasPrefix) || isDate(text)
    }

    private static func content(of text: String) -> String? {
        guard text.utf8.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
        return String(text.dropFirst().dropLast())
    }

    /// `2024-01-02T03:04:05Z` at the beginning.
    private static func isDate(_ text: String) -> Bool {
        let form = "dddd-dd-ddTdd:dd:ddZ".utf8
        guard text.utf8.count >= form.count else { return false }
        return zip(text.utf8, form).allSatisfy { byte, mark in
            mark == UInt8(ascii: "d") ? byte >= 0x30 && byte <= 0x39 : byte == mark
        }
    }
}
