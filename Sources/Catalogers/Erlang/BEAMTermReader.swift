internal import Bytes

/// Reads terms of Erlang (Erlang reference manual, "Data Types") and the literals of Elixir (Elixir's syntax reference).
///
/// | form | language | term |
/// |---|---|---|
/// | `abc`, `'a b'` | Erlang | atom |
/// | `:abc`, `:"a b"`, `Abc.Def` | Elixir | atom |
/// | `"abc"`, `<<"abc">>`, `~"abc"` | both | text |
/// | `42`, `-1.5`, `$a` | both | a text as written |
/// | `{…}` | both | tuple |
/// | `[…]` | both | list |
/// | `#{k => v}`; `%{k => v}` | Erlang; Elixir | list of pairs |
/// | `k: v`, `"k": v` | Elixir | a pair |
/// | `% …`; `# …` | Erlang; Elixir | a comment |
struct BEAMTermReader: ~Escapable {
    private let bytes: Span<UInt8>
    private let isErlang: Bool
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, _ language: BEAMTerm.Language) {
        self.bytes = bytes
        isErlang = language == .erlang
        if bytes.hasPrefix("\u{feff}") { offset = 3 }
    }

    /// The next term of the file, or nothing at its end.
    @_lifetime(self: copy self)
    mutating func next() throws(ByteError) -> BEAMTerm? {
        skipSpace()
        while offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            skipSpace()
        }
        guard offset < bytes.count else { return nil }
        return try term(depth: 0)
    }

    @_lifetime(self: copy self)
    private mutating func term(depth: Int) throws(ByteError) -> BEAMTerm {
        skipSpace()
        guard depth <= BEAMTerm.depthLimit else { throw ByteError(.malformed, at: offset) }
        guard offset < bytes.count else { throw ByteError(.truncated, at: offset) }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return .tuple(try elements(until: "}", depth: depth))
        case UInt8(ascii: "["): return .list(try elements(until: "]", depth: depth))
        case UInt8(ascii: "#") where isErlang, UInt8(ascii: "%") where !isErlang:
            offset += 1
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "{") else {
                throw ByteError(.malformed, at: offset)
            }
            return .list(try elements(until: "}", depth: depth))
        case UInt8(ascii: "<"): return try binary()
        case UInt8(ascii: "\""): return try keyed(.text(try quoted()), depth: depth)
        case UInt8(ascii: "'"):
            let text = try quoted()
            return isErlang ? .atom(text) : .text(text)
        case UInt8(ascii: "~"):
            offset += 1
            return try term(depth: depth + 1)
        case UInt8(ascii: ":") where !isErlang:
            offset += 1
            guard offset < bytes.count else { throw ByteError(.truncated, at: offset) }
            return .atom(bytes[offset] == UInt8(ascii: "\"") ? try quoted() : try word())
        default:
            let isNumber = bytes[offset] < 0x3a
            let text = try word()
            return isNumber ? .text(text) : try keyed(.atom(text), depth: depth)
        }
    }

    /// The terms up to a closing bracket; `a => b` is a pair.
    @_lifetime(self: copy self)
    private mutating func elements(until closer: Unicode.Scalar, depth: Int) throws(ByteError) -> [BEAMTerm] {
        offset += 1
        var elements: [BEAMTerm] = []
        while true {
            skipSpace()
            guard offset < bytes.count else { throw ByteError(.truncated, at: offset) }
            if bytes[offset] == UInt8(ascii: closer) {
                offset += 1
                return elements
            }
            if bytes[offset] == UInt8(ascii: ",") || bytes[offset] == UInt8(ascii: "|") {
                offset += 1
                continue
            }
            let term = try term(depth: depth + 1)
            skipSpace()
            guard bytes.hasPrefix("=>", at: offset) || bytes.hasPrefix(":=", at: offset) else {
                elements.append(term)
                continue
            }
            offset += 2
            elements.append(.tuple([term, try self.term(depth: depth + 1)]))
        }
    }

    /// A key of Elixir's with the value that follows its colon; else the key itself.
    @_lifetime(self: copy self)
    private mutating func keyed(_ key: BEAMTerm, depth: Int) throws(ByteError) -> BEAMTerm {
        guard !isErlang, offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else { return key }
        offset += 1
        return .tuple([key, try term(depth: depth + 1)])
    }

    /// `<<"text">>`; of a binary of another kind nothing is kept.
    @_lifetime(self: copy self)
    private mutating func binary() throws(ByteError) -> BEAMTerm {
        guard bytes.hasPrefix("<<", at: offset) else { throw ByteError(.malformed, at: offset) }
        offset += 2
        skipSpace()
        var text = ""
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") { text = try quoted() }
        guard let end = bytes.index(of: Array(">>".utf8), from: offset) else {
            throw ByteError(.truncated, at: bytes.count)
        }
        offset = end + 2
        return .text(text)
    }

    @_lifetime(self: copy self)
    private mutating func quoted() throws(ByteError) -> String {
        guard let text = bytes.quotedText(at: &offset) else { throw ByteError(.truncated, at: offset) }
        return text
    }

    /// An atom, a number or an alias.
    @_lifetime(self: copy self)
    private mutating func word() throws(ByteError) -> String {
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x40, 0x24, 0x3f, 0x21, 0x2d, 0x2b, 0x80...0xff:
                offset += 1
            // A full stop ends Erlang's terms, but not within numbers and names of modules.
            case UInt8(ascii: ".") where offset + 1 < bytes.count && Self.isAlphanumeric(bytes[offset + 1]): offset += 1
            default:
                guard offset > start else { throw ByteError(.malformed, at: offset) }
                return bytes.extracting(start..<offset).text
            }
        }
        guard offset > start else { throw ByteError(.truncated, at: offset) }
        return bytes.extracting(start..<offset).text
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: false
        }
    }

    @_lifetime(self: copy self)
    private mutating func skipSpace() {
        let comment = isErlang ? UInt8(ascii: "%") : UInt8(ascii: "#")
        while offset < bytes.count {
            if bytes[offset] == comment {
                offset = bytes.index(of: 0x0a, from: offset) ?? bytes.count
            } else if isSpace(bytes[offset]) {
                offset += 1
            } else {
                return
            }
        }
    }
}
