/// Haskell's order: numbers that dots separate, by value, the shorter first where one begins the other.
///
/// Source: the Haskell Package Versioning Policy; `Data.Version`.
enum HackageOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> Range<Int>? {
        guard let range = CRANOrder.layout(of: text), text.first(UInt8(ascii: "-"), in: range) == nil else {
            return nil
        }
        return range
    }

    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        CRANOrder.order(a, first, b, second)
    }
}
