internal import CLibdeflate

/// Gzip (RFC 1952) of whole buffers, for files that are small enough to be in memory; layers are streamed elsewhere.
package enum Gzip {
    /// The bytes of all members in a row.
    ///
    /// - Parameter limit: the most bytes that are accepted, checked before memory is taken.
    package static func decompress(_ bytes: [UInt8], limit: Int) throws(ZipError) -> [UInt8] {
        guard bytes.count >= 18, bytes[0] == 0x1f, bytes[1] == 0x8b else {
            throw ZipError(.notAnArchive, "the bytes are no gzip")
        }
        guard let decompressor = libdeflate_alloc_decompressor() else { throw ZipError(.unreadable, "out of memory") }
        defer { libdeflate_free_decompressor(decompressor) }
        var output: [UInt8] = []
        var offset = 0
        // The last member's stated size is a hint of what the only member gives; more room is made where it does not
        // suffice.
        let stated = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        var room = min(max(stated, 1 << 12), limit, bytes.count * 1_032)
        while offset < bytes.count, bytes[offset] == 0x1f {
            var taken = 0
            var result = LIBDEFLATE_BAD_DATA
            let member = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
                result = bytes.withUnsafeBytes { input in
                    libdeflate_gzip_decompress_ex(
                        decompressor, input.baseAddress.map { $0 + offset }, input.count - offset, buffer.baseAddress,
                        room, &taken, &filled)
                }
                if result != LIBDEFLATE_SUCCESS { filled = 0 }
            }
            switch result {
            case LIBDEFLATE_SUCCESS:
                guard taken > 0, member.count <= limit - output.count else {
                    throw ZipError(.tooLarge, "the gzip data passes the limit of \(limit) bytes")
                }
                output.append(contentsOf: member)
                offset += taken
            case LIBDEFLATE_INSUFFICIENT_SPACE:
                guard room < limit else {
                    throw ZipError(.tooLarge, "the gzip data passes the limit of \(limit) bytes")
                }
                room = min(limit, room * 2)
            default: throw ZipError(.malformed, "the gzip data is broken or cut")
            }
        }
        return output
    }
}
