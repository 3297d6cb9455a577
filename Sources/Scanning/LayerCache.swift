package import Bytes
internal import CInflate
package import Catalogers
internal import Inventory
internal import Layers
package import Platform

/// Phase one's results of layers seen before, kept by diff-id and by what the catalogers are.
///
/// A file is `HMLAYER` NUL; format (u32); CRC-32 of the rest (u32); length of the evidence (u64); the diff-id and the evidence; the path table.
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
            guard Self.checksum(UnsafeRawBufferPointer(rebasing: file.bytes[16...])) == checksum,
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
        var evidence = ByteWriter(reserving: 1 << 20)
        evidence.append(text: diffID.description)
        evidence.append(varint: contents.evidence.count)
        for piece in contents.evidence { piece.encode(into: &evidence) }
        evidence.append(varint: contents.diagnostics.count)
        for diagnostic in contents.diagnostics { diagnostic.encode(into: &evidence) }
        let table = contents.paths.encoded
        var header = ByteWriter(reserving: Self.headerSize)
        header.append(contentsOf: Self.magic)
        header.append(littleEndian: Self.format)
        header.append(littleEndian: UInt32(0))
        header.append(littleEndian: UInt64(evidence.bytes.count))
        var checksum = header.bytes.withUnsafeBytes { Self.checksum(UnsafeRawBufferPointer(rebasing: $0[16...])) }
        for part in [evidence.bytes, table.rows, table.paths] {
            checksum = part.withUnsafeBytes { Self.checksum($0, after: checksum) }
        }
        header.overwrite(at: 12, littleEndian: checksum)
        do throws(SystemError) {
            try Directory.make(directory, mode: 0o700)
            try AtomicFile.write(
                [header.bytes, evidence.bytes, table.rows, table.paths], to: path(diffID), isDurable: false)
            return nil
        } catch {
            return error
        }
    }

    private func path(_ diffID: Digest) -> String { "\(directory)/\(diffID.hex)-\(fingerprint)" }

    private static func checksum(_ bytes: UnsafeRawBufferPointer, after earlier: UInt32 = 0) -> UInt32 {
        hm_crc32(earlier, bytes.baseAddress, bytes.count)
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
