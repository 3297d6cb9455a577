/// Text and digits in turn, as Debian orders the parts of its versions.
///
/// In text a tilde comes before everything, even the end; then the end and digits; then letters; then all else.
/// Digits are ordered by value. A colon ends what stands before it, as in Android's `12:2023-10-01`.
enum NaturalOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> Range<Int>? { text.word }

    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        order(a, first, b, second, colon: 1)
    }

    /// Orders two parts of Debian's versions, in which a colon is a sign like others.
    static func orderParts(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        order(a, first, b, second, colon: Int(UInt8(ascii: ":")) + 256)
    }

    private static func order(
        _ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>, colon: Int
    ) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while i < first.upperBound || j < second.upperBound {
            while true {
                let x = i < first.upperBound ? weight(of: a[i], colon) : 0
                let y = j < second.upperBound ? weight(of: b[j], colon) : 0
                if x != y { return x < y ? .less : .greater }
                if x == 0 { break }
                i += 1
                j += 1
            }
            let x = a.endOfDigits(from: i, to: first.upperBound)
            let y = b.endOfDigits(from: j, to: second.upperBound)
            let order = Ordering.ofNumbers(a, i..<x, b, j..<y)
            if order != .equal { return order }
            i = x
            j = y
        }
        return .equal
    }

    private static func weight(of byte: UInt8, _ colon: Int) -> Int {
        if byte.isDigit { return 0 }
        if byte == UInt8(ascii: "~") { return -1 }
        if byte == UInt8(ascii: ":") { return colon }
        return byte.isLetter ? Int(byte) : Int(byte) + 256
    }
}
