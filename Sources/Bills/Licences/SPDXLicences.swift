/// What an SPDX document says of a package's licences, as a list again.
enum SPDXLicences {
    /// The parts that AND joins at the top, with the names of licences that the document explains itself.
    static func texts(_ expression: String, _ references: [String: String]) -> [String] {
        guard !expression.isEmpty, expression != "NOASSERTION", expression != "NONE" else { return [] }
        var parts: [String] = []
        var current: [Substring] = []
        var depth = 0
        for word in expression.split(separator: " ") {
            if depth == 0, word == "AND" {
                parts.append(current.joined(separator: " "))
                current = []
                continue
            }
            for byte in word.utf8 {
                if byte == 0x28 { depth += 1 }
                if byte == 0x29 { depth = max(0, depth - 1) }
            }
            current.append(word)
        }
        parts.append(current.joined(separator: " "))
        return parts.filter { !$0.isEmpty }.map { part in
            let isWrapped = part.hasPrefix("(") && part.hasSuffix(")") && !part.dropFirst().dropLast().contains("(")
            let bare = isWrapped ? String(part.dropFirst().dropLast()) : part
            return references[bare] ?? bare
        }
    }
}
