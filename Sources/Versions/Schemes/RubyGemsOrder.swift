/// RubyGems' order: runs of digits and of letters, zeros that end the numbers or the whole left out.
///
/// A word comes before a number and before nothing, so `1.0.a` is a pre-release of `1.0`; a hyphen stands for `.pre.`.
/// Source: `Gem::Version`.
enum RubyGemsOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> Range<Int>? {
        let range = text.trimmed
        guard !range.isEmpty, text[range.lowerBound].isDigit else { return nil }
        for index in range {
            let byte = text[index]
            guard byte.isAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") else { return nil }
        }
        return range
    }

    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        var x = GemSegments(first)
        var y = GemSegments(second)
        while true {
            let p = x.next(in: a)
            let q = y.next(in: b)
            let order: Ordering
            switch (p, q) {
            case (.end, .end): return .equal
            case (.word, .word): order = words(a, p, b, q)
            case (.word, _): return .less
            case (_, .word): return .greater
            default: order = Ordering.ofNumbers(a, p.range, b, q.range)
            }
            if order != .equal { return order }
        }
    }

    private static func words(_ a: Span<UInt8>, _ p: GemSegments.Segment, _ b: Span<UInt8>, _ q: GemSegments.Segment)
        -> Ordering
    {
        let pre = GemSegments.pre
        return switch (p.isHyphen, q.isHyphen) {
        case (false, false): Ordering.ofText(a, p.range, b, q.range)
        case (true, false): Ordering.ofText(pre.span, 0..<pre.count, b, q.range)
        case (false, true): Ordering.ofText(a, p.range, pre.span, 0..<pre.count)
        case (true, true): .equal
        }
    }
}
