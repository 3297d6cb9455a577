import Layers
import Platform

/// All that a reader says of an archive, as lines that a table can hold.
struct TarListing {
    private(set) var lines: [String] = []
    private(set) var entries: [LayerEntry] = []
    /// Each file's content, holes filled with zeros; of files above a mebibyte their stored bytes only.
    private(set) var contents: [String: [UInt8]] = [:]
    private(set) var skipped: [Diagnostic] = []
    private(set) var failure: LayerError?

    init(
        _ bytes: [UInt8], pieceSize: Int = 1000, limits: Limits = Limits(), readsContent: Bool = true,
        canSkip: Bool = false
    ) {
        self.init(
            MemoryFeed(bytes, pieceSize: pieceSize, canSkip: canSkip), limits: limits, readsContent: readsContent)
    }

    init(_ feed: any ByteFeed, limits: Limits = Limits(), readsContent: Bool = true) {
        let reader = TarReader(feed, limits: limits)
        do throws(LayerError) {
            while let item = try reader.next() {
                switch item {
                case .skipped(let diagnostic): skipped.append(diagnostic)
                case .entry(let entry):
                    entries.append(entry)
                    lines.append(Self.line(entry))
                    if readsContent { contents[entry.path] = try Self.content(of: entry, reader) }
                }
            }
        } catch {
            failure = error
        }
    }

    /// `file 644 0:0 5 etc/motd`, and a link's target behind.
    static func line(_ entry: LayerEntry) -> String {
        let kind =
            switch entry.kind {
            case .regular: "file"
            case .directory: "dir"
            case .symbolicLink: "symlink"
            case .hardLink: "link"
            case .characterDevice: "char"
            case .blockDevice: "block"
            case .fifo: "fifo"
            case .socket: "socket"
            }
        let target = entry.linkTarget.isEmpty ? "" : " -> \(entry.linkTarget)"
        let owner = "\(entry.userID):\(entry.groupID)"
        return "\(kind) \(String(entry.mode, radix: 8)) \(owner) \(entry.size) \(entry.path)\(target)"
    }

    private static func content(of entry: LayerEntry, _ reader: TarReader) throws(LayerError) -> [UInt8] {
        var content: [UInt8] = []
        let isSmall = entry.size <= 1 << 20
        try reader.content { bytes, offset in
            if isSmall && offset > content.count {
                content.append(contentsOf: repeatElement(0, count: offset - content.count))
            }
            content.append(contentsOf: bytes)
            return true
        }
        if isSmall && content.count < entry.size {
            content.append(contentsOf: repeatElement(0, count: entry.size - content.count))
        }
        return content
    }

    func text(_ path: String) -> String? { contents[path].map { String(decoding: $0, as: UTF8.self) } }
}
