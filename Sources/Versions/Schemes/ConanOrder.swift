/// Conan's order: items between dots, a pre-release after the last hyphen, a build after the last plus sign.
///
/// Numbers are ordered by value and all else as text, zeros at the end do not count, a pre-release comes before its
/// version and a build after it; both are ordered as versions are. Source: the Conan 2 documentation, “Versioning”.
enum ConanOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> Range<Int>? { text.word }

    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        order(a, first, b, second, depth: 0)
    }

    private struct Parts {
        var items: Range<Int>
        var prerelease: Range<Int>?
        var build: Range<Int>?

        init(_ text: Span<UInt8>, _ range: Range<Int>) {
            items = range
            if let plus = text.last(UInt8(ascii: "+"), in: items) {
                build = plus + 1..<items.upperBound
                items = items.lowerBound..<plus
            }
            if let hyphen = text.last(UInt8(ascii: "-"), in: items) {
                prerelease = hyphen + 1..<items.upperBound
                items = items.lowerBound..<hyphen
            }
            items = items.lowerBound..<Self.withoutZeros(text, items)
        }

        private static func withoutZeros(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
            var end = range.upperBound
            while true {
                var start = end
                while start > range.lowerBound, text[start - 1] == .zero { start -= 1 }
                guard start < end else { return end }
                if start == range.lowerBound { return start }
                guard text[start - 1] == UInt8(ascii: ".") else { return end }
                end = start - 1
            }
        }
    }

    private static func order(
        _ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>, depth: Int
    ) -> Ordering {
        let x = Parts(a, first)
        let y = Parts(b, second)
        let items = order(items: a, x.items, b, y.items)
        if items != .equal { return items }
        switch (x.prerelease, y.prerelease) {
        case (nil, nil): break
        case (nil, _): return .greater
        case (_, nil): return .less
        case (let p?, let q?):
            let labels = order(items: a, p, b, q)
            if labels != .equal { return labels }
        }
        switch (x.build, y.build) {
        case (nil, nil): return .equal
        case (nil, _): return .less
        case (_, nil): return .greater
        // A build holds no plus sign, so it holds no build: this calls itself once.
        case (let p?, let q?): return depth > 0 ? .equal : order(a, p, b, q, depth: depth + 1)
        }
    }

    private static func order(
        items a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>
    ) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while i < first.upperBound || j < second.upperBound {
            if i >= first.upperBound { return .less }
            if j >= second.upperBound { return .greater }
            let x = a.identifier(from: i, to: first.upperBound, splitting: false)
            let y = b.identifier(from: j, to: second.upperBound, splitting: false)
            let order =
                x.isNumber && y.isNumber
                ? Ordering.ofNumbers(a, i..<x.end, b, j..<y.end) : Ordering.ofText(a, i..<x.end, b, j..<y.end)
            if order != .equal { return order }
            i = x.next
            j = y.next
        }
        return .equal
    }
}
