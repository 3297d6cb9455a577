internal import Layers
internal import Platform

/// The files of an image's layers stacked, without their contents; links are followed inside it only.
struct ImageTree: Sendable {
    struct Node: Sendable {
        var kind: FileKind
        var mode: UInt16 = 0o755
        var userID: UInt32 = 0
        var groupID: UInt32 = 0
        var size = 0
        /// Where a symbolic link leads, as written.
        var link = ""
        var facts: FileFacts?
        /// The layer that brought it.
        var layer = 0
        /// The path in that layer under which its content lies, which a hard link shares.
        var storedPath = ""
        var children: [String: Int] = [:]
    }

    /// A path without links in it, and what lies there.
    struct Place: Sendable {
        let path: String
        let index: Int
    }

    private(set) var nodes: [Node] = [Node(kind: .directory)]

    /// How many links a path may lead through (`MAXSYMLINKS` of Linux).
    private static let linkLimit = 40

    /// Puts a layer above what is there.
    mutating func stack(_ items: [LayerListing.Item], layer: Int) {
        // What a layer takes away is of those below it, in whatever order its entries come.
        for item in items {
            switch Whiteout(item.entry) {
            case .file(let path): remove(path)
            case .opaque(let directory):
                if let index = index(of: directory) { nodes[index].children = [:] }
            case .none, .bookkeeping: break
            }
        }
        for item in items where Whiteout(item.entry) == .none { put(item, layer: layer) }
    }

    private mutating func put(_ item: LayerListing.Item, layer: Int) {
        let entry = item.entry
        if entry.path.isEmpty { return }
        var node = Node(kind: entry.kind)
        if entry.kind == .hardLink {
            guard let target = index(of: entry.linkTarget), nodes[target].kind != .directory else { return }
            node = nodes[target]
        } else {
            (node.mode, node.userID, node.groupID) = (entry.mode, entry.userID, entry.groupID)
            node.size = entry.size
            node.link = entry.kind == .symbolicLink ? entry.linkTarget : ""
            node.facts = item.facts
            node.layer = layer
            node.storedPath = entry.path
        }
        var parent = 0
        var parts = entry.path.split(separator: "/")
        guard let name = parts.popLast().map(String.init) else { return }
        for part in parts {
            let part = String(part)
            if let child = nodes[parent].children[part], nodes[child].kind == .directory {
                parent = child
            } else if let child = nodes[parent].children[part], nodes[child].kind == .symbolicLink,
                let place = resolve(path(of: parts, through: part)), nodes[place.index].kind == .directory
            {
                // A layer that was packed through a link, as some tools do it.
                parent = place.index
            } else {
                nodes[parent].children[part] = nodes.count
                parent = nodes.count
                nodes.append(Node(kind: .directory))
            }
        }
        if let present = nodes[parent].children[name], nodes[present].kind == .directory, node.kind == .directory {
            node.children = nodes[present].children
            nodes[present] = node
        } else {
            nodes[parent].children[name] = nodes.count
            nodes.append(node)
        }
    }

    private func path(of parts: [Substring], through last: String) -> String {
        let end = parts.firstIndex { $0 == last } ?? parts.count - 1
        return "/" + parts[...end].joined(separator: "/")
    }

    private mutating func remove(_ path: String) {
        var parent = 0
        var parts = path.split(separator: "/")
        guard let name = parts.popLast() else { return }
        for part in parts {
            guard let child = nodes[parent].children[String(part)] else { return }
            parent = child
        }
        nodes[parent].children[String(name)] = nil
    }

    /// What lies at a path, no link followed.
    private func index(of path: String) -> Int? {
        var index = 0
        for part in path.split(separator: "/") {
            guard let child = nodes[index].children[String(part)] else { return nil }
            index = child
        }
        return index
    }

    /// What a path leads to, its links followed as a process in the image would.
    func resolve(_ path: String, in directory: String = "/") -> Place? {
        let whole = path.hasPrefix("/") ? path : "\(directory)/\(path)"
        guard whole.utf8.count <= 4 * ProfilePath.limit, !whole.utf8.contains(0) else { return nil }
        // The parts still to go, the next one last.
        var rest = whole.split(separator: "/").reversed().map(String.init)
        var stack: [(name: String, index: Int)] = []
        var links = 0
        while let part = rest.popLast() {
            if part == "." { continue }
            if part == ".." {
                _ = stack.popLast()
                continue
            }
            let parent = stack.last?.index ?? 0
            guard let child = nodes[parent].children[part] else { return nil }
            guard nodes[child].kind == .symbolicLink else {
                stack.append((part, child))
                continue
            }
            links += 1
            guard links <= Self.linkLimit, rest.count < ProfilePath.limit else { return nil }
            let target = nodes[child].link
            if target.hasPrefix("/") { stack = [] }
            rest += target.split(separator: "/").reversed().map(String.init)
        }
        return Place(path: "/" + stack.map(\.name).joined(separator: "/"), index: stack.last?.index ?? 0)
    }

    /// The node that a path leads to.
    func node(_ path: String) -> Node? { resolve(path).map { nodes[$0.index] } }

    func isDirectory(_ path: String) -> Bool { node(path)?.kind == .directory }

    /// The names in a directory, sorted.
    func names(in path: String) -> [String] { node(path)?.children.keys.sorted() ?? [] }

    /// The regular files below a directory, at most so many, each by its path without links.
    func files(below path: String, limit: Int) -> [Place] {
        guard let start = resolve(path) else { return [] }
        var found: [Place] = []
        var pending = [start]
        while let place = pending.popLast(), found.count < limit {
            for (name, index) in nodes[place.index].children.sorted(by: { $0.key > $1.key }) {
                let below = Place(path: place.path == "/" ? "/\(name)" : "\(place.path)/\(name)", index: index)
                switch nodes[index].kind {
                case .directory: pending.append(below)
                case .regular: found.append(below)
                default: break
                }
            }
        }
        return found
    }

    /// Gives a file the facts that another pass brought.
    mutating func learn(_ facts: FileFacts, at index: Int) { nodes[index].facts = facts }
}
