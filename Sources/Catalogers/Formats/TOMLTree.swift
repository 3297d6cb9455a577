/// The tables of a TOML document while it is read: which exist, and how each came to be, which decides what may be added to it.
struct TOMLTree {
    /// How a table came to be (TOML 1.0.0, "Table").
    enum Origin {
        /// Named on the way to another by a header; a header may still define it.
        case implied
        /// Defined by a header of its own.
        case header
        /// Defined by dotted keys.
        case dotted
    }

    /// What a name stands for.
    private enum Child {
        case value(TOMLValue)
        case table(Int)
        case tables([Int])
    }

    private struct Node {
        var origin: Origin
        var names: [String] = []
        var children: [String: Child] = [:]
    }

    static let root = 0
    private var nodes = [Node(origin: .header)]

    /// The table that a header `[a.b]` names, now defined; nothing where it is defined already.
    mutating func define(table keys: [String]) -> Int? {
        guard let last = keys.last, let parent = walk(keys.dropLast()) else { return nil }
        switch nodes[parent].children[last] {
        case nil: return add(last, to: parent, origin: .header)
        case .table(let index) where nodes[index].origin == .implied:
            nodes[index].origin = .header
            return index
        default: return nil
        }
    }

    /// The next table of the array that a header `[[a.b]]` names; nothing where that is something else.
    mutating func append(table keys: [String]) -> Int? {
        guard let last = keys.last, let parent = walk(keys.dropLast()) else { return nil }
        switch nodes[parent].children.removeValue(forKey: last) {
        case nil:
            nodes[parent].names.append(last)
            nodes[parent].children[last] = .tables([nodes.count])
        case .tables(var indices):
            indices.append(nodes.count)
            nodes[parent].children[last] = .tables(indices)
        case .value, .table: return nil
        }
        nodes.append(Node(origin: .header))
        return nodes.count - 1
    }

    /// Gives a (dotted) key of a table its value; false where it has one, or where the key reaches into what is closed.
    mutating func set(_ keys: [String], of table: Int, to value: TOMLValue) -> Bool {
        guard let last = keys.last else { return false }
        var index = table
        for key in keys.dropLast() {
            switch nodes[index].children[key] {
            case nil: index = add(key, to: index, origin: .dotted)
            case .table(let next) where nodes[next].origin != .header:
                nodes[next].origin = .dotted
                index = next
            default: return false
            }
        }
        guard nodes[index].children[last] == nil else { return false }
        nodes[index].names.append(last)
        nodes[index].children[last] = .value(value)
        return true
    }

    /// The tree as a value; it is never deeper than the reader's limit.
    func table(_ index: Int = root) -> TOMLTable {
        let node = nodes[index]
        return TOMLTable(
            node.names.compactMap { name in
                switch node.children[name] {
                case nil: nil
                case .value(let value): .init(name: name, value: value)
                case .table(let child): .init(name: name, value: .table(table(child)))
                case .tables(let all): .init(name: name, value: .array(all.map { .table(table($0)) }))
                }
            })
    }

    private mutating func walk(_ keys: ArraySlice<String>) -> Int? {
        var index = Self.root
        for key in keys {
            switch nodes[index].children[key] {
            case nil: index = add(key, to: index, origin: .implied)
            case .table(let next): index = next
            case .tables(let all):
                guard let last = all.last else { return nil }
                index = last
            case .value: return nil
            }
        }
        return index
    }

    private mutating func add(_ name: String, to parent: Int, origin: Origin) -> Int {
        let index = nodes.count
        nodes.append(Node(origin: origin))
        nodes[parent].names.append(name)
        nodes[parent].children[name] = .table(index)
        return index
    }
}
