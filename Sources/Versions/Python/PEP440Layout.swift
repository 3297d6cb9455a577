/// Where the parts of a Python version stand in its text.
struct PEP440Layout: Sendable {
    /// How far a release has come.
    enum Stage: UInt8, Sendable {
        /// A development release of the release itself.
        case development
        case alpha, beta, candidate
        case final
    }

    var epoch = 0..<0
    var release = 0..<0
    var stage = Stage.final
    var prerelease = 0..<0
    var post: Range<Int>?
    var development: Range<Int>?
    var local = 0..<0
    var isLegacy = false

    /// Whether the version comes before the release that it names.
    var isPrerelease: Bool { stage != .final || development != nil }

    init(legacy text: Range<Int>) {
        release = text
        isLegacy = true
    }

    /// Reads a version as PEP 440, appendix B, writes it; nothing where the text is none.
    init?(_ text: Span<UInt8>) {
        let range = text.trimmed
        let end = range.upperBound
        var index = range.lowerBound
        if index < end, text[index].lowercased == UInt8(ascii: "v") { index += 1 }
        var digits = text.endOfDigits(from: index, to: end)
        if digits > index, digits < end, text[digits] == UInt8(ascii: "!") {
            epoch = index..<digits
            index = digits + 1
            digits = text.endOfDigits(from: index, to: end)
        }
        guard digits > index else { return nil }
        while digits + 1 < end, text[digits] == UInt8(ascii: "."), text[digits + 1].isDigit {
            digits = text.endOfDigits(from: digits + 1, to: end)
        }
        release = index..<digits
        index = digits
        readPrerelease(text, &index, end)
        readPost(text, &index, end)
        if let number = Self.number(after: "dev", text, &index, end) { development = number }
        guard readLocal(text, &index, end), index == end else { return nil }
        if development != nil, stage == .final, post == nil { stage = .development }
    }

    private static let prereleases: [(word: StaticString, stage: Stage)] = [
        ("alpha", .alpha), ("a", .alpha), ("beta", .beta), ("b", .beta), ("preview", .candidate), ("pre", .candidate),
        ("c", .candidate), ("rc", .candidate),
    ]

    private mutating func readPrerelease(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) {
        for (word, stage) in Self.prereleases {
            guard let number = Self.number(after: word, text, &index, end) else { continue }
            self.stage = stage
            prerelease = number
            return
        }
    }

    private mutating func readPost(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) {
        if index + 1 < end, text[index] == UInt8(ascii: "-"), text[index + 1].isDigit {
            let stop = text.endOfDigits(from: index + 1, to: end)
            post = index + 1..<stop
            index = stop
            return
        }
        post =
            Self.number(after: "post", text, &index, end) ?? Self.number(after: "rev", text, &index, end)
            ?? Self.number(after: "r", text, &index, end)
    }

    /// Reads `[-_.]?WORD[-_.]?[0-9]*` and answers where the digits stand.
    private static func number(
        after word: StaticString, _ text: Span<UInt8>, _ index: inout Int, _ end: Int
    ) -> Range<Int>? {
        var start = index
        if start < end, text[start].isPythonSeparator { start += 1 }
        guard text.starts(with: word, at: start, to: end) else { return nil }
        start += word.utf8CodeUnitCount
        if start < end, text[start].isPythonSeparator {
            // "1.0a-1" is a1, and "1.0a.dev1" and "1.0a-" are a0: the sign belongs to the word either way.
            start += 1
        }
        let stop = text.endOfDigits(from: start, to: end)
        index = stop
        return start..<stop
    }

    private mutating func readLocal(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        guard index < end, text[index] == UInt8(ascii: "+") else { return true }
        local = index + 1..<end
        var isAfterSegment = false
        for place in local {
            let byte = text[place]
            guard byte.isAlphanumeric || (byte.isPythonSeparator && isAfterSegment) else { return false }
            isAfterSegment = byte.isAlphanumeric
        }
        index = end
        return isAfterSegment
    }
}

extension UInt8 {
    /// Whether the byte may stand between the parts of a Python version.
    fileprivate var isPythonSeparator: Bool {
        self == UInt8(ascii: ".") || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}
