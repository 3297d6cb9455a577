internal import Bytes
internal import CLibdeflate

extension ZipEntry {
    /// The bytes that a local header has before the name (PKWARE APPNOTE 6.3.10, section 4.3.7).
    package static let headerLength = 30

    /// Where the entry's bytes lie, told by the local header; nothing where it is none.
    package func place(by header: [UInt8]) -> Range<Int>? {
        guard header.count == Self.headerLength, header.span.hasPrefix("PK\u{3}\u{4}") else { return nil }
        let names = Int(header[26]) + Int(header[27]) << 8 + Int(header[28]) + Int(header[29]) << 8
        let (start, overflow) = offset.addingReportingOverflow(Self.headerLength + names)
        let (end, isBeyond) = start.addingReportingOverflow(compressedSize)
        return overflow || isBeyond || start < 0 || compressedSize < 0 ? nil : start..<end
    }

    /// The entry's bytes in an archive, inflated and proven by their checksum.
    ///
    /// - Parameter limit: the most bytes that are accepted, checked before memory is taken.
    package func contents(in source: some RandomAccess, limit: Int) throws(ZipError) -> [UInt8] {
        guard !isEncrypted else { throw ZipError(.unsupported, "it is encrypted", entry: name) }
        guard size >= 0, size <= limit else { throw ZipError(.tooLarge, "it claims \(size) bytes", entry: name) }
        let stored = try storedBytes(in: source)
        let bytes: [UInt8]
        switch method {
        case .stored:
            guard compressedSize == size else {
                throw ZipError(.malformed, "its two sizes differ though it is not compressed", entry: name)
            }
            bytes = stored
        case .deflate: bytes = try inflate(stored)
        case .other(let number):
            throw ZipError(.unsupported, "its compression method \(number) is not known", entry: name)
        }
        let checksum = bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
        guard checksum == self.checksum else {
            throw ZipError(.wrongChecksum, "its bytes do not have the stated checksum", entry: name)
        }
        return bytes
    }

    private func storedBytes(in source: some RandomAccess) throws(ZipError) -> [UInt8] {
        let past = ZipError(.truncated, "it reaches past the archive's end", entry: name)
        let total = source.count
        guard offset >= 0, offset <= total - Self.headerLength, compressedSize <= total else { throw past }
        guard let place = place(by: try source.bytes(in: offset..<(offset + Self.headerLength))) else {
            throw ZipError(.malformed, "its local header is missing", entry: name)
        }
        guard place.upperBound <= total else { throw past }
        let bytes = try source.bytes(in: place)
        guard bytes.count == compressedSize else { throw past }
        return bytes
    }

    private func inflate(_ stored: [UInt8]) throws(ZipError) -> [UInt8] {
        // Deflate cannot do better than 1 : 1032; a larger claim is a lie, and not worth the memory.
        guard size / 1_032 <= stored.count else {
            throw ZipError(.malformed, "it claims more than its bytes can hold", entry: name)
        }
        guard let bytes = Deflate.inflate(stored, to: size) else {
            throw ZipError(.malformed, "its compressed bytes are broken", entry: name)
        }
        return bytes
    }
}
