/// What names content by what it is: an algorithm and the hash (OCI image specification, "Digests").
package struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The algorithms that the specification registers and that are still safe.
    package enum Algorithm: String, Sendable, CaseIterable {
        case sha256, sha512

        package var byteCount: Int { self == .sha256 ? 32 : 64 }
    }

    package let algorithm: Algorithm
    package let bytes: [UInt8]

    /// Takes `algorithm:hex`, lower case only, as the specification has it.
    package init?(_ text: String) {
        let utf8 = text.utf8
        guard let colon = utf8.firstIndex(of: 0x3a), let algorithm = Algorithm(rawValue: String(text[..<colon])) else {
            return nil
        }
        let digits = utf8[utf8.index(after: colon)...]
        guard digits.count == algorithm.byteCount * 2, !digits.contains(where: { $0 >= 0x41 && $0 <= 0x5a }),
            let bytes = Hex.decode(digits)
        else { return nil }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    package init(algorithm: Algorithm, bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// The digest of bytes at hand.
    package init(of bytes: [UInt8], algorithm: Algorithm = .sha256) {
        var hasher = ContentHasher(algorithm)
        hasher.update(bytes.span)
        self = hasher.digest
    }

    /// The hash without the algorithm.
    package var hex: String { Hex.encode(bytes) }

    package var description: String { "\(algorithm.rawValue):\(hex)" }

    package static func < (left: Digest, right: Digest) -> Bool { left.description < right.description }
}
