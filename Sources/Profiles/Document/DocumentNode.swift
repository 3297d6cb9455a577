internal import Bytes
internal import JSON
internal import YAML

/// A node of a profile's document, whichever form that had, with its line.
package struct DocumentNode: Sendable {
    /// What the node is.
    enum Content: Sendable {
        case scalar(String, Form)
        case list([DocumentNode])
        case mapping([Member])
    }

    /// How a scalar is written, which says what it can stand for.
    enum Form: Sendable {
        /// Without quotes in YAML: a text, a number, a truth value or nothing.
        case plain
        /// A text and nothing else.
        case text
        /// A number, a truth value or null of JSON.
        case literal
    }

    struct Member: Sendable {
        let key: String
        let line: Int
        let value: DocumentNode
    }

    let content: Content
    let line: Int

    /// Reads JSON where the text begins as an object of it does, else YAML.
    init(_ bytes: Span<UInt8>) throws(ProfileError) {
        guard bytes.count <= ProfileLimits.documentBytes else {
            throw ProfileError(
                .outOfRange, "the document has more than \(ProfileLimits.documentBytes >> 20) MiB", line: 0)
        }
        let text = bytes.trimmed
        if text.hasPrefix("{") || text.hasPrefix("\u{feff}{") {
            self = try Self.json(bytes)
        } else {
            self = try Self.yaml(bytes)
        }
    }

    init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }
}

extension DocumentNode {
    private static func yaml(_ bytes: Span<UInt8>) throws(ProfileError) -> DocumentNode {
        do throws(YAMLError) { return node(try LocatedNode(bytes)) } catch {
            let message =
                switch error.code {
                case .malformed: "this is no YAML, or more than one document of it"
                case .tooDeep: "the YAML nests too deep"
                case .tooLarge: "the YAML has too many nodes"
                }
            throw ProfileError(.unreadable, message, line: error.line)
        }
    }

    private static func node(_ located: LocatedNode) -> DocumentNode {
        switch located.content {
        case .scalar(let text, let isPlain):
            DocumentNode(.scalar(text, isPlain ? .plain : .text), line: located.line)
        case .sequence(let items): DocumentNode(.list(items.map(node)), line: located.line)
        case .mapping(let members):
            DocumentNode(
                .mapping(members.map { Member(key: $0.key, line: $0.line, value: node($0.value)) }), line: located.line)
        }
    }

    private static func json(_ bytes: Span<UInt8>) throws(ProfileError) -> DocumentNode {
        var lines = LineCounter()
        do throws(JSONError) {
            var reader = JSONReader(bytes)
            let node = try value(&reader, bytes, &lines)
            try reader.finish()
            return node
        } catch {
            throw ProfileError(.unreadable, "\(error)", line: lines.line(of: error.offset, in: bytes))
        }
    }

    private static func value(
        _ reader: inout JSONReader, _ bytes: Span<UInt8>, _ lines: inout LineCounter
    ) throws(JSONError) -> DocumentNode {
        let kind = try reader.peek()
        let line = lines.line(of: reader.offset, in: bytes)
        switch kind {
        case .object:
            var members: [Member] = []
            try reader.beginObject()
            while let key = try reader.nextName() {
                let keyLine = lines.line(of: reader.offset, in: bytes)
                members.append(Member(key: key, line: keyLine, value: try value(&reader, bytes, &lines)))
            }
            return DocumentNode(.mapping(members), line: line)
        case .array:
            var items: [DocumentNode] = []
            try reader.beginArray()
            while try reader.nextElement() { items.append(try value(&reader, bytes, &lines)) }
            return DocumentNode(.list(items), line: line)
        case .string: return DocumentNode(.scalar(try reader.string(), .text), line: line)
        case .number: return DocumentNode(.scalar(try reader.number(), .literal), line: line)
        case .bool: return DocumentNode(.scalar(try reader.bool() ? "true" : "false", .literal), line: line)
        case .null:
            try reader.null()
            return DocumentNode(.scalar("null", .literal), line: line)
        }
    }
}

/// Counts lines as places in a text move forward.
private struct LineCounter {
    private var offset = 0
    private var line = 1

    mutating func line(of place: Int, in bytes: Span<UInt8>) -> Int {
        while let end = bytes.index(of: 0x0a, from: offset), end < place {
            line += 1
            offset = end + 1
        }
        return line
    }
}
