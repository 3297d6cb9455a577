/// RPM's order of versions, `[epoch:]version[-release]`.
///
/// | part | from | order |
/// |---|---|---|
/// | epoch | digits before a colon at the start; missing is 0 | by value |
/// | version | up to the last hyphen | segments |
/// | release | after the last hyphen; missing comes before any | segments |
///
/// Segments are runs of digits or of letters; all else only separates, except `~`, which comes before the end, and `^`,
/// which comes after the end and before everything else. A number is newer than a word. Source: rpm-version(7).
enum RPMOrder: VersionOrder {
    struct Layout: Sendable {
        var epoch: Range<Int>
        var version: Range<Int>
        var release: Range<Int>?
    }

    static func layout(of text: Span<UInt8>) -> Layout? {
        guard let word = text.word else { return nil }
        let digits = text.endOfDigits(from: word.lowerBound, to: word.upperBound)
        var epoch = word.lowerBound..<word.lowerBound
        var start = word.lowerBound
        if digits < word.upperBound, text[digits] == UInt8(ascii: ":") {
            epoch = word.lowerBound..<digits
            start = digits + 1
        }
        guard let hyphen = text.last(UInt8(ascii: "-"), in: start..<word.upperBound) else {
            return Layout(epoch: epoch, version: start..<word.upperBound, release: nil)
        }
        return Layout(epoch: epoch, version: start..<hyphen, release: hyphen + 1..<word.upperBound)
    }

    static func order(_ a: Span<UInt8>, _ first: Layout, _ b: Span<UInt8>, _ second: Layout) -> Ordering {
        let epoch = Ordering.ofNumbers(a, first.epoch, b, second.epoch)
        if epoch != .equal { return epoch }
        let version = segments(a, first.version, b, second.version)
        if version != .equal { return version }
        switch (first.release, second.release) {
        case (nil, nil): return .equal
        case (nil, _): return .less
        case (_, nil): return .greater
        case (let x?, let y?): return segments(a, x, b, y)
        }
    }

    private static func segments(
        _ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>
    ) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while i < first.upperBound || j < second.upperBound {
            i = a.skippingSeparators(from: i, to: first.upperBound)
            j = b.skippingSeparators(from: j, to: second.upperBound)
            let x = i < first.upperBound ? a[i] : 0
            let y = j < second.upperBound ? b[j] : 0
            if x == UInt8(ascii: "~") || y == UInt8(ascii: "~") {
                if x != y { return x == UInt8(ascii: "~") ? .less : .greater }
                i += 1
                j += 1
                continue
            }
            if x == UInt8(ascii: "^") || y == UInt8(ascii: "^") {
                if x != y {
                    // A caret is newer than the end and older than anything else.
                    if x == 0 || y == 0 { return x == 0 ? .less : .greater }
                    return x == UInt8(ascii: "^") ? .less : .greater
                }
                i += 1
                j += 1
                continue
            }
            if x == 0 || y == 0 { break }
            guard x.isDigit == y.isDigit else { return x.isDigit ? .greater : .less }
            let endA = x.isDigit ? a.endOfDigits(from: i, to: first.upperBound) : a.endOfLetters(i, first.upperBound)
            let endB = x.isDigit ? b.endOfDigits(from: j, to: second.upperBound) : b.endOfLetters(j, second.upperBound)
            let order =
                x.isDigit
                ? Ordering.ofNumbers(a, i..<endA, b, j..<endB) : Ordering.ofText(a, i..<endA, b, j..<endB)
            if order != .equal { return order }
            i = endA
            j = endB
        }
        if i >= first.upperBound, j >= second.upperBound { return .equal }
        return i < first.upperBound ? .greater : .less
    }
}

extension Span where Element == UInt8 {
    fileprivate func skippingSeparators(from start: Int, to end: Int) -> Int {
        var index = start
        while index < end, !self[index].isAlphanumeric, self[index] != UInt8(ascii: "~"),
            self[index] != UInt8(ascii: "^")
        {
            index += 1
        }
        return index
    }

    fileprivate func endOfLetters(_ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, self[index].isLetter { index += 1 }
        return index
    }
}
