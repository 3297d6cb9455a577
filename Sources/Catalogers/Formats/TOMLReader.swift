internal import Bytes

/// Reads TOML documents strictly (TOML 1.0.0).
///
/// | line | meaning |
/// |---|---|
/// | `a.b = value` | a member of the table in hand, through tables that dotted keys define |
/// | `[a.b]` | the table that the next lines fill |
/// | `[[a.b]]` | one more table of an array, which the next lines fill |
/// | `# …` | a comment, also after anything else |
///
/// What the tables may do to each other is `TOMLTree`'s; strings are in `TOMLReader+Strings`, numbers and times in `TOMLScalar`.
struct TOMLReader: ~Escapable {
    /// How many keys, arrays and inline tables may lie within each other.
    static let depthLimit = 128

    let bytes: Span<UInt8>
    var offset: Int
    private var depth = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
        offset = bytes.hasPrefix("\u{feff}") ? 3 : 0
    }

    @_lifetime(self: copy self)
    mutating func document() throws(TOMLError) -> TOMLTable {
        try checkEncoding()
        var tree = TOMLTree()
        var table = TOMLTree.root
        while true {
            skipBlanks()
            switch peek {
            case nil: return tree.table()
            case UInt8(ascii: "["): table = try header(&tree)
            case UInt8(ascii: "#"), 0x0a, 0x0d: break
            default: try member(of: table, in: &tree)
            }
            try endLine()
        }
    }

    /// The byte at hand.
    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// What to throw where the byte at hand does not belong.
    var unexpected: TOMLError { TOMLError(offset < bytes.count ? .malformed : .truncated, at: offset) }

    @_lifetime(self: copy self)
    mutating func expect(_ byte: UInt8) throws(TOMLError) {
        guard peek == byte else { throw unexpected }
        offset += 1
    }

    @_lifetime(self: copy self)
    mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 { offset += 1 }
    }
}

extension TOMLReader {
    private func checkEncoding() throws(TOMLError) {
        do {
            _ = try UTF8Span(validating: bytes)
        } catch {
            throw TOMLError(.notUTF8, at: error.byteOffsets.lowerBound)
        }
    }

    @_lifetime(self: copy self)
    private mutating func header(_ tree: inout TOMLTree) throws(TOMLError) -> Int {
        let start = offset
        try expect(UInt8(ascii: "["))
        let isArray = peek == UInt8(ascii: "[")
        if isArray { offset += 1 }
        let keys = try key()
        try expect(UInt8(ascii: "]"))
        if isArray { try expect(UInt8(ascii: "]")) }
        depth = keys.count
        guard depth <= Self.depthLimit else { throw TOMLError(.tooDeep, at: start) }
        guard let table = isArray ? tree.append(table: keys) : tree.define(table: keys) else {
            throw TOMLError(.redefined, at: start)
        }
        return table
    }

    /// A key, an equals sign and a value.
    @_lifetime(self: copy self)
    private mutating func member(of table: Int, in tree: inout TOMLTree) throws(TOMLError) {
        let start = offset
        let keys = try key()
        try expect(UInt8(ascii: "="))
        skipBlanks()
        depth += keys.count
        defer { depth -= keys.count }
        guard depth <= Self.depthLimit else { throw TOMLError(.tooDeep, at: start) }
        let value = try value()
        guard tree.set(keys, of: table, to: value) else { throw TOMLError(.redefined, at: start) }
    }

    /// The parts of a dotted key, with the blanks around it.
    @_lifetime(self: copy self)
    private mutating func key() throws(TOMLError) -> [String] {
        var parts: [String] = []
        while true {
            skipBlanks()
            switch peek {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): parts.append(try lineString())
            default: parts.append(try bareKey())
            }
            skipBlanks()
            guard peek == UInt8(ascii: ".") else { return parts }
            offset += 1
        }
    }

    @_lifetime(self: copy self)
    private mutating func bareKey() throws(TOMLError) -> String {
        let start = offset
        while let byte = peek {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: offset += 1
            default:
                guard offset > start else { throw unexpected }
                return bytes.extracting(start..<offset).text
            }
        }
        throw unexpected
    }

    @_lifetime(self: copy self)
    private mutating func value() throws(TOMLError) -> TOMLValue {
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "{"): return .table(try inlineTable())
        default:
            let start = offset
            let length = TOMLScalar.length(in: bytes, from: start)
            offset += length
            guard length > 0 else { throw unexpected }
            guard let value = TOMLScalar.value(bytes.extracting(start..<offset)) else {
                throw TOMLError(.malformed, at: start)
            }
            return value
        }
    }

    @_lifetime(self: copy self)
    private mutating func array() throws(TOMLError) -> [TOMLValue] {
        try descend()
        defer { depth -= 1 }
        try expect(UInt8(ascii: "["))
        var elements: [TOMLValue] = []
        while true {
            try skipLines()
            if peek == UInt8(ascii: "]") { break }
            elements.append(try value())
            try skipLines()
            guard peek == UInt8(ascii: ",") else { break }
            offset += 1
        }
        try expect(UInt8(ascii: "]"))
        return elements
    }

    @_lifetime(self: copy self)
    private mutating func inlineTable() throws(TOMLError) -> TOMLTable {
        try descend()
        defer { depth -= 1 }
        try expect(UInt8(ascii: "{"))
        var tree = TOMLTree()
        skipBlanks()
        if peek != UInt8(ascii: "}") {
            while true {
                try member(of: TOMLTree.root, in: &tree)
                skipBlanks()
                guard peek == UInt8(ascii: ",") else { break }
                offset += 1
            }
        }
        try expect(UInt8(ascii: "}"))
        return tree.table()
    }

    @_lifetime(self: copy self)
    private mutating func descend() throws(TOMLError) {
        guard depth < Self.depthLimit else { throw TOMLError(.tooDeep, at: offset) }
        depth += 1
    }

    /// Passes over blanks, line ends and comments.
    @_lifetime(self: copy self)
    private mutating func skipLines() throws(TOMLError) {
        while true {
            skipBlanks()
            switch peek {
            case UInt8(ascii: "#"), 0x0a, 0x0d: try endLine()
            default: return
            }
        }
    }

    /// Passes over the rest of a line, which may only be a comment.
    @_lifetime(self: copy self)
    private mutating func endLine() throws(TOMLError) {
        skipBlanks()
        if peek == UInt8(ascii: "#") {
            while let byte = peek, byte != 0x0a && byte != 0x0d {
                guard byte >= 0x20 && byte != 0x7f || byte == 0x09 else { throw unexpected }
                offset += 1
            }
        }
        guard peek != nil else { return }
        if peek == 0x0d { offset += 1 }
        try expect(0x0a)
    }
}
