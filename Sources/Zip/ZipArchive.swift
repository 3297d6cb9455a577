internal import Bytes
internal import CLibdeflate

/// A zip archive: its entries, and each one's bytes when they are asked for.
///
/// Sizes, method and checksum come from the central directory; the local header only tells where the bytes begin. An
/// entry is inflated into exactly its stated size, so what it takes of memory is known, and held to the limits, before
/// it is read.
package struct ZipArchive<Source: RandomAccess> {
    package let entries: [ZipEntry]
    private let source: Source
    private let limits: ZipLimits

    package init(_ source: Source, limits: ZipLimits = ZipLimits()) throws(ZipError) {
        self.source = source
        self.limits = limits
        entries = try ZipDirectory(source, limits: limits).entries
    }

    /// An entry's bytes, inflated and proven by their checksum.
    package func contents(of entry: ZipEntry) throws(ZipError) -> [UInt8] {
        guard !entry.isEncrypted else { throw ZipError(.unsupported, "it is encrypted", entry: entry.name) }
        guard entry.size <= limits.entryBytes else {
            throw ZipError(.tooLarge, "it claims \(entry.size) bytes", entry: entry.name)
        }
        let stored = try storedBytes(of: entry)
        let bytes: [UInt8]
        switch entry.method {
        case .stored:
            guard entry.compressedSize == entry.size else {
                throw ZipError(.malformed, "its two sizes differ though it is not compressed", entry: entry.name)
            }
            bytes = stored
        case .deflate: bytes = try inflate(stored, entry)
        case .other(let number):
            throw ZipError(.unsupported, "its compression method \(number) is not known", entry: entry.name)
        }
        let checksum = bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
        guard checksum == entry.checksum else {
            throw ZipError(.wrongChecksum, "its bytes do not have the stated checksum", entry: entry.name)
        }
        return bytes
    }

    private func storedBytes(of entry: ZipEntry) throws(ZipError) -> [UInt8] {
        let past = ZipError(.truncated, "it reaches past the archive's end", entry: entry.name)
        let total = source.count
        guard entry.offset >= 0, entry.offset <= total - 30, entry.compressedSize <= total else { throw past }
        let header = try source.bytes(in: entry.offset..<(entry.offset + 30))
        guard header.count == 30, header.span.hasPrefix("PK\u{3}\u{4}") else {
            throw ZipError(.malformed, "its local header is missing", entry: entry.name)
        }
        let names = Int(header[26]) + Int(header[27]) << 8 + Int(header[28]) + Int(header[29]) << 8
        let start = entry.offset + 30 + names
        guard start <= total - entry.compressedSize else { throw past }
        let bytes = try source.bytes(in: start..<(start + entry.compressedSize))
        guard bytes.count == entry.compressedSize else { throw past }
        return bytes
    }

    private func inflate(_ stored: [UInt8], _ entry: ZipEntry) throws(ZipError) -> [UInt8] {
        // Deflate cannot do better than 1 : 1032; a larger claim is a lie, and not worth the memory.
        guard entry.size / 1_032 <= stored.count else {
            throw ZipError(.malformed, "it claims more than its bytes can hold", entry: entry.name)
        }
        guard let bytes = Deflate.inflate(stored, to: entry.size) else {
            throw ZipError(.malformed, "its compressed bytes are broken", entry: entry.name)
        }
        return bytes
    }
}
