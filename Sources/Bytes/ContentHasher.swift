internal import COpenSSL

/// A digest in the making, by the processor's own instructions where it has them.
package struct ContentHasher: ~Copyable {
    private let algorithm: Digest.Algorithm
    private var short = SHA256_CTX()
    private var long = SHA512_CTX()

    package init(_ algorithm: Digest.Algorithm = .sha256) {
        self.algorithm = algorithm
        switch algorithm {
        case .sha256: _ = SHA256_Init(&short)
        case .sha512: _ = SHA512_Init(&long)
        }
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { update(UnsafeRawBufferPointer($0)) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        switch algorithm {
        case .sha256: _ = SHA256_Update(&short, bytes.baseAddress, bytes.count)
        case .sha512: _ = SHA512_Update(&long, bytes.baseAddress, bytes.count)
        }
    }

    /// The digest of all that was given so far.
    package var digest: Digest {
        var short = short
        var long = long
        let count = algorithm.byteCount
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            switch algorithm {
            case .sha256: _ = SHA256_Final(buffer.baseAddress, &short)
            case .sha512: _ = SHA512_Final(buffer.baseAddress, &long)
            }
            filled = count
        }
        return Digest(algorithm: algorithm, bytes: bytes)
    }
}
