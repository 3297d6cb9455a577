/// A JSON value (RFC 8259) as read; objects keep the order of their members.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number as it was written, so that nothing is lost.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One name and its value.
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The member of an object, or nothing; of members that share a name the last counts.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The element of an array, or nothing.
    package subscript(_ index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }
    package var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
}

extension JSONValue {
    /// Bytes of memory that the tree of a text may take.
    ///
    /// What a tree takes follows from what the text has of values, not from its length: of real documents it is two to six times the
    /// length, of `[0],` over and over thirty times. So a tree may take what real documents of its length do, and small ones a fixed amount.
    package static func memoryLimit(ofLength length: Int) -> Int {
        let (product, isOverflow) = max(0, length).multipliedReportingOverflow(by: 8)
        return isOverflow ? 1 << 30 : min(max(product, 64 << 20), 1 << 30)
    }

    /// What an array or a text of its own takes beside its content.
    static let block = 32

    /// What a text takes outside of the value that holds it: short ones nothing.
    static func memory(of text: String) -> Int {
        let count = text.utf8.count
        return count > 15 ? count + block : 0
    }
}

/// Why a text is no JSON, and where.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    /// What was wrong.
    package enum Code: Sendable { case truncated, malformed, tooDeep, tooLarge, trailingBytes }

    package let code: Code
    package let offset: Int

    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    package var description: String {
        switch code {
        case .truncated: "the JSON ends early, at byte \(offset)"
        case .malformed: "the JSON is malformed at byte \(offset)"
        case .tooDeep: "the JSON nests too deep at byte \(offset)"
        case .tooLarge: "the JSON has too many parts, at byte \(offset)"
        case .trailingBytes: "bytes follow the JSON, at byte \(offset)"
        }
    }
}
