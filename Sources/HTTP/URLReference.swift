/// The parts of a URL or of a relative reference, split but not yet judged (RFC 3986 §4.1 and appendix B).
struct URLReference {
    /// The scheme in lower case.
    var scheme: String?
    var authority: String?
    var path: String
    var query: String?

    /// Splits a text; space, control characters and what is not ASCII are refused.
    init(_ text: String) throws(HTTPError) {
        guard text.utf8.count <= URL.lengthLimit else {
            throw HTTPError(.invalidURL, "a URL longer than \(URL.lengthLimit) bytes")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw HTTPError(.invalidURL, "a URL with a character that must be percent-encoded: \(shown(text))")
        }
        var rest = text[...]
        if let hash = rest.utf8.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
        if let end = rest.utf8.firstIndex(where: { $0 == 0x3A || $0 == 0x2F || $0 == 0x3F }),
            rest.utf8[end] == UInt8(ascii: ":"), Self.isScheme(rest[..<end])
        {
            scheme = rest[..<end].lowercased()
            rest = rest[rest.utf8.index(after: end)...]
        }
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = String(rest[rest.utf8.index(after: mark)...])
            rest = rest[..<mark]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = String(rest[..<slash])
            rest = rest[slash...]
        }
        path = String(rest)
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first.isLetter else { return false }
        return text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
    }
}
