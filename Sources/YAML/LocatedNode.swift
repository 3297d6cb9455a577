/// A node of a YAML document with the line that it stands in, for documents whose mistakes are told to the person who wrote them.
package struct LocatedNode: Sendable {
    /// What the node is; the forms are those of `YAMLNode`.
    package enum Content: Sendable {
        case scalar(String, isPlain: Bool)
        case sequence([LocatedNode])
        case mapping([Member])
    }

    /// One key, the line that it stands in, and its value.
    package struct Member: Sendable {
        package let key: String
        package let line: Int
        package let value: LocatedNode
    }

    package let content: Content
    /// The line, the first being 1; of what an alias repeats, the alias's.
    package let line: Int

    /// Reads a text that holds one document, with no key but scalars.
    package init(_ bytes: Span<UInt8>) throws(YAMLError) {
        let (node, lines) = try YAMLReader.located(bytes)
        var next = 0
        self = Self.put(node, lines, &next)
    }

    private init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    /// Gives each node its line: lines come in the order in which nodes begin.
    ///
    /// Nodes nest within the reader's limit.
    private static func put(_ node: YAMLNode, _ lines: [Int], _ next: inout Int) -> LocatedNode {
        let line = lines.indices.contains(next) ? lines[next] : 0
        next += 1
        switch node {
        case .scalar(let text, let isPlain): return LocatedNode(.scalar(text, isPlain: isPlain), line: line)
        case .sequence(let items): return LocatedNode(.sequence(items.map { put($0, lines, &next) }), line: line)
        case .mapping(let members):
            let located = members.map { member in
                let keyLine = lines.indices.contains(next) ? lines[next] : line
                next += 1
                return Member(key: member.key, line: keyLine, value: put(member.value, lines, &next))
            }
            return LocatedNode(.mapping(located), line: line)
        }
    }
}
