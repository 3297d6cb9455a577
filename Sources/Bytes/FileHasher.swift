internal import COpenSSL

/// The two digests of a file's content that bills of materials ask for, made together: SHA-1 and SHA-256.
package struct FileHasher: ~Copyable {
    private var short = SHA_CTX()
    private var long = SHA256_CTX()

    package init() {
        _ = SHA1_Init(&short)
        _ = SHA256_Init(&long)
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        _ = SHA1_Update(&short, bytes.baseAddress, bytes.count)
        _ = SHA256_Update(&long, bytes.baseAddress, bytes.count)
    }

    /// Both digests of all that was given so far, as `sha1:hex sha256:hex`.
    package var digests: String {
        var (short, long) = (short, long)
        let first = [UInt8](unsafeUninitializedCapacity: 20) { buffer, filled in
            _ = SHA1_Final(buffer.baseAddress, &short)
            filled = 20
        }
        let second = [UInt8](unsafeUninitializedCapacity: 32) { buffer, filled in
            _ = SHA256_Final(buffer.baseAddress, &long)
            filled = 32
        }
        return "sha1:\(Hex.encode(first)) sha256:\(Hex.encode(second))"
    }
}
