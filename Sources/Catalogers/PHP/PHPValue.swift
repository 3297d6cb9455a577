internal import Bytes

/// A value as PHP's `serialize` writes it (PHP manual, `serialize`).
///
/// | form | value |
/// |---|---|
/// | `N;` | null |
/// | `b:1;`, `i:42;`, `d:0.5;` | a truth value, a number; kept as written |
/// | `s:3:"abc";` | a text, by its length in bytes |
/// | `a:2:{key value key value}` | an array |
/// | `O:1:"C":1:{…}` | an object, kept as its members |
/// | `r:1;`, `R:1;` | the same as an earlier value; kept as null |
enum PHPValue: Equatable {
    case null
    case number(String)
    case text(String)
    case array([Member])

    /// One key and its value.
    struct Member: Equatable {
        let key: String
        let value: PHPValue
    }

    /// How deep arrays may nest.
    static let depthLimit = 64

    /// Reads a whole value.
    init(_ bytes: Span<UInt8>) throws(ByteError) {
        var reader = ByteReader(bytes)
        self = try reader.phpValue(depth: 0)
    }

    subscript(key: String) -> PHPValue? {
        guard case .array(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }

    var members: [Member] { if case .array(let members) = self { members } else { [] } }
}

extension ByteReader {
    @_lifetime(self: copy self)
    fileprivate mutating func phpValue(depth: Int) throws(ByteError) -> PHPValue {
        guard depth <= PHPValue.depthLimit else { throw ByteError(.malformed, at: offset) }
        let kind = try byte()
        guard kind != UInt8(ascii: "N") else {
            try expect(UInt8(ascii: ";"))
            return .null
        }
        try expect(UInt8(ascii: ":"))
        switch kind {
        case UInt8(ascii: "b"), UInt8(ascii: "i"), UInt8(ascii: "d"): return .number(try field(until: ";"))
        case UInt8(ascii: "r"), UInt8(ascii: "R"):
            _ = try field(until: ";")
            return .null
        case UInt8(ascii: "s"):
            let text = try phpText()
            try expect(UInt8(ascii: ";"))
            return .text(text)
        case UInt8(ascii: "a"): return try phpArray(depth: depth)
        case UInt8(ascii: "O"):
            _ = try phpText()
            try expect(UInt8(ascii: ":"))
            return try phpArray(depth: depth)
        default: throw ByteError(.malformed, at: offset)
        }
    }

    @_lifetime(self: copy self)
    private mutating func phpArray(depth: Int) throws(ByteError) -> PHPValue {
        _ = try field(until: ":")
        try expect(UInt8(ascii: "{"))
        var members: [PHPValue.Member] = []
        while true {
            guard offset < bytes.count else { throw ByteError(.truncated, at: offset) }
            if bytes[offset] == UInt8(ascii: "}") { break }
            let key: String
            switch try phpValue(depth: PHPValue.depthLimit) {
            case .text(let text), .number(let text): key = text
            case .null, .array: throw ByteError(.malformed, at: offset)
            }
            members.append(PHPValue.Member(key: key, value: try phpValue(depth: depth + 1)))
        }
        try skip(1)
        return .array(members)
    }

    /// A length and a text: `3:"abc"`.
    @_lifetime(self: copy self)
    private mutating func phpText() throws(ByteError) -> String {
        guard let length = Int(try field(until: ":")) else { throw ByteError(.malformed, at: offset) }
        try expect(UInt8(ascii: "\""))
        let text = try take(length).text
        try expect(UInt8(ascii: "\""))
        return text
    }

    @_lifetime(self: copy self)
    private mutating func field(until end: Unicode.Scalar) throws(ByteError) -> String {
        guard let place = bytes.index(of: UInt8(ascii: end), from: offset), place - offset <= 32 else {
            throw ByteError(.malformed, at: offset)
        }
        let text = try take(place - offset).text
        try skip(1)
        return text
    }

    @_lifetime(self: copy self)
    private mutating func expect(_ sign: UInt8) throws(ByteError) {
        guard try byte() == sign else { throw ByteError(.malformed, at: offset - 1) }
    }
}
