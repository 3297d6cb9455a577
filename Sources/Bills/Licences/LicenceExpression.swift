/// A licence as an expression that is valid by SPDX (SPDX 2.3, annex D).
///
///     expression = term *(("AND" / "OR") term)        AND binds closer
///     term       = identifier ["+"] ["WITH" exception] / "(" expression ")"
///
/// Operators may be written in lower case, as Debian and Fedora do. A text with any word that is no known licence is no
/// expression; it becomes a licence of its own, `LicenseRef-…`.
struct LicenceExpression: Equatable {
    /// The expression in SPDX's spelling.
    let text: String
    /// Whether it is a single identifier of the list.
    let isIdentifier: Bool
    /// Licences of the package's own that it names (`LicenseRef-…`).
    let references: [String]

    /// Longer texts are prose.
    private static let lengthLimit = 2_000
    private static let depthLimit = 16

    /// Reads what a package says; nothing where it is no expression.
    init?(_ text: String) {
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let identifier = Self.identifier(trimmed[...]) {
            self.text = identifier
            isIdentifier = true
            references = []
            return
        }
        guard trimmed.utf8.count <= Self.lengthLimit else { return nil }
        var parser = Parser(tokens: Self.tokens(trimmed)[...])
        guard let parsed = parser.expression(depth: 0), parser.tokens.isEmpty else { return nil }
        self.text = parsed
        isIdentifier = false
        references = parser.references
    }

    fileprivate static func identifier(_ word: Substring) -> String? {
        LicenceList.identifier(word) ?? LicenceNames.identifier(word)
    }

    /// Whether a word is the identifier of a licence that is not of the list.
    static func isReference(_ word: some StringProtocol) -> Bool {
        word.hasPrefix("LicenseRef-") && word.utf8.count > 11 && word.utf8.count <= 128 && SPDXText.idPart(word) == word
    }

    private static func tokens(_ text: String) -> [Substring] {
        var tokens: [Substring] = []
        for word in text.split(separator: " ") {
            var rest = word
            while rest.first == "(" {
                tokens.append("(")
                rest.removeFirst()
            }
            var closers = 0
            while rest.last == ")" {
                closers += 1
                rest.removeLast()
            }
            if !rest.isEmpty { tokens.append(rest) }
            tokens += [Substring](repeating: ")", count: closers)
        }
        return tokens
    }

    private struct Parser {
        var tokens: ArraySlice<Substring>
        var references: [String] = []

        mutating func expression(depth: Int) -> String? {
            guard depth < LicenceExpression.depthLimit else { return nil }
            var alternatives: [(text: String, isJoined: Bool)] = []
            repeat {
                var parts: [String] = []
                repeat {
                    guard let part = term(depth: depth) else { return nil }
                    if !parts.contains(part) { parts.append(part) }
                } while take("and")
                let joined = parts.joined(separator: " AND ")
                if !alternatives.contains(where: { $0.text == joined }) {
                    alternatives.append((joined, parts.count > 1))
                }
            } while take("or")
            guard alternatives.count > 1 else { return alternatives.first?.text }
            return alternatives.map { $0.isJoined ? "(\($0.text))" : $0.text }.joined(separator: " OR ")
        }

        private mutating func term(depth: Int) -> String? {
            guard let token = tokens.popFirst() else { return nil }
            if token == "(" {
                guard let inner = expression(depth: depth + 1), tokens.popFirst() == ")" else { return nil }
                return inner.contains(" ") ? "(\(inner))" : inner
            }
            var identifier = LicenceExpression.identifier(token)
            if identifier == nil, token.last == "+", let base = LicenceList.identifier(token.dropLast()) {
                identifier = base + "+"
            }
            if identifier == nil, LicenceExpression.isReference(token) {
                references.append(String(token))
                identifier = String(token)
            }
            guard let identifier else { return nil }
            guard take("with") else { return identifier }
            guard let exception = tokens.popFirst().flatMap({ LicenceList.exception($0) }) else { return nil }
            return "\(identifier) WITH \(exception)"
        }

        private mutating func take(_ word: String) -> Bool {
            guard tokens.first?.lowercased() == word else { return false }
            tokens.removeFirst()
            return true
        }
    }
}
