internal import CLibdeflate

/// Zlib streams (RFC 1950) of whole buffers.
package enum Zlib {
    /// The bytes of the stream that begins a buffer; what follows it is passed over.
    ///
    /// - Parameter limit: the most bytes that are accepted, checked before memory is taken.
    package static func decompress(_ bytes: [UInt8], limit: Int) throws(ZipError) -> [UInt8] {
        guard let decompressor = libdeflate_alloc_decompressor() else { throw ZipError(.unreadable, "out of memory") }
        defer { libdeflate_free_decompressor(decompressor) }
        // Nothing says the size before; deflate cannot do better than 1 : 1032.
        let most = min(limit, bytes.count.multipliedReportingOverflow(by: 1_032).overflow ? limit : bytes.count * 1_032)
        var room = min(max(bytes.count * 4, 1 << 12), most)
        while true {
            var result = LIBDEFLATE_BAD_DATA
            let output = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
                var taken = 0
                result = bytes.withUnsafeBytes { input in
                    libdeflate_zlib_decompress_ex(
                        decompressor, input.baseAddress, input.count, buffer.baseAddress, room, &taken, &filled)
                }
                if result != LIBDEFLATE_SUCCESS { filled = 0 }
            }
            switch result {
            case LIBDEFLATE_SUCCESS: return output
            case LIBDEFLATE_INSUFFICIENT_SPACE:
                guard room < most else { throw ZipError(.tooLarge, "the zlib data pass the limit of \(limit) bytes") }
                room = min(most, room * 2)
            default: throw ZipError(.malformed, "the zlib data are broken or cut")
            }
        }
    }
}
