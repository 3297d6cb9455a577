package import Bytes
internal import CInflate
package import Catalogers
internal import Inventory
internal import Layers
package import Platform

/// Phase one's results of layers seen before, kept by diff-id and by what the catalogers are.
///
/// A file is `HMLAYER` NUL; format (u32); CRC-32 of the content and then of the length (u32); length of the evidence (u64); the content: the diff-id and the
/// evidence; the path table.
/// It is written beside its place and renamed, and its checksum is verified when it is read, so that a write which was cut short
/// never poisons the cache: the layer is just read again.
package struct LayerCache: Sendable {
    private static let magic = Array("HMLAYER\0".utf8)
    private static let format: UInt32 = 6
    private static let headerSize = 24

    let directory: String
    let fingerprint: String
    let build: [UInt8]?

    /// - Parameter directory: where the files go; made when the first is written.
    /// - Parameter build: which build of the program this is; nothing where nobody knows, and then whole images are not kept.
    package init(directory: String, catalogers: [any Cataloger], build: [UInt8]? = ProgramBuild.identifier) {
        self.directory = directory
        self.build = build
        let versions = catalogers.map { "\($0.id) \($0.version)" }.sorted().joined(separator: "\n")
        fingerprint = String(Digest(of: Array("\(Self.format)\n\(versions)".utf8)).hex.prefix(16))
    }

    /// What was found in a layer before; nothing where it was not, or where the file is broken.
    package func contents(of diffID: Digest) -> LayerContents? {
        guard let file = try? MappedFile(path(diffID)), file.count >= Self.headerSize else { return nil }
        let bytes = file.bytes.bindMemory(to: UInt8.self).span
        do throws(ByteError) {
            var reader = ByteReader(bytes)
            guard try reader.take(Self.magic.count).equals(Self.magic.span),
                try reader.integer(UInt32.self, bigEndian: false) == Self.format
            else { return nil }
            let checksum = try reader.integer(UInt32.self, bigEndian: false)
            let length = Int(clamping: try reader.integer(UInt64.self, bigEndian: false))
            let content = UnsafeRawBufferPointer(rebasing: file.bytes[Self.headerSize...])
            let ofContent = hm_crc32(0, content.baseAddress, content.count)
            guard Self.checksum(ofSize: file.bytes, after: ofContent) == checksum,
                length <= reader.remaining, let table = PathTable(file, range: (Self.headerSize + length)..<file.count)
            else { return nil }
            var found = ByteReader(try reader.take(length))
            // A file under another layer's name is not that layer's.
            guard try found.text() == diffID.description else { return nil }
            var evidence: [Evidence] = []
            for _ in 0..<(try found.count()) { evidence.append(try Evidence(from: &found)) }
            var diagnostics: [Diagnostic] = []
            for _ in 0..<(try found.count()) { diagnostics.append(try Diagnostic(from: &found)) }
            FileTimes.touch(path(diffID), ifOlderThan: KeptFile.touchInterval)
            return LayerContents(paths: table, evidence: evidence, diagnostics: diagnostics)
        } catch {
            return nil
        }
    }

    /// Keeps what was found in a layer; a cache that cannot be written costs the next scan its time, and nothing else.
    ///
    /// - Returns: why it could not be written.
    @discardableResult
    package func store(_ contents: LayerContents, of diffID: Digest) -> SystemError? {
        do throws(SystemError) {
            var file = try KeptFileWriter(path(diffID), startSize: Self.headerSize, in: directory)
            file.pending.append(text: diffID.description)
            file.pending.append(varint: contents.evidence.count)
            for piece in contents.evidence {
                piece.encode(into: &file.pending)
                try file.flushIfLarge()
            }
            file.pending.append(varint: contents.diagnostics.count)
            for diagnostic in contents.diagnostics { diagnostic.encode(into: &file.pending) }
            try file.flush()
            var header = ByteWriter(reserving: Self.headerSize)
            header.append(contentsOf: Self.magic)
            header.append(littleEndian: Self.format)
            header.append(littleEndian: UInt32(0))
            header.append(littleEndian: UInt64(file.count))
            let table = contents.paths.encoded
            try file.write(table.rows)
            try file.write(table.paths)
            let checksum = header.bytes.withUnsafeBytes { Self.checksum(ofSize: $0, after: file.checksum) }
            header.overwrite(at: 12, littleEndian: checksum)
            try file.finish(header.bytes)
            return nil
        } catch {
            return error
        }
    }

    private func path(_ diffID: Digest) -> String { "\(directory)/\(diffID.hex)-\(fingerprint)" }

    /// The checksum of a content and of its size, which stands at the end of the header.
    private static func checksum(ofSize header: UnsafeRawBufferPointer, after content: UInt32) -> UInt32 {
        let size = UnsafeRawBufferPointer(rebasing: header[16..<headerSize])
        return hm_crc32(content, size.baseAddress, size.count)
    }
}

extension Diagnostic {
    func encode(into writer: inout ByteWriter) {
        writer.append(text: code.rawValue)
        writer.append(text: message)
        writer.append(text: path ?? "")
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        let code = Code(rawValue: try reader.text()) ?? .malformed
        let message = try reader.text()
        let path = try reader.text()
        self.init(code, message, path: path.isEmpty ? nil : path)
    }
}
