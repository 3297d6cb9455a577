internal import Bytes
package import Layers
internal import Platform

/// The patterns of all catalogers, compiled once, so that a file costs a few look-ups however many catalogers there
/// are.
package struct PatternIndex: Sendable {
    /// Bytes that a cataloger's files begin with, whatever they are called.
    package struct Magic: Sendable, Hashable {
        /// At most 16.
        package let bytes: [UInt8]
        /// The cataloger's index in `catalogers`.
        package let cataloger: Int
    }

    /// The catalogers by the indices that `matches` gives.
    package let catalogers: [any Cataloger]
    /// All first bytes that any cataloger looks for.
    package let magics: [Magic]
    /// How many first bytes of a file must be at hand for `matches(_:beginning:)`.
    package let magicLength: Int

    /// The paths that patterns name in full; sorted.
    package let exactPaths: [String]
    /// The folders whose files patterns want; sorted.
    package let exactFolders: [String]

    /// Those paths and folders, and the folders above them.
    private let ways: ByteTable<Bool>
    private let paths: ByteTable<[Int]>
    private let names: ByteTable<[Int]>
    private let suffixes: ByteTable<[Int]>
    private let directories: ByteTable<[DirectoryRule]>
    /// By the folder that they are in.
    private let folders: ByteTable<[Int]>
    /// For each byte that a suffix ends with, the lengths that such suffixes have: most names need no look-up at all.
    private let suffixLengths: [[Int]]
    /// Whether any magic begins with the byte.
    private let magicStarts: [Bool]

    package init(_ catalogers: [any Cataloger]) {
        self.catalogers = catalogers
        var paths: [[UInt8]: [Int]] = [:]
        var names: [[UInt8]: [Int]] = [:]
        var suffixes: [[UInt8]: [Int]] = [:]
        var directories: [[UInt8]: [DirectoryRule]] = [:]
        var folders: [[UInt8]: [Int]] = [:]
        var magics: [Magic] = []
        for (index, cataloger) in catalogers.enumerated() {
            for pattern in cataloger.patterns {
                switch pattern {
                case .path(let path): paths[Array(path.utf8), default: []].append(index)
                case .name(let name): names[Array(name.utf8), default: []].append(index)
                case .suffix(let suffix): suffixes[Array(suffix.utf8), default: []].append(index)
                case .directory(let directory, let suffix):
                    directories[Array(directory.utf8), default: []]
                        .append(DirectoryRule(suffix: Array(suffix.utf8), cataloger: index))
                case .folder(let parent): folders[Array(parent.utf8), default: []].append(index)
                case .magic(let bytes): magics.append(Magic(bytes: bytes, cataloger: index))
                }
            }
        }
        var lengths = [[Int]](repeating: [], count: 256)
        for suffix in suffixes.keys {
            guard let last = suffix.last, !lengths[Int(last)].contains(suffix.count) else { continue }
            lengths[Int(last)].append(suffix.count)
        }
        var starts = [Bool](repeating: false, count: 256)
        for magic in magics {
            if let first = magic.bytes.first { starts[Int(first)] = true }
        }
        exactPaths = paths.keys.map { String(decoding: $0, as: UTF8.self) }.sorted()
        exactFolders = directories.keys.map { String(decoding: $0, as: UTF8.self) }.sorted()
        var ways: [[UInt8]: Bool] = [:]
        for path in Array(paths.keys) + Array(directories.keys) {
            ways[path] = true
            for (place, byte) in path.enumerated() where byte == 0x2f { ways[Array(path[..<place])] = true }
        }
        self.ways = ByteTable(ways)
        self.paths = ByteTable(paths)
        self.names = ByteTable(names)
        self.suffixes = ByteTable(suffixes)
        self.directories = ByteTable(directories)
        self.folders = ByteTable(folders)
        self.magics = magics
        magicLength = magics.reduce(0) { max($0, $1.bytes.count) }
        suffixLengths = lengths
        magicStarts = starts
    }

    /// The catalogers that want a file because of its path; none for what is no regular file.
    package func matches(_ entry: LayerEntry) -> [Int] {
        guard entry.kind == .regular else { return [] }
        var found: [Int] = []
        let path = entry.path.utf8.span
        let end = path.count
        var nameStart = end
        while nameStart > 0 && path[nameStart - 1] != 0x2f { nameStart -= 1 }
        guard nameStart < end else { return [] }

        if let indices = paths.value(of: path, from: 0, to: end) { add(indices, to: &found) }
        if let indices = names.value(of: path, from: nameStart, to: end) { add(indices, to: &found) }
        for length in suffixLengths[Int(path[end - 1])] where length <= end - nameStart {
            if let indices = suffixes.value(of: path, from: end - length, to: end) { add(indices, to: &found) }
        }
        if let rules = directories.value(of: path, from: 0, to: max(0, nameStart - 1)) {
            for rule in rules where rule.fits(path, nameStart: nameStart) { add([rule.cataloger], to: &found) }
        }
        guard !found.isEmpty else { return found }
        return found.filter { catalogers[$0].wants(entry) }.sorted()
    }

    /// Whether a path is one that patterns name, or a folder on the way to such.
    package func isOnWay(_ path: String) -> Bool {
        let bytes = path.utf8.span
        return ways.value(of: bytes, from: 0, to: bytes.count) != nil
    }

    /// The catalogers that want a folder because of its name.
    package func matches(folder entry: LayerEntry) -> [Int] {
        let path = entry.path.utf8.span
        var end = path.count
        while end > 0 && path[end - 1] != 0x2f { end -= 1 }
        guard end > 0, let indices = folders.value(of: path, from: 0, to: end - 1) else { return [] }
        return indices.filter { catalogers[$0].wants(entry) }
    }

    /// The catalogers that want a file because of its first bytes (`magicLength` of them, fewer where the file is
    /// shorter).
    package func matches(_ entry: LayerEntry, beginning bytes: Span<UInt8>) -> [Int] {
        guard entry.kind == .regular, bytes.count > 0, magicStarts[Int(bytes[0])] else { return [] }
        var found: [Int] = []
        for magic in magics where magic.bytes.count <= bytes.count && !found.contains(magic.cataloger) {
            let begins = magic.bytes.indices.allSatisfy { magic.bytes[$0] == bytes[$0] }
            if begins && catalogers[magic.cataloger].wants(entry) { found.append(magic.cataloger) }
        }
        return found.sorted()
    }

    private func add(_ indices: [Int], to found: inout [Int]) {
        for index in indices where !found.contains(index) { found.append(index) }
    }
}

/// What a cataloger wants of one directory.
private struct DirectoryRule: Sendable {
    let suffix: [UInt8]
    let cataloger: Int

    func fits(_ path: Span<UInt8>, nameStart: Int) -> Bool {
        let start = path.count - suffix.count
        guard start >= nameStart else { return false }
        for index in suffix.indices where suffix[index] != path[start + index] { return false }
        return true
    }
}
