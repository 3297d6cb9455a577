internal import CZstd

/// Zstandard (RFC 8878) of whole buffers whose size is known.
enum Zstandard {
    /// Nothing where there is no memory for it.
    static func compress(_ bytes: [UInt8], level: Int32 = 19) -> [UInt8]? {
        let bound = ZSTD_compressBound(bytes.count)
        var isWhole = false
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, filled in
            let size = bytes.withUnsafeBytes {
                ZSTD_compress(buffer.baseAddress, bound, $0.baseAddress, $0.count, level)
            }
            isWhole = ZSTD_isError(size) == 0
            filled = isWhole ? size : 0
        }
        return isWhole ? packed : nil
    }

    /// Nothing where the bytes are broken or give another count than stated.
    static func decompress(_ bytes: Span<UInt8>, to size: Int) -> [UInt8]? {
        var isWhole = false
        let unpacked = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            let count = bytes.withUnsafeBytes {
                ZSTD_decompress(buffer.baseAddress, size, $0.baseAddress, $0.count)
            }
            isWhole = ZSTD_isError(count) == 0 && count == size
            filled = isWhole ? count : 0
        }
        return isWhole ? unpacked : nil
    }
}
