/// A node of a YAML document (YAML 1.1 as LibYAML reads it); mappings keep the order of their members.
///
/// | node | kept as |
/// |---|---|
/// | scalar, plain or quoted | its text as it stands: nothing turns `1.10` into a number |
/// | sequence, block or flow | its items |
/// | mapping, block or flow | its members; a key that is no scalar is an empty text |
/// | alias | the node of its anchor, which counts again as many nodes as it has |
/// | tag, merge key `<<` | passed over; a plain member |
package enum YAMLNode: Sendable, Equatable {
    /// A text; only where it is plain may it stand for null, a number or a truth value.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Member])

    /// One key and its value.
    package struct Member: Sendable, Equatable {
        package let key: String
        package let value: YAMLNode

        package init(_ key: String, _ value: YAMLNode) {
            self.key = key
            self.value = value
        }
    }

    /// How deep sequences and mappings may nest.
    package static let depthLimit = 128
    /// How many nodes a text may have, those that aliases repeat counted again.
    package static let nodeLimit = 1_000_000

    /// Null, which is also what an empty document holds.
    package static let null = YAMLNode.scalar("", isPlain: true)

    /// Reads the first document of a text; what follows it is not looked at.
    package init(_ bytes: Span<UInt8>) throws(YAMLError) {
        self = try YAMLReader.documents(in: bytes, atMost: 1).first ?? .null
    }

    /// Reads all documents of a text.
    package static func documents(in bytes: Span<UInt8>) throws(YAMLError) -> [YAMLNode] {
        try YAMLReader.documents(in: bytes, atMost: .max)
    }

    /// The member of a mapping, or nothing; of members that share a key the last counts.
    package subscript(key: String) -> YAMLNode? { members.last { $0.key == key }?.value }

    /// The text of a scalar that is not null.
    package var text: String? {
        guard case .scalar(let text, let isPlain) = self else { return nil }
        if isPlain {
            switch text {
            case "", "~", "null", "Null", "NULL": return nil
            default: break
            }
        }
        return text
    }

    /// The items of a sequence; none of anything else.
    package var items: [YAMLNode] { if case .sequence(let items) = self { items } else { [] } }

    /// The members of a mapping; none of anything else.
    package var members: [Member] { if case .mapping(let members) = self { members } else { [] } }
}
