internal import COpenSSL

/// SHA-1 (RFC 3174), which names files in registries that have nothing better; it proves nothing.
package enum SHA1 {
    /// The hash in hexadecimal.
    package static func hex(of bytes: Span<UInt8>) -> String {
        let hash = bytes.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: 20) { buffer, filled in
                filled = COpenSSL.SHA1(input.baseAddress, input.count, buffer.baseAddress) == nil ? 0 : 20
            }
        }
        return Hex.encode(hash)
    }
}
