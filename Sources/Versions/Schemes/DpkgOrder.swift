/// Debian's order of versions, `[epoch:]upstream-version[-debian-revision]`.
///
/// | part | from | order |
/// |---|---|---|
/// | epoch | before the first colon, digits; missing is 0 | by value |
/// | upstream version | up to the last hyphen | text and digits in turn |
/// | revision | after the last hyphen; missing is empty | text and digits in turn |
///
/// Source: Debian Policy §5.6.12; deb-version(7).
enum DpkgOrder: VersionOrder {
    struct Layout: Sendable {
        var epoch: Range<Int>
        var upstream: Range<Int>
        var revision: Range<Int>
    }

    static func layout(of text: Span<UInt8>) -> Layout? {
        guard let word = text.word else { return nil }
        var epoch = word.lowerBound..<word.lowerBound
        var start = word.lowerBound
        if let colon = text.first(UInt8(ascii: ":"), in: word) {
            epoch = word.lowerBound..<colon
            start = colon + 1
            guard !epoch.isEmpty, text.endOfDigits(from: epoch.lowerBound, to: colon) == colon else { return nil }
        }
        guard start < word.upperBound else { return nil }
        guard let hyphen = text.last(UInt8(ascii: "-"), in: start..<word.upperBound) else {
            return Layout(epoch: epoch, upstream: start..<word.upperBound, revision: word.upperBound..<word.upperBound)
        }
        guard hyphen > start, hyphen + 1 < word.upperBound else { return nil }
        return Layout(epoch: epoch, upstream: start..<hyphen, revision: hyphen + 1..<word.upperBound)
    }

    static func order(_ a: Span<UInt8>, _ first: Layout, _ b: Span<UInt8>, _ second: Layout) -> Ordering {
        let epoch = Ordering.ofNumbers(a, first.epoch, b, second.epoch)
        if epoch != .equal { return epoch }
        let upstream = NaturalOrder.orderParts(a, first.upstream, b, second.upstream)
        if upstream != .equal { return upstream }
        return NaturalOrder.orderParts(a, first.revision, b, second.revision)
    }
}
