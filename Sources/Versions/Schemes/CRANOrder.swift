/// R's order: numbers that dots or hyphens separate, by value, the shorter first where one begins the other.
///
/// Source: Writing R Extensions §1.1.1; R's `numeric_version`.
enum CRANOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> Range<Int>? {
        let range = text.trimmed
        var isAfterDigit = false
        for index in range {
            let byte = text[index]
            let isSeparator = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            guard byte.isDigit || (isSeparator && isAfterDigit) else { return nil }
            isAfterDigit = byte.isDigit
        }
        return isAfterDigit ? range : nil
    }

    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        Ordering.ofNumberLists(a, first, b, second, shorterIsLess: true)
    }
}
