/// Reads the words of npm's range language.
struct NpmReader: ~Escapable {
    /// A number of a version in a range; `x`, `X`, `*` and nothing at all stand for any.
    enum Number {
        case number(UInt64)
        case any
    }

    /// A version in a range, of which parts may be left open.
    struct Partial {
        var major = Number.any
        var minor = Number.any
        var patch = Number.any
        var prerelease: [UInt8] = []
    }

    private let text: Span<UInt8>
    private(set) var index = 0

    @_lifetime(copy text)
    init(_ text: Span<UInt8>) {
        self.text = text
    }

    var isAtEnd: Bool { index >= text.count }

    /// Whether what follows ends a comparator: nothing, a space or `||`.
    var isAtBreak: Bool { isAtEnd || text[index].isSpace || text[index] == UInt8(ascii: "|") }

    /// Whether a space follows.
    var isAtSpace: Bool { !isAtEnd && text[index].isSpace }

    @_lifetime(self: copy self)
    mutating func skipSpaces() {
        while !isAtEnd, text[index].isSpace { index += 1 }
    }

    /// Goes back to a place read before.
    @_lifetime(self: copy self)
    mutating func rewind(to place: Int) { index = place }

    /// Takes a byte where it follows.
    @_lifetime(self: copy self)
    mutating func take(_ byte: UInt8) -> Bool {
        guard !isAtEnd, text[index] == byte else { return false }
        index += 1
        return true
    }

    /// Takes `[v=\s]*` and `N[.N[.N[-pre][+build]]]`; nothing where no such thing follows.
    @_lifetime(self: copy self)
    mutating func partial(isLoose: Bool = false) -> Partial? {
        while !isAtEnd, text[index].isSpace || text[index] == UInt8(ascii: "v") || text[index] == UInt8(ascii: "=") {
            index += 1
        }
        guard let major = number() else { return nil }
        var partial = Partial(major: major)
        guard take(UInt8(ascii: ".")) else { return partial }
        guard let minor = number() else { return nil }
        partial.minor = minor
        guard take(UInt8(ascii: ".")) else { return partial }
        guard let patch = number() else { return nil }
        partial.patch = patch
        if take(UInt8(ascii: "-")) || (isLoose && !isAtEnd && text[index].isLetter) {
            guard let label = identifiers() else { return nil }
            partial.prerelease = label
        }
        if take(UInt8(ascii: "+")) {
            guard identifiers() != nil else { return nil }
        }
        return partial
    }

    @_lifetime(self: copy self)
    private mutating func number() -> Number? {
        guard !isAtEnd else { return nil }
        if text[index] == UInt8(ascii: "*") || text[index].lowercased == UInt8(ascii: "x") {
            index += 1
            return .any
        }
        let start = index
        var value: UInt64 = 0
        while !isAtEnd, text[index].isDigit {
            let (tens, isTooGreat) = value.multipliedReportingOverflow(by: 10)
            guard !isTooGreat else { return nil }
            value = tens &+ UInt64(text[index] &- .zero)
            guard value <= NpmVersion.greatestNumber else { return nil }
            index += 1
        }
        return index > start ? .number(value) : nil
    }

    @_lifetime(self: copy self)
    private mutating func identifiers() -> [UInt8]? {
        var bytes: [UInt8] = []
        var isAfterDot = true
        while !isAtEnd {
            let byte = text[index]
            let isDot = byte == UInt8(ascii: ".")
            guard isDot || byte.isAlphanumeric || byte == UInt8(ascii: "-") else { break }
            if isDot, isAfterDot { return nil }
            isAfterDot = isDot
            bytes.append(byte)
            index += 1
        }
        return isAfterDot ? nil : bytes
    }
}
