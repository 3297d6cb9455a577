internal import JSON

/// Values of properties as text that survives every format: one line, no white space at its ends, no control characters.
enum PropertyText {
    /// A text as it stands where it is of that form, else as a JSON string.
    static func text(_ value: String) -> String { isPlain(value) ? value : json(.string(value)) }

    /// A JSON value in one line, in which what some format would change is escaped.
    static func json(_ value: JSONValue) -> String {
        var writer = JSONWriter(indent: 0)
        writer.value(value)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        guard !text.unicodeScalars.allSatisfy(isSafe) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            if isSafe(scalar) { escaped.unicodeScalars.append(scalar) } else { escaped += escape(scalar) }
        }
        return escaped
    }

    /// `\u00a0`; of a scalar beyond the first plane both halves.
    private static func escape(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let hex = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
        }.joined()
    }

    /// A list of texts.
    static func list(_ texts: [String]) -> String { json(.array(texts.map { .string($0) })) }

    /// Texts by name, sorted.
    static func table(_ texts: some Sequence<(key: String, value: String)>) -> String { json(tableValue(texts)) }

    static func tableValue(_ texts: some Sequence<(key: String, value: String)>) -> JSONValue {
        .object(texts.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
    }

    /// The value that a text stands for, where it is JSON.
    static func value(of text: String) -> JSONValue? {
        do throws(JSONError) { return try JSONValue(text.utf8.span) } catch { return nil }
    }

    /// The text that `text(_:)` wrote.
    static func plain(_ text: String) -> String { text.utf8.first == 0x22 ? value(of: text)?.string ?? text : text }

    /// The list that `list(_:)` wrote; nothing where the text is none.
    static func texts(_ text: String) -> [String]? { value(of: text)?.array?.compactMap(\.string) }

    /// The table that `table(_:)` wrote.
    static func pairs(_ value: JSONValue?) -> [String: String]? {
        guard let members = value?.members else { return nil }
        var pairs: [String: String] = [:]
        for member in members { if let text = member.value.string { pairs[member.name] = text } }
        return pairs
    }

    /// What is left of a text in formats of lines and in XML: white space of all kinds is a space, none is at the ends, and what XML
    /// cannot hold is U+FFFD.
    static func line(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(isSafe) || text.utf8.first == 0x20 || text.utf8.last == 0x20 else {
            return text
        }
        var safe: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            safe.append(isSafe(scalar) ? scalar : scalar.properties.isWhitespace ? " " : "\u{fffd}")
        }
        let start = safe.firstIndex { $0 != " " } ?? safe.endIndex
        let end = safe.lastIndex { $0 != " " } ?? start
        var line = String.UnicodeScalarView()
        if start < safe.endIndex { line.append(contentsOf: safe[start...end]) }
        return String(line)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        if first == 0x22 || first <= 0x20 || last <= 0x20 { return false }
        return text.unicodeScalars.allSatisfy(isSafe)
    }

    /// What XML 1.0 holds and no reader of lines or of white space changes.
    static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7e: true
        case 0xa0...0x2027, 0x2030...0xd7ff, 0xe000...0xfffd, 0x10000...0x10ffff: !scalar.properties.isWhitespace
        default: false
        }
    }
}
