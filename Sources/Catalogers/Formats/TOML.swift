/// A TOML value (TOML 1.0.0) as read; numbers and times are kept as they were written, so that nothing is lost.
package enum TOMLValue: Sendable, Equatable {
    case string(String)
    case integer(String)
    case float(String)
    case boolean(Bool)
    /// A date, a time or both, with or without an offset.
    case date(String)
    case array([TOMLValue])
    case table(TOMLTable)

    /// Reads a whole document.
    package init(_ bytes: Span<UInt8>) throws(TOMLError) {
        var reader = TOMLReader(bytes)
        self = .table(try reader.document())
    }

    /// The member of a table, or nothing.
    package subscript(_ name: String) -> TOMLValue? { table?[name] }

    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
    package var array: [TOMLValue]? { if case .array(let elements) = self { elements } else { nil } }
    package var table: TOMLTable? { if case .table(let table) = self { table } else { nil } }
}

/// A table of a TOML document; its members keep their order.
package struct TOMLTable: Sendable, Equatable {
    /// One name and its value.
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: TOMLValue
    }

    package let members: [Member]
    private let places: [String: Int]

    /// - Parameter members: each name once.
    package init(_ members: [Member]) {
        self.members = members
        places = Dictionary(members.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    package subscript(_ name: String) -> TOMLValue? { places[name].map { members[$0].value } }
}

/// Why a text is no TOML, and where.
package struct TOMLError: Error, Equatable, CustomStringConvertible {
    /// What was wrong.
    package enum Code: Sendable { case truncated, malformed, tooDeep, notUTF8, redefined }

    package let code: Code
    package let offset: Int

    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    package var description: String {
        switch code {
        case .truncated: "the TOML ends early, at byte \(offset)"
        case .malformed: "the TOML is malformed at byte \(offset)"
        case .tooDeep: "the TOML nests too deep at byte \(offset)"
        case .notUTF8: "the TOML is not UTF-8 at byte \(offset)"
        case .redefined: "the TOML defines a key twice, at byte \(offset)"
        }
    }
}
