/// Writes tar archives for tests: POSIX ustar, with pax headers where a path or a link does not fit.
package struct TarWriter {
    /// What an entry is.
    package enum Kind: Sendable, Equatable {
        case file
        case directory
        case symbolicLink(String)
        case hardLink(String)
        /// A FIFO, for what no reader should open.
        case fifo
    }

    /// One entry; a whiteout is a file by the name `.wh.NAME`.
    package struct Entry: Sendable, Equatable {
        package var path: String
        package var content: [UInt8]
        package var kind: Kind
        package var mode = 0o644

        package init(_ path: String, _ content: [UInt8] = [], kind: Kind = .file, mode: Int? = nil) {
            self.path = path
            self.content = content
            self.kind = kind
            self.mode = mode ?? (kind == .directory ? 0o755 : 0o644)
        }

        package init(_ path: String, text: String) { self.init(path, Array(text.utf8)) }
    }

    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// An archive of entries.
    package static func archive(_ entries: [Entry]) -> [UInt8] {
        var writer = TarWriter()
        for entry in entries { writer.append(entry) }
        return writer.finish()
    }

    package mutating func append(_ entry: Entry) {
        var link = ""
        let type: UInt8
        switch entry.kind {
        case .file: type = 0x30
        case .hardLink(let target): (type, link) = (0x31, target)
        case .symbolicLink(let target): (type, link) = (0x32, target)
        case .directory: type = 0x35
        case .fifo: type = 0x36
        }
        let path = entry.kind == .directory && !entry.path.hasSuffix("/") ? entry.path + "/" : entry.path
        var records: [UInt8] = []
        if path.utf8.count > 100 { records += Self.record("path", path) }
        if link.utf8.count > 100 { records += Self.record("linkpath", link) }
        if !records.isEmpty {
            appendHeader("PaxHeaders/entry", type: 0x78, size: records.count, link: "", mode: 0o644)
            appendContent(records)
        }
        let content = entry.kind == .file ? entry.content : []
        appendHeader(path, type: type, size: content.count, link: link, mode: entry.mode)
        appendContent(content)
    }

    /// Appends the archive's end and gives all of it.
    package consuming func finish() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    /// A pax record, whose length counts its own digits.
    private static func record(_ name: String, _ value: String) -> [UInt8] {
        let rest = " \(name)=\(value)\n".utf8
        var length = rest.count + 1
        while "\(length)".utf8.count + rest.count != length { length += 1 }
        return Array("\(length)".utf8) + rest
    }

    private mutating func appendHeader(_ path: String, type: UInt8, size: Int, link: String, mode: Int) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int, limit: Int) {
            for (index, byte) in text.utf8.prefix(limit).enumerated() { header[offset + index] = byte }
        }
        func octal(_ number: Int, digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        put(path, at: 0, limit: 100)
        put(octal(mode, digits: 7), at: 100, limit: 7)
        put(octal(0, digits: 7), at: 108, limit: 7)
        put(octal(0, digits: 7), at: 116, limit: 7)
        put(octal(size, digits: 11), at: 124, limit: 11)
        put(octal(0, digits: 11), at: 136, limit: 11)
        put("        ", at: 148, limit: 8)
        header[156] = type
        put(link, at: 157, limit: 100)
        put("ustar", at: 257, limit: 5)
        put("00", at: 263, limit: 2)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal(sum, digits: 6) + "\0 ", at: 148, limit: 8)
        bytes += header
    }

    private mutating func appendContent(_ content: [UInt8]) {
        bytes += content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }
}
