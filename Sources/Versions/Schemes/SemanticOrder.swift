/// Semantic Versioning 2.0.0, read as advisories write it.
///
/// | part | from | order |
/// |---|---|---|
/// | numbers | `MAJOR.MINOR.PATCH`; missing ones are 0, further ones count | by value (§11.2) |
/// | pre-release | after `-`; none comes after any | identifiers (§11.3, §11.4) |
/// | build | after `+` | none (§10) |
///
/// Tolerated: white space, `v` and `=` in front, leading zeros, numbers of any length, a pre-release without its
/// hyphen.
enum SemanticOrder: VersionOrder {
    struct Layout: Sendable {
        var numbers: Range<Int>
        var prerelease: Range<Int>
        var build: Range<Int>
        /// Whether a Go toolchain's way to write a pre-release is meant: `rc1` for `rc.1`.
        var isToolchain = false
    }

    static func layout(of text: Span<UInt8>) -> Layout? {
        guard let word = text.word else { return nil }
        return layout(of: text, in: word)
    }

    /// Reads the version that fills a range of the text.
    static func layout(of text: Span<UInt8>, in range: Range<Int>) -> Layout? {
        var start = range.lowerBound
        let end = range.upperBound
        while start < end, text[start] == UInt8(ascii: "=") { start += 1 }
        if start < end, text[start].lowercased == UInt8(ascii: "v") { start += 1 }
        var stop = text.endOfDigits(from: start, to: end)
        guard stop > start else { return nil }
        while stop + 1 < end, text[stop] == UInt8(ascii: "."), text[stop + 1].isDigit {
            stop = text.endOfDigits(from: stop + 1, to: end)
        }
        let plus = text.first(UInt8(ascii: "+"), in: stop..<end) ?? end
        var label = stop
        if label < plus, text[label] == UInt8(ascii: "-") || text[label] == UInt8(ascii: ".") { label += 1 }
        return Layout(numbers: start..<stop, prerelease: label..<plus, build: min(plus + 1, end)..<end)
    }

    static func order(_ a: Span<UInt8>, _ first: Layout, _ b: Span<UInt8>, _ second: Layout) -> Ordering {
        order(a, first, b, second, ignoringCase: false)
    }

    /// Orders by numbers and pre-release.
    static func order(
        _ a: Span<UInt8>, _ first: Layout, _ b: Span<UInt8>, _ second: Layout, ignoringCase: Bool
    ) -> Ordering {
        let numbers = Ordering.ofNumberLists(a, first.numbers, b, second.numbers)
        if numbers != .equal { return numbers }
        switch (first.prerelease.isEmpty, second.prerelease.isEmpty) {
        case (true, true): return .equal
        case (true, false): return .greater
        case (false, true): return .less
        case (false, false):
            return Ordering.ofIdentifiers(
                a, first.prerelease, b, second.prerelease, ignoringCase: ignoringCase,
                splitting: (first.isToolchain, second.isToolchain))
        }
    }
}
