/// opam's order of versions: Debian's upstream version and revision, with no epoch.
///
/// Source: the opam manual, “Version ordering”.
enum OpamOrder: VersionOrder {
    struct Layout: Sendable {
        var upstream: Range<Int>
        var revision: Range<Int>
    }

    static func layout(of text: Span<UInt8>) -> Layout? {
        guard let word = text.word else { return nil }
        guard let hyphen = text.last(UInt8(ascii: "-"), in: word) else {
            return Layout(upstream: word, revision: word.upperBound..<word.upperBound)
        }
        return Layout(upstream: word.lowerBound..<hyphen, revision: hyphen + 1..<word.upperBound)
    }

    static func order(_ a: Span<UInt8>, _ first: Layout, _ b: Span<UInt8>, _ second: Layout) -> Ordering {
        let upstream = NaturalOrder.orderParts(a, first.upstream, b, second.upstream)
        if upstream != .equal { return upstream }
        return NaturalOrder.orderParts(a, first.revision, b, second.revision)
    }
}
