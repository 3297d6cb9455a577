internal import Bytes
internal import Inventory
internal import Layers
internal import Platform

/// Reads a layer for the digests of its files, which only bills of materials and comparisons ask for.
struct LayerFiles {
    private let limits: Limits
    /// By path, of what is there when the layer has gone by; the last entry of a path counts.
    private var digests: [String: String] = [:]
    private var links: [String: String] = [:]

    init(limits: Limits) {
        self.limits = limits
    }

    /// Every regular file of a layer, sorted by path, each with its digests.
    static func files(of layer: StoredLayer, limits: Limits) throws(LayerError) -> FileList {
        var files = LayerFiles(limits: limits)
        let stream = layer.stream(limits)
        let reader = TarReader(stream, limits: limits)
        while let item = try reader.next() {
            guard case .entry(let entry) = item, Whiteout(entry) == .none else { continue }
            try files.take(entry, from: reader)
        }
        try layer.verify(try stream.finish())
        return files.list
    }

    private mutating func take(_ entry: LayerEntry, from reader: TarReader) throws(LayerError) {
        digests[entry.path] = nil
        links[entry.path] = nil
        switch entry.kind {
        case .hardLink: links[entry.path] = entry.linkTarget
        case .regular:
            var hasher = FileHasher()
            try reader.content { bytes, _ in
                hasher.update(bytes)
                return true
            }
            let facts = FileFacts(
                size: entry.size, mode: entry.mode, userID: entry.userID, groupID: entry.groupID)
            digests[entry.path] = "\(hasher.digests) \(facts.text)"
        default: return
        }
        guard digests.count + links.count <= limits.digestedFiles else {
            throw LayerError(.limitExceeded, "there are more than \(limits.digestedFiles) files")
        }
    }

    private var list: FileList {
        var all = digests
        for (path, target) in links {
            // A link may lead to another link, but not for ever.
            var end = target
            for _ in 0..<8 { if let next = links[end] { end = next } }
            all[path] = digests[end].map { "\($0) link:1" }
        }
        var list = FileList()
        for (path, digest) in all.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            list.append(path, digest: digest)
        }
        return list
    }
}

extension FileList {
    /// The bytes of all files, those of several names once; nothing where sizes that lie come to more than any image has.
    var contentSize: Int? {
        var sum: Int? = 0
        forEach { _, text in
            let facts = FileFacts(text.text)
            guard !facts.isHardLink, let before = sum else { return }
            let (after, isOver) = before.addingReportingOverflow(facts.size ?? 0)
            sum = isOver ? nil : after
        }
        return sum
    }

    /// The files that are there when layers are stacked, lowest first, sorted by path.
    ///
    /// - Parameter tables: what each layer says of paths.
    static func stacked(_ files: [FileList], in tables: [PathTable]) -> FileList {
        var rows: [(path: String, digest: String)] = []
        for (place, list) in files.enumerated() {
            var visibility = Visibility(tables, above: place)
            list.forEach { path, digest in
                let path = path.text
                if visibility.layer(hiding: path) == nil { rows.append((path, "\(digest.text) layer:\(place)")) }
            }
        }
        rows.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        var stacked = FileList()
        for row in rows { stacked.append(row.path, digest: row.digest) }
        return stacked
    }
}
