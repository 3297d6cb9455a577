extension Ordering {
    /// Orders two runs of decimal digits by value, whatever their length; an empty run is zero.
    static func ofNumbers(
        _ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>
    ) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while i < first.upperBound, a[i] == .zero { i += 1 }
        while j < second.upperBound, b[j] == .zero { j += 1 }
        let length = first.upperBound - i
        let other = second.upperBound - j
        guard length == other else { return length < other ? .less : .greater }
        while i < first.upperBound {
            if a[i] != b[j] { return a[i] < b[j] ? .less : .greater }
            i += 1
            j += 1
        }
        return .equal
    }

    /// Orders two runs of bytes by value, the shorter first where one begins the other.
    static func ofText(
        _ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>, ignoringCase: Bool = false
    ) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while i < first.upperBound, j < second.upperBound {
            let x = ignoringCase ? a[i].lowercased : a[i]
            let y = ignoringCase ? b[j].lowercased : b[j]
            if x != y { return x < y ? .less : .greater }
            i += 1
            j += 1
        }
        return Ordering(first.count, second.count)
    }

    /// Orders numbers that single bytes separate, from the left.
    ///
    /// A missing number is zero, or with `shorterIsLess` comes before every number.
    static func ofNumberLists(
        _ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>, shorterIsLess: Bool = false
    ) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while i < first.upperBound || j < second.upperBound {
            if shorterIsLess {
                if i >= first.upperBound { return .less }
                if j >= second.upperBound { return .greater }
            }
            let x = a.endOfDigits(from: i, to: first.upperBound)
            let y = b.endOfDigits(from: j, to: second.upperBound)
            let order = ofNumbers(a, i..<x, b, j..<y)
            if order != .equal { return order }
            i = x < first.upperBound ? x + 1 : x
            j = y < second.upperBound ? y + 1 : y
        }
        return .equal
    }

    /// Orders dotted identifiers as Semantic Versioning 2.0.0 §11.4 does.
    ///
    /// Numbers come before words, and a list before the longer list that it begins. With `splitting` an identifier also
    /// ends where a letter meets a digit, as in the Go toolchain's `rc1`.
    static func ofIdentifiers(
        _ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>,
        ignoringCase: Bool = false, splitting: (first: Bool, second: Bool) = (false, false)
    ) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while i < first.upperBound || j < second.upperBound {
            if i >= first.upperBound { return .less }
            if j >= second.upperBound { return .greater }
            let x = a.identifier(from: i, to: first.upperBound, splitting: splitting.first)
            let y = b.identifier(from: j, to: second.upperBound, splitting: splitting.second)
            let order: Ordering
            switch (x.isNumber, y.isNumber) {
            case (true, true): order = ofNumbers(a, i..<x.end, b, j..<y.end)
            case (true, false): order = .less
            case (false, true): order = .greater
            case (false, false): order = ofText(a, i..<x.end, b, j..<y.end, ignoringCase: ignoringCase)
            }
            if order != .equal { return order }
            i = x.next
            j = y.next
        }
        return .equal
    }
}
