internal import Bytes

/// Reads names and literals of Lua, one after another.
struct LuaReader: ~Escapable {
    /// How deep tables may nest.
    private static let depthLimit = 32
    /// Bytes of a text that concatenation may make.
    private static let textLimit = 4 << 10

    private let bytes: Span<UInt8>
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
        if bytes.hasPrefix("#!") { offset = bytes.index(of: 0x0a) ?? bytes.count }
    }

    /// The next name; nothing where something else stands.
    @_lifetime(self: copy self)
    mutating func name() -> String? {
        skipSpace()
        let start = offset
        while offset < bytes.count, Self.isWord(bytes[offset]) { offset += 1 }
        guard offset > start, bytes[start] > 0x39 else { return nil }
        return bytes.extracting(start..<offset).text
    }

    /// The value that follows `=`.
    @_lifetime(self: copy self)
    mutating func assigned(_ known: [String: LuaTable.Value]) -> LuaTable.Value? {
        guard take("=") else { return nil }
        return value(known, depth: 0)
    }

    @_lifetime(self: copy self)
    private mutating func value(_ known: [String: LuaTable.Value], depth: Int) -> LuaTable.Value? {
        guard depth <= Self.depthLimit, var value = operand(known, depth: depth) else { return nil }
        while take("..") {
            guard case .text(let left) = value, case .text(let right)? = operand(known, depth: depth),
                left.utf8.count + right.utf8.count <= Self.textLimit
            else { return nil }
            value = .text(left + right)
        }
        _ = take(";")
        return value
    }

    @_lifetime(self: copy self)
    private mutating func operand(_ known: [String: LuaTable.Value], depth: Int) -> LuaTable.Value? {
        skipSpace()
        guard offset < bytes.count else { return nil }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return table(known, depth: depth)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return bytes.quotedText(at: &offset).map { .text($0) }
        case UInt8(ascii: "["): return long().map { .text($0) }
        case UInt8(ascii: "-"), 0x30...0x39:
            let start = offset
            offset += 1
            while offset < bytes.count, Self.isWord(bytes[offset]) || bytes[offset] == UInt8(ascii: ".") { offset += 1 }
            return .text(bytes.extracting(start..<offset).text)
        default:
            guard let name = name() else { return nil }
            // A call or an index is nothing that can be known.
            guard offset >= bytes.count || !"([.:".utf8.contains(bytes[offset]) || bytes.hasPrefix("..", at: offset)
            else { return nil }
            switch name {
            case "true", "false", "nil": return .text(name)
            // A table in tables in tables, each by the name of the one before, would nest without a limit.
            default: if case .text(let text)? = known[name] { return .text(text) } else { return nil }
            }
        }
    }

    @_lifetime(self: copy self)
    private mutating func table(_ known: [String: LuaTable.Value], depth: Int) -> LuaTable.Value? {
        offset += 1
        var members: [LuaTable.Member] = []
        while !take("}") {
            let start = offset
            var key = ""
            if take("["), !bytes.hasPrefix("[", at: offset), case .text(let text)? = operand(known, depth: depth + 1),
                take("]"), take("=")
            {
                key = text
            } else {
                offset = start
                if let name = name(), take("="), !bytes.hasPrefix("=", at: offset) {
                    key = name
                } else {
                    offset = start
                }
            }
            guard let value = value(known, depth: depth + 1) else { return nil }
            members.append(LuaTable.Member(key: key, value: value))
            _ = take(",") || take(";")
        }
        return .table(members)
    }

    /// `[[…]]`, or with as many equals signs between both brackets.
    @_lifetime(self: copy self)
    private mutating func long() -> String? {
        var level = 0
        while offset + 1 + level < bytes.count, bytes[offset + 1 + level] == UInt8(ascii: "=") { level += 1 }
        let start = offset + level + 2
        guard start <= bytes.count, bytes[start - 1] == UInt8(ascii: "[") else { return nil }
        let closer = Array("]".utf8) + [UInt8](repeating: UInt8(ascii: "="), count: level) + Array("]".utf8)
        guard let end = bytes.index(of: closer, from: start) else { return nil }
        offset = end + closer.count
        return bytes.extracting(start..<end).text
    }

    @_lifetime(self: copy self)
    private mutating func take(_ sign: StaticString) -> Bool {
        skipSpace()
        guard bytes.hasPrefix(sign, at: offset) else { return false }
        offset += sign.utf8CodeUnitCount
        return true
    }

    /// Passes over white space and comments (`-- …`, `--[[ … ]]`).
    @_lifetime(self: copy self)
    private mutating func skipSpace() {
        while offset < bytes.count {
            if isSpace(bytes[offset]) {
                offset += 1
            } else if bytes.hasPrefix("--[[", at: offset) {
                offset = bytes.index(of: Array("]]".utf8), from: offset).map { $0 + 2 } ?? bytes.count
            } else if bytes.hasPrefix("--", at: offset) {
                offset = bytes.index(of: 0x0a, from: offset) ?? bytes.count
            } else {
                return
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f: true
        default: false
        }
    }
}
