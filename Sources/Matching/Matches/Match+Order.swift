extension Match {
    /// The forecast from which on exploitation is so likely that it counts before severity.
    package static let likelyExploitation = 0.1

    /// What to fix first, for people.
    ///
    /// Known exploitation goes first; then a forecast of exploitation of at least one in ten; then severity. Among equals those
    /// with a fix go first, then the higher forecast, then the higher score. Small differences of the forecast say little, so they
    /// do not outweigh severity.
    package static func priorityOrder(_ left: Match, _ right: Match) -> Bool {
        if left.isKnownExploited != right.isKnownExploited { return left.isKnownExploited }
        if left.isLikelyExploited != right.isLikelyExploited { return left.isLikelyExploited }
        if left.severity != right.severity { return left.severity > right.severity }
        if (left.status == .fixable) != (right.status == .fixable) { return left.status == .fixable }
        let (first, second) = (left.epss ?? 0, right.epss ?? 0)
        if first != second { return first > second }
        let (one, other) = (left.cvss?.tenths ?? 0, right.cvss?.tenths ?? 0)
        if one != other { return one > other }
        return identifierOrder(left, right)
    }

    /// By identifier, numbers in it by value, and then by package, for documents.
    package static func identifierOrder(_ left: Match, _ right: Match) -> Bool {
        left.id == right.id ? left.package < right.package : IdentifierOrder.precedes(left.id, right.id)
    }

    private var isLikelyExploited: Bool { (epss ?? 0) >= Self.likelyExploitation }
}

/// The order of identifiers of vulnerabilities: runs of digits by their value, so that CVE-2024-999 goes before CVE-2024-10000.
enum IdentifierOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        let a = left.utf8.span
        let b = right.utf8.span
        var i = 0
        var j = 0
        while i < a.count && j < b.count {
            if isDigit(a[i]) && isDigit(b[j]) {
                let first = run(a, &i)
                let second = run(b, &j)
                if first.count != second.count { return first.count < second.count }
                for offset in 0..<first.count where a[first.lowerBound + offset] != b[second.lowerBound + offset] {
                    return a[first.lowerBound + offset] < b[second.lowerBound + offset]
                }
                continue
            }
            if a[i] != b[j] { return a[i] < b[j] }
            i += 1
            j += 1
        }
        if a.count - i != b.count - j { return a.count - i < b.count - j }
        // Equal but for leading zeros.
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The run of digits at `index` without leading zeros; moves `index` past it.
    private static func run(_ bytes: Span<UInt8>, _ index: inout Int) -> Range<Int> {
        while index < bytes.count && bytes[index] == 0x30 { index += 1 }
        let start = index
        while index < bytes.count && isDigit(bytes[index]) { index += 1 }
        return start..<index
    }
}
