/// One condition on a Python version: an operator and what it compares to.
///
/// | operator | holds for |
/// |---|---|
/// | `~=` | versions from this one on that share all numbers but the last |
/// | `==`, `!=` | this version, or with `.*` all that begin so; a local part counts only where it is written |
/// | `<=`, `>=` | by order, local parts left out |
/// | `<`, `>` | by order, without the pre-, post- and local releases of the version itself |
/// | `===` | the same text |
///
/// Source: “Version specifiers”, Python packaging user guide.
struct PEP440Specifier: Sendable {
    enum Operator: Sendable { case compatible, equal, unequal, atMost, atLeast, below, above, identical }

    let comparison: Operator
    let text: String
    let layout: PEP440Layout
    let isPrefix: Bool

    /// Whether the condition itself asks for a pre-release.
    var namesPrerelease: Bool { comparison != .unequal && !isPrefix && !layout.isLegacy && layout.isPrerelease }

    init?(_ condition: Substring) {
        var rest = condition
        guard let comparison = Self.takeOperator(&rest) else { return nil }
        while let first = rest.utf8.first, first.isSpace { rest.removeFirst() }
        self.comparison = comparison
        if comparison == .identical {
            guard !rest.utf8.contains(where: { !$0.isGraphic || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ")") })
            else {
                return nil
            }
            text = String(rest)
            isPrefix = false
            layout = PEP440Layout(text.utf8.span) ?? PEP440Layout(legacy: 0..<text.utf8.count)
            return
        }
        let isExact = comparison == .equal || comparison == .unequal
        isPrefix = isExact && rest.hasSuffix(".*")
        if isPrefix { rest.removeLast(2) }
        text = String(rest)
        guard let layout = PEP440Layout(text.utf8.span) else { return nil }
        if isPrefix, layout.release.upperBound != text.utf8.count { return nil }
        if !isExact, !layout.local.isEmpty { return nil }
        if comparison == .compatible,
            text.utf8.span.first(UInt8(ascii: "."), in: layout.release) == nil
        {
            return nil
        }
        self.layout = layout
    }

    /// Whether a version meets the condition.
    func holds(for version: PEP440Version) -> Bool {
        let a = version.text.utf8.span
        let b = text.utf8.span
        let order = layout.isLegacy ? .less : PEP440Order.publicOrder(a, version.layout, b, layout)
        switch comparison {
        case .identical: return Ordering.ofText(a, a.trimmed, b, b.trimmed, ignoringCase: true) == .equal
        case .equal: return isEqual(a, version, b)
        case .unequal: return !isEqual(a, version, b)
        case .atMost: return order != .greater
        case .atLeast: return order != .less
        case .compatible: return order != .less && beginsAlike(a, version.layout, b, withoutLast: true)
        case .below:
            guard order == .less else { return false }
            guard version.isPrerelease, !layout.isPrerelease else { return true }
            var earliest = layout
            earliest.development = 0..<0
            if earliest.post == nil { earliest.stage = .development }
            return PEP440Order.publicOrder(a, version.layout, b, earliest) == .less
        case .above:
            guard order == .greater else { return false }
            guard version.isPostrelease, layout.post == nil else { return true }
            var base = version.layout
            base.post = nil
            base.development = nil
            return PEP440Order.publicOrder(a, base, b, layout) != .equal
        }
    }

    private func isEqual(_ a: Span<UInt8>, _ version: PEP440Version, _ b: Span<UInt8>) -> Bool {
        if isPrefix { return beginsAlike(a, version.layout, b, withoutLast: false) }
        return layout.local.isEmpty
            ? PEP440Order.publicOrder(a, version.layout, b, layout) == .equal
            : PEP440Order.order(a, version.layout, b, layout) == .equal
    }

    /// Whether the version's release begins with the condition's, missing numbers being 0.
    private func beginsAlike(_ a: Span<UInt8>, _ version: PEP440Layout, _ b: Span<UInt8>, withoutLast: Bool) -> Bool {
        guard Ordering.ofNumbers(a, version.epoch, b, layout.epoch) == .equal else { return false }
        var end = layout.release.upperBound
        if withoutLast, let dot = b.last(UInt8(ascii: "."), in: layout.release) { end = dot }
        var i = version.release.lowerBound
        var j = layout.release.lowerBound
        while j < end {
            let x = a.endOfDigits(from: i, to: version.release.upperBound)
            let y = b.endOfDigits(from: j, to: end)
            guard Ordering.ofNumbers(a, i..<x, b, j..<y) == .equal else { return false }
            i = min(x + 1, version.release.upperBound)
            j = y + 1
        }
        return true
    }

    private static func takeOperator(_ text: inout Substring) -> Operator? {
        let operators: [(String, Operator)] = [
            ("===", .identical), ("~=", .compatible), ("==", .equal), ("!=", .unequal), ("<=", .atMost),
            (">=", .atLeast),
            ("<", .below), (">", .above),
        ]
        for (sign, comparison) in operators where text.hasPrefix(sign) {
            text.removeFirst(sign.count)
            return comparison
        }
        return nil
    }
}
