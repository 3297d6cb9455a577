/// One token of an Alpine version, and the place from which the next is read.
struct ApkToken {
    /// What a token is, in the order in which tokens may follow each other.
    enum Kind: UInt8, Comparable {
        case initialNumber, number, letter, suffix, suffixNumber, hash, revision, end
        /// A dot that no digit follows.
        case emptyNumber
        case invalid

        static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
    }

    private(set) var kind = Kind.initialNumber
    private(set) var value = 0..<0
    private(set) var suffix: UInt8 = 0

    init(first text: Span<UInt8>, in range: Range<Int>) {
        value = range.lowerBound..<text.endOfDigits(from: range.lowerBound, to: range.upperBound)
    }

    /// Whether the token makes the version older than the same version without it.
    var isPrerelease: Bool { kind == .suffix && suffix < Self.none }

    /// Orders two tokens of one kind by what they hold.
    static func order(_ a: Span<UInt8>, _ x: ApkToken, _ b: Span<UInt8>, _ y: ApkToken) -> Ordering {
        switch x.kind {
        case .number:
            let hasLeadingZero = a[x.value.lowerBound] == .zero || b[y.value.lowerBound] == .zero
            return hasLeadingZero
                ? Ordering.ofText(a, x.value, b, y.value) : Ordering.ofNumbers(a, x.value, b, y.value)
        case .initialNumber, .suffixNumber, .revision: return Ordering.ofNumbers(a, x.value, b, y.value)
        case .letter, .hash: return Ordering.ofText(a, x.value, b, y.value)
        case .suffix: return Ordering(x.suffix, y.suffix)
        case .emptyNumber, .end, .invalid: return .equal
        }
    }

    /// Reads the token that follows.
    mutating func advance(in text: Span<UInt8>, to end: Int) {
        let start = value.upperBound
        guard start < end else { return become(.end, start..<start) }
        switch text[start] {
        case UInt8(ascii: "a")...UInt8(ascii: "z") where isNumeric: become(.letter, start..<start + 1)
        case UInt8(ascii: "0")...UInt8(ascii: "9") where kind == .letter || kind == .suffix:
            become(kind == .letter ? .number : .suffixNumber, start..<text.endOfDigits(from: start, to: end))
        case UInt8(ascii: ".") where isNumeric:
            let digits = start + 1..<text.endOfDigits(from: start + 1, to: end)
            become(digits.isEmpty ? .emptyNumber : .number, digits)
        case UInt8(ascii: "_") where kind <= .suffixNumber || kind == .emptyNumber: readSuffix(text, start + 1, end)
        case UInt8(ascii: "~") where kind < .hash || kind == .emptyNumber: readHash(text, start + 1, end)
        case UInt8(ascii: "-") where kind < .revision || kind == .emptyNumber: readRevision(text, start + 1, end)
        default: become(.invalid, start..<start)
        }
    }

    private var isNumeric: Bool { kind <= .number || kind == .emptyNumber }

    private mutating func become(_ kind: Kind, _ value: Range<Int>) {
        self.kind = kind
        self.value = value
    }

    private mutating func readSuffix(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
        var stop = start
        while stop < end, text[stop].isLowercase { stop += 1 }
        guard let weight = Self.weight(text, start..<stop) else { return become(.invalid, start..<start) }
        suffix = weight
        become(.suffix, start..<stop)
    }

    private mutating func readHash(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
        var stop = start
        while stop < end, text[stop].isDigit || text[stop] &- 0x61 < 6 { stop += 1 }
        become(stop > start ? .hash : .invalid, start..<stop)
    }

    private mutating func readRevision(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
        guard start < end, text[start] == UInt8(ascii: "r") else { return become(.invalid, start..<start) }
        let digits = start + 1..<text.endOfDigits(from: start + 1, to: end)
        // apk reads "-r" alone and before another hyphen as revision 0, and before anything else as a mistake.
        let isRevision =
            !digits.isEmpty || digits.upperBound == end || text[digits.upperBound] == UInt8(ascii: "-")
        become(isRevision ? .revision : .invalid, digits)
    }

    private static let none: UInt8 = 4

    private static func weight(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt8? {
        if text.equals("alpha", range) { return 0 }
        if text.equals("beta", range) { return 1 }
        if text.equals("pre", range) { return 2 }
        if text.equals("rc", range) { return 3 }
        if text.equals("cvs", range) { return 5 }
        if text.equals("svn", range) { return 6 }
        if text.equals("git", range) { return 7 }
        if text.equals("hg", range) { return 8 }
        if text.equals("p", range) { return 9 }
        return nil
    }
}
