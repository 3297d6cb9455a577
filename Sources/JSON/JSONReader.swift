internal import Bytes

/// Reads JSON (RFC 8259) from bytes one token at a time, so that a caller keeps only what it wants.
///
/// Within strings it takes more than the RFC does: control characters, and escapes of other characters, stand for themselves.
///
/// The usual shape: `try reader.object { name in switch name { case "id": id = try reader.string() … default: try reader.skip() } }`
/// is written here as a loop, because a closure cannot hold the reader:
/// ```
/// try reader.beginObject()
/// while let name = try reader.nextName() { … read or skip the value … }
/// ```
package struct JSONReader: ~Escapable {
    /// How deep arrays and objects may nest.
    package static let depthLimit = 128

    private let bytes: Span<UInt8>
    package private(set) var offset: Int
    private var depth = 0
    /// Whether the array or object that was just begun has had no element yet.
    private var isFirst = false
    /// What trees of values may still take.
    private var memory: Int

    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
        offset = bytes.hasPrefix("\u{feff}") ? 3 : 0
        memory = JSONValue.memoryLimit(ofLength: bytes.count)
    }

    /// The kinds of value that may come next.
    package enum Kind: Sendable { case object, array, string, number, bool, null }

    /// What the next value is.
    @_lifetime(self: copy self)
    package mutating func peek() throws(JSONError) -> Kind {
        skipSpace()
        guard offset < bytes.count else { throw JSONError(.truncated, at: offset) }
        switch bytes[offset] {
        case 0x7b: return .object
        case 0x5b: return .array
        case 0x22: return .string
        case 0x74, 0x66: return .bool
        case 0x6e: return .null
        case 0x2d, 0x30...0x39: return .number
        default: throw JSONError(.malformed, at: offset)
        }
    }

    @_lifetime(self: copy self)
    package mutating func beginObject() throws(JSONError) { try begin(0x7b) }

    @_lifetime(self: copy self)
    package mutating func beginArray() throws(JSONError) { try begin(0x5b) }

    /// The next member's name, or nothing at the object's end, which is then passed.
    @_lifetime(self: copy self)
    package mutating func nextName() throws(JSONError) -> String? {
        guard try advance(closing: 0x7d) else { return nil }
        let name = try string()
        skipSpace()
        try expect(0x3a)
        return name
    }

    /// Whether another element follows; at the array's end, which is then passed, false.
    @_lifetime(self: copy self)
    package mutating func nextElement() throws(JSONError) -> Bool { try advance(closing: 0x5d) }

    /// A string's text with its escapes resolved; lone surrogates become U+FFFD.
    @_lifetime(self: copy self)
    package mutating func string() throws(JSONError) -> String {
        let raw = try rawString()
        guard raw.index(of: 0x5c) != nil else { return raw.text }
        return unescape(raw)
    }

    /// A string if there is one; any other value is passed over.
    @_lifetime(self: copy self)
    package mutating func stringIfPresent() throws(JSONError) -> String? {
        if try peek() == .string { return try string() }
        try skip()
        return nil
    }

    /// A number as it is written.
    @_lifetime(self: copy self)
    package mutating func number() throws(JSONError) -> String { try rawNumber().text }

    @_lifetime(self: copy self)
    package mutating func bool() throws(JSONError) -> Bool {
        skipSpace()
        if bytes.hasPrefix("true", at: offset) {
            offset += 4
            return true
        }
        if bytes.hasPrefix("false", at: offset) {
            offset += 5
            return false
        }
        throw JSONError(offset < bytes.count ? .malformed : .truncated, at: offset)
    }

    @_lifetime(self: copy self)
    package mutating func null() throws(JSONError) {
        skipSpace()
        guard bytes.hasPrefix("null", at: offset) else { throw JSONError(.malformed, at: offset) }
        offset += 4
    }

    /// The strings of an array; elements of other kinds are passed over, and so is a value that is no array.
    @_lifetime(self: copy self)
    package mutating func strings() throws(JSONError) -> [String] {
        guard try peek() == .array else {
            try skip()
            return []
        }
        var texts: [String] = []
        try beginArray()
        while try nextElement() {
            if let text = try stringIfPresent() { texts.append(text) }
        }
        return texts
    }

    /// Passes over the next value whatever it is, without recursion.
    @_lifetime(self: copy self)
    package mutating func skip() throws(JSONError) {
        var closers: [UInt8] = []
        repeat {
            if let closer = closers.last {
                guard try advance(closing: closer) else {
                    closers.removeLast()
                    continue
                }
                if closer == 0x7d {
                    _ = try rawString()
                    skipSpace()
                    try expect(0x3a)
                }
            }
            switch try peek() {
            case .object:
                try beginObject()
                closers.append(0x7d)
            case .array:
                try beginArray()
                closers.append(0x5d)
            case .string: _ = try rawString()
            case .number: _ = try rawNumber()
            case .bool: _ = try bool()
            case .null: try null()
            }
        } while !closers.isEmpty
    }

    /// The next value whole, within the memory that a text of this length may take.
    @_lifetime(self: copy self)
    package mutating func value() throws(JSONError) -> JSONValue {
        switch try peek() {
        case .object:
            var members: [JSONValue.Member] = []
            try beginObject()
            try spend(JSONValue.block)
            while let name = try nextName() {
                // An array that grows is half empty.
                try spend(2 * MemoryLayout<JSONValue.Member>.stride + JSONValue.memory(of: name))
                members.append(.init(name, try value()))
            }
            return .object(members)
        case .array:
            var elements: [JSONValue] = []
            try beginArray()
            try spend(JSONValue.block)
            while try nextElement() {
                try spend(2 * MemoryLayout<JSONValue>.stride)
                elements.append(try value())
            }
            return .array(elements)
        case .string:
            let text = try string()
            try spend(JSONValue.memory(of: text))
            return .string(text)
        case .number:
            let text = try number()
            try spend(JSONValue.memory(of: text))
            return .number(text)
        case .bool: return .bool(try bool())
        case .null:
            try null()
            return .null
        }
    }

    /// Makes sure that nothing but white space follows.
    @_lifetime(self: copy self)
    package mutating func finish() throws(JSONError) {
        skipSpace()
        if offset < bytes.count { throw JSONError(.trailingBytes, at: offset) }
    }
}

extension JSONReader {
    @_lifetime(self: copy self)
    private mutating func spend(_ bytes: Int) throws(JSONError) {
        memory -= bytes
        guard memory >= 0 else { throw JSONError(.tooLarge, at: offset) }
    }

    @_lifetime(self: copy self)
    private mutating func skipSpace() {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return }
            offset += 1
        }
    }

    @_lifetime(self: copy self)
    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard offset < bytes.count else { throw JSONError(.truncated, at: offset) }
        guard bytes[offset] == byte else { throw JSONError(.malformed, at: offset) }
        offset += 1
    }

    @_lifetime(self: copy self)
    private mutating func begin(_ opener: UInt8) throws(JSONError) {
        skipSpace()
        try expect(opener)
        depth += 1
        isFirst = true
        guard depth <= Self.depthLimit else { throw JSONError(.tooDeep, at: offset) }
    }

    @_lifetime(self: copy self)
    private mutating func advance(closing closer: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard offset < bytes.count else { throw JSONError(.truncated, at: offset) }
        if bytes[offset] == closer {
            offset += 1
            depth -= 1
            isFirst = false
            return false
        }
        if !isFirst {
            try expect(0x2c)
            skipSpace()
        }
        isFirst = false
        return true
    }

    /// The bytes between a string's quotes, escapes as they stand.
    @_lifetime(copy self)
    private mutating func rawString() throws(JSONError) -> Span<UInt8> {
        skipSpace()
        try expect(0x22)
        let start = offset
        while let quote = bytes.index(of: 0x22, from: offset) {
            var backslashes = 0
            while quote - 1 - backslashes >= start && bytes[quote - 1 - backslashes] == 0x5c { backslashes += 1 }
            offset = quote + 1
            if backslashes.isMultiple(of: 2) { return bytes.extracting(start..<quote) }
        }
        throw JSONError(.truncated, at: bytes.count)
    }

    @_lifetime(copy self)
    private mutating func rawNumber() throws(JSONError) -> Span<UInt8> {
        skipSpace()
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x30...0x39, 0x2b, 0x2d, 0x2e, 0x45, 0x65: offset += 1
            default:
                guard offset > start else { throw JSONError(.malformed, at: offset) }
                return try checked(bytes.extracting(start..<offset), at: start)
            }
        }
        guard offset > start else { throw JSONError(.truncated, at: offset) }
        return try checked(bytes.extracting(start..<offset), at: start)
    }

    /// A number that is one by the grammar: `-`, `0` or digits that begin with another, a fraction, an exponent (§6).
    @_lifetime(copy number)
    private func checked(_ number: Span<UInt8>, at start: Int) throws(JSONError) -> Span<UInt8> {
        let sign = number[0] == 0x2d ? 1 : 0
        var end = Self.digits(number, from: sign)
        var isNumber = end == sign + 1 || (end > sign && number[sign] != 0x30)
        if end < number.count, number[end] == 0x2e {
            let fraction = end + 1
            end = Self.digits(number, from: fraction)
            isNumber = isNumber && end > fraction
        }
        if end < number.count, number[end] == 0x65 || number[end] == 0x45 {
            var exponent = end + 1
            if exponent < number.count, number[exponent] == 0x2b || number[exponent] == 0x2d { exponent += 1 }
            end = Self.digits(number, from: exponent)
            isNumber = isNumber && end > exponent
        }
        guard isNumber && end == number.count else { throw JSONError(.malformed, at: start) }
        return number
    }

    /// Where the digits from a place on end.
    private static func digits(_ number: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < number.count, number[end] >= 0x30 && number[end] <= 0x39 { end += 1 }
        return end
    }

    private func unescape(_ raw: Span<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            index += 1
            guard byte == 0x5c, index < raw.count else {
                text.append(byte)
                continue
            }
            let escape = raw[index]
            index += 1
            switch escape {
            case 0x6e: text.append(0x0a)
            case 0x74: text.append(0x09)
            case 0x72: text.append(0x0d)
            case 0x62: text.append(0x08)
            case 0x66: text.append(0x0c)
            case 0x75: text.append(contentsOf: String(unicode(raw, &index)).utf8)
            default: text.append(escape)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The scalar of `\uXXXX`, or of a surrogate pair, whose digits begin at the index.
    private func unicode(_ raw: Span<UInt8>, _ index: inout Int) -> Unicode.Scalar {
        guard let first = unit(raw, at: index) else { return "\u{fffd}" }
        index += 4
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xdc00, raw.hasPrefix("\\u", at: index), let second = unit(raw, at: index + 2),
            second >= 0xdc00 && second < 0xe000
        else { return "\u{fffd}" }
        index += 6
        return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)) ?? "\u{fffd}"
    }

    private func unit(_ raw: Span<UInt8>, at index: Int) -> UInt32? {
        guard index >= 0 && index + 4 <= raw.count else { return nil }
        var value: UInt32 = 0
        for position in index..<(index + 4) {
            guard let digit = Hex.value(of: raw[position]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

extension JSONValue {
    /// Reads a whole text.
    package init(_ bytes: Span<UInt8>) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.value()
        try reader.finish()
    }
}
