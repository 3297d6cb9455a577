/// Composer's versions in the order of PHP's `version_compare`, a `v` in front left out.
///
/// A version is cut at every sign and where digits meet letters. Numbers are ordered by value, words by the table; a
/// word meets a number as if the number were `#`, and so does a version that goes on where the other ends.
///
/// | word begins with | other | dev | a | b | RC, rc | # | p |
/// |---|---|---|---|---|---|---|---|
/// | rank | 0 | 1 | 2 | 3 | 4 | 5 | 6 |
///
/// Source: the PHP manual, `version_compare`.
enum PackagistOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> Range<Int>? {
        guard var range = text.word else { return nil }
        if text[range.lowerBound].lowercased == UInt8(ascii: "v") { range = range.lowerBound + 1..<range.upperBound }
        var index = range.lowerBound
        if case .end = token(text, &index, range.upperBound) { return nil }
        return range
    }

    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while true {
            let x = token(a, &i, first.upperBound)
            let y = token(b, &j, second.upperBound)
            let order: Ordering
            switch (x, y) {
            case (.end, .end): return .equal
            case (.number(let p), .number(let q)): order = Ordering.ofNumbers(a, p, b, q)
            case (.number, .end): return .greater
            case (.end, .number): return .less
            default: order = Ordering(x.rank, y.rank)
            }
            if order != .equal { return order }
        }
    }

    private enum Token {
        case number(Range<Int>)
        case word(UInt8)
        case end

        /// The rank as a word: numbers and the end stand where `#` stands.
        var rank: UInt8 { if case .word(let rank) = self { rank } else { 5 } }
    }

    private static func token(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Token {
        while index < end, !isWord(text[index]), !text[index].isDigit { index += 1 }
        guard index < end else { return .end }
        let start = index
        if text[start].isDigit {
            index = text.endOfDigits(from: start, to: end)
            return .number(start..<index)
        }
        while index < end, isWord(text[index]) { index += 1 }
        return .word(rank(of: text, start..<index))
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte.isLetter || byte == UInt8(ascii: "#") }

    private static func rank(of text: Span<UInt8>, _ word: Range<Int>) -> UInt8 {
        let initial = text[word.lowerBound]
        switch initial {
        case UInt8(ascii: "#"): return 5
        case UInt8(ascii: "a"): return 2
        case UInt8(ascii: "b"): return 3
        case UInt8(ascii: "p"): return 6
        case UInt8(ascii: "d"): return text.starts(with: "dev", at: word.lowerBound, to: word.upperBound) ? 1 : 0
        case UInt8(ascii: "r"), UInt8(ascii: "R"):
            guard word.count > 1 else { return 0 }
            // Letters stand 15 apart: rc and RC are candidates, Rc is not.
            return text[word.lowerBound + 1] == initial &- 15 ? 4 : 0
        default: return 0
        }
    }
}
