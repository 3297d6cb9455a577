internal import CLibdeflate

/// Raw deflate (RFC 1951) of whole buffers.
enum Deflate {
    /// Inflates to exactly so many bytes; nothing where the bytes are broken or give another count.
    static func inflate(_ bytes: [UInt8], to size: Int) -> [UInt8]? {
        guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
        defer { libdeflate_free_decompressor(decompressor) }
        var isWhole = false
        let inflated = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            let result = bytes.withUnsafeBytes { input in
                libdeflate_deflate_decompress(
                    decompressor, input.baseAddress, input.count, buffer.baseAddress, size, nil)
            }
            isWhole = result == LIBDEFLATE_SUCCESS
            filled = isWhole ? size : 0
        }
        return isWhole ? inflated : nil
    }
}
