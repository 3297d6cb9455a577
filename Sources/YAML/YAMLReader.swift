internal import Bytes
internal import CYAML

/// Puts nodes together from LibYAML's events, without recursion.
struct YAMLReader {
    /// A sequence or mapping that has begun and not ended.
    private struct Frame {
        var isMapping: Bool
        var anchor: String?
        var items: [YAMLNode] = []
        var members: [YAMLNode.Member] = []
        /// The key that waits for its value.
        var key: String?
        /// Nodes in it so far, itself included.
        var count = 1
        /// Levels of sequences and mappings in it so far, itself included.
        var height = 1

        var node: YAMLNode { isMapping ? .mapping(members) : .sequence(items) }

        mutating func append(_ node: YAMLNode, count: Int, height: Int) {
            self.count += count
            self.height = max(self.height, height + 1)
            if !isMapping {
                items.append(node)
            } else if let key {
                members.append(YAMLNode.Member(key, node))
                self.key = nil
            } else if case .scalar(let text, _) = node {
                key = text
            } else {
                key = ""
            }
        }
    }

    /// A node that aliases may name, how many nodes it has, and how many levels of sequences and mappings.
    private struct Anchored {
        let node: YAMLNode
        let count: Int
        let height: Int
    }

    /// More `%TAG` directives than any document has; LibYAML compares each of them with all others.
    private static let directiveLimit = 32

    private var frames: [Frame] = []
    private var anchors: [String: Anchored] = [:]
    private var root: YAMLNode?
    private var count = 0
    /// The lines in which nodes begin, in their order, where they are asked for.
    private var lines: [Int]?

    /// The one document of a text, and the lines of its nodes in the order in which they begin, keys among them.
    static func located(_ bytes: Span<UInt8>) throws(YAMLError) -> (node: YAMLNode, lines: [Int]) {
        try checkDirectives(bytes)
        return try bytes.withUnsafeBufferPointer { buffer throws(YAMLError) in
            guard let parser = YAMLEvents(buffer) else { throw YAMLError(.tooLarge, line: 1) }
            var reader = YAMLReader()
            reader.lines = []
            var hasEnded = false
            while let event = try parser.next() {
                if case .other = event.kind { continue }
                // What follows the document would be passed over unread.
                guard !hasEnded else { throw YAMLError(.malformed, line: event.line) }
                try reader.take(event)
                if case .documentEnd = event.kind { hasEnded = true }
            }
            return (reader.root ?? .null, reader.lines ?? [])
        }
    }

    /// The first documents of a text.
    static func documents(in bytes: Span<UInt8>, atMost limit: Int) throws(YAMLError) -> [YAMLNode] {
        try checkDirectives(bytes)
        return try bytes.withUnsafeBufferPointer { buffer throws(YAMLError) in
            guard let parser = YAMLEvents(buffer) else { throw YAMLError(.tooLarge, line: 1) }
            var documents: [YAMLNode] = []
            var reader = YAMLReader()
            while documents.count < limit, let event = try parser.next() {
                try reader.take(event)
                if case .documentEnd = event.kind {
                    documents.append(reader.root ?? .null)
                    reader = YAMLReader(counting: reader.count + 1)
                }
            }
            return documents
        }
    }

    private init(counting count: Int = 0) { self.count = count }

    private static func checkDirectives(_ bytes: Span<UInt8>) throws(YAMLError) {
        let directive = Array("%TAG".utf8)
        var found = 0
        var offset = 0
        while let next = bytes.index(of: directive, from: offset) {
            offset = next + directive.count
            found += next == 0 || bytes[next - 1] == 0x0a || bytes[next - 1] == 0x0d ? 1 : 0
            if found > directiveLimit { throw YAMLError(.tooLarge, line: 1) }
        }
    }

    private mutating func take(_ event: YAMLEvents.Event) throws(YAMLError) {
        switch event.kind {
        case .scalar(let text, let isPlain, let anchor):
            lines?.append(event.line)
            try add(
                Anchored(node: .scalar(text, isPlain: isPlain), count: 1, height: 0), anchor: anchor, line: event.line)
        case .begin(let isMapping, let anchor):
            guard frames.count < YAMLNode.depthLimit else { throw YAMLError(.tooDeep, line: event.line) }
            // A node that holds an alias of itself never ends.
            if let anchor { anchors[anchor] = nil }
            try noteBeginning(at: event.line)
            frames.append(Frame(isMapping: isMapping, anchor: anchor))
        case .end:
            guard let frame = frames.popLast() else { throw YAMLError(.malformed, line: event.line) }
            // The nodes in it are counted already.
            let anchored = Anchored(node: frame.node, count: frame.count, height: frame.height)
            try add(anchored, counting: 1, anchor: frame.anchor, line: event.line)
        case .alias(let name):
            guard let anchored = anchors[name] else { throw YAMLError(.malformed, line: event.line) }
            guard frames.count + anchored.height <= YAMLNode.depthLimit else {
                throw YAMLError(.tooDeep, line: event.line)
            }
            try noteBeginning(at: event.line, count: anchored.count)
            try add(anchored, line: event.line)
        case .documentEnd, .other: break
        }
    }

    /// Keeps the line of nodes that are no scalars of the text itself; where lines are kept, none of them may be a key.
    private mutating func noteBeginning(at line: Int, count: Int = 1) throws(YAMLError) {
        guard lines != nil else { return }
        if let frame = frames.last, frame.isMapping, frame.key == nil { throw YAMLError(.malformed, line: line) }
        guard count <= YAMLNode.nodeLimit - self.count else { throw YAMLError(.tooLarge, line: line) }
        lines?.append(contentsOf: repeatElement(line, count: count))
    }

    private mutating func add(
        _ anchored: Anchored, counting new: Int? = nil, anchor: String? = nil, line: Int
    ) throws(YAMLError) {
        count += new ?? anchored.count
        guard count <= YAMLNode.nodeLimit else { throw YAMLError(.tooLarge, line: line) }
        if let anchor { anchors[anchor] = anchored }
        guard !frames.isEmpty else {
            root = anchored.node
            return
        }
        frames[frames.count - 1].append(anchored.node, count: anchored.count, height: anchored.height)
    }
}
