internal import Bytes

/// The assignments of a Lua file that holds nothing but data, such as a rockspec (Lua 5.4 reference manual §3).
///
/// | form | value |
/// |---|---|
/// | `"a\n"`, `'a'`, `[[a]]`, `[==[a]==]` | a text |
/// | `12`, `true`, `nil` | a text as written |
/// | `{ a = 1, ["b"] = 2, 3 }` | a table; what has no key has an empty one |
/// | `x`, `x .. "a"` | texts of earlier names, and of them and literals put together |
/// | `local x = "a"`, `x = "a"` | a name for what follows |
///
/// Anything else (calls, conditions, functions) ends what is known: the file is read up to there.
struct LuaTable {
    /// A value that the file gives a name.
    enum Value: Equatable {
        case text(String)
        case table([Member])
    }

    /// One key and its value.
    struct Member: Equatable {
        let key: String
        let value: Value
    }

    private(set) var members: [String: Value] = [:]

    init(_ bytes: Span<UInt8>) {
        var reader = LuaReader(bytes)
        while let name = reader.name() {
            guard name != "local" else { continue }
            guard let value = reader.assigned(members) else { return }
            members[name] = value
        }
    }

    /// The text that a name has; a dot leads into a table.
    subscript(path: String) -> String? {
        let parts = path.split(separator: ".")
        guard let first = parts.first, let value = members[String(first)] else { return nil }
        if parts.count == 1, case .text(let text) = value { return text }
        guard parts.count == 2, case .table(let members) = value,
            case .text(let text)? = members.last(where: { $0.key == parts[1] })?.value
        else { return nil }
        return text
    }

    /// The texts of a table that have no key.
    func texts(_ name: String) -> [String] {
        guard case .table(let members)? = members[name] else { return [] }
        return members.compactMap { member in
            if member.key.isEmpty, case .text(let text) = member.value { text } else { nil }
        }
    }
}
