/// A Python version from before PEP 440, in the parts by which setuptools ordered it.
///
/// The text is cut into digits, letters, hyphens and the rest; digits are ordered as text filled with zeros to eight
/// places, everything else before them. `pre`, `preview` and `rc` are `c`, `dev` comes first, and a hyphen counts
/// only where a release follows.
struct LegacyPythonVersion {
    /// One part: a number, or a word with the rank of what it stands for.
    fileprivate struct Part {
        var range: Range<Int>
        var isNumber: Bool
        var stands: StaticString?
    }

    fileprivate var parts: [Part] = []

    /// Orders two such versions.
    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        let x = LegacyPythonVersion(a, first).parts
        let y = LegacyPythonVersion(b, second).parts
        for index in 0..<min(x.count, y.count) {
            let order = order(a, x[index], b, y[index])
            if order != .equal { return order }
        }
        return Ordering(x.count, y.count)
    }

    private init(_ text: Span<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            let kind = Self.kind(of: text[start])
            index += 1
            while index < range.upperBound, kind != .sign, Self.kind(of: text[index]) == kind { index += 1 }
            append(text, start..<index, kind)
        }
        append(Part(range: 0..<0, isNumber: false, stands: "final"), isBeforeFinal: false, text)
    }

    private enum Kind { case digits, letters, sign, other }

    private static func kind(of byte: UInt8) -> Kind {
        if byte.isDigit { return .digits }
        if byte.isLetter { return .letters }
        return byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") ? .sign : .other
    }

    private mutating func append(_ text: Span<UInt8>, _ range: Range<Int>, _ kind: Kind) {
        var part = Part(range: range, isNumber: kind == .digits)
        switch kind {
        case .digits:
            parts.append(part)
            return
        case .sign where text[range.lowerBound] == UInt8(ascii: "."): return
        case .sign: part.stands = "final-"
        case .letters, .other:
            if text.equals("pre", range) || text.equals("preview", range) || text.equals("rc", range) {
                part.stands = "c"
            }
            if text.equals("dev", range) { part.stands = "@" }
        }
        let final = Part(range: 0..<0, isNumber: false, stands: "final")
        append(part, isBeforeFinal: Self.order(text, part, text, final) == .less, text)
    }

    fileprivate mutating func append(_ part: Part, isBeforeFinal: Bool, _ text: Span<UInt8>) {
        if isBeforeFinal {
            while let last = parts.last, last.isHyphen { parts.removeLast() }
        }
        while let last = parts.last, last.isZero(text) { parts.removeLast() }
        parts.append(part)
    }

    fileprivate static func order(_ a: Span<UInt8>, _ x: Part, _ b: Span<UInt8>, _ y: Part) -> Ordering {
        guard x.isNumber == y.isNumber else { return x.isNumber ? .greater : .less }
        let length = max(x.length, y.length)
        for offset in 0..<length {
            guard let p = x.byte(at: offset, in: a) else { return .less }
            guard let q = y.byte(at: offset, in: b) else { return .greater }
            if p != q { return p < q ? .less : .greater }
        }
        return .equal
    }
}

extension LegacyPythonVersion.Part {
    /// How many bytes the part has once digits are filled to eight places.
    fileprivate var length: Int { stands?.utf8CodeUnitCount ?? (isNumber ? max(8, range.count) : range.count) }

    fileprivate var isHyphen: Bool { stands?.utf8CodeUnitCount == 6 }

    fileprivate func isZero(_ text: Span<UInt8>) -> Bool {
        guard isNumber, range.count <= 8 else { return false }
        for index in range where text[index] != .zero { return false }
        return true
    }

    fileprivate func byte(at offset: Int, in text: Span<UInt8>) -> UInt8? {
        guard offset < length else { return nil }
        if let stands { return stands.withUTF8Buffer { $0[offset] } }
        let filled = length - range.count
        return offset < filled ? .zero : text[range.lowerBound + offset - filled].lowercased
    }
}
