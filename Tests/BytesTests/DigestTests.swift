import Bytes
import TestSupport
import Testing

@Suite("Digests")
struct DigestTests {
    private static let emptyHex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// FIPS 180-4's own examples, and the digest of nothing.
    @Test(
        "hashes have their known values",
        arguments: [
            ("", "sha256:\(emptyHex)"),
            ("abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abc",
                "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
                    + "454d4423643ce80e2a9ac94fa54ca49f"
            ),
            (
                "",
                "sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f"
                    + "63b931bd47417a81a538327af927da3e"
            ),
        ])
    func values(text: String, digest: String) throws {
        let expected = try #require(Digest(digest))
        #expect(Digest(of: Array(text.utf8), algorithm: expected.algorithm) == expected)
        #expect(expected.description == digest)
        #expect("\(expected.algorithm.rawValue):\(expected.hex)" == digest)
    }

    @Test("bytes in pieces hash as they do whole, and a digest may be asked for in between")
    func pieces() {
        var random = SeededGenerator(seed: 8)
        let bytes = random.bytes(3000)
        for algorithm in Digest.Algorithm.allCases {
            var hasher = ContentHasher(algorithm)
            var start = 0
            while start < bytes.count {
                let end = min(bytes.count, start + random.below(200))
                hasher.update(bytes.span.extracting(start..<end))
                start = end
                #expect(hasher.digest == Digest(of: Array(bytes[..<end]), algorithm: algorithm))
            }
            hasher.update([UInt8]().span)
            #expect(hasher.digest.bytes.count == algorithm.byteCount)
        }
    }

    @Test("a digest is its algorithm, a colon and lower-case digits of the right count")
    func grammar() {
        #expect(Digest("sha256:\(Self.emptyHex)") != nil)
        let wrong = [
            "", ":", "sha256", "sha256:", Self.emptyHex, "sha256:\(Self.emptyHex.dropLast())",
            "sha256:\(Self.emptyHex)0",
            "sha256:\(Self.emptyHex.uppercased())", "SHA256:\(Self.emptyHex)", " sha256:\(Self.emptyHex)",
            "sha256:\(Self.emptyHex) ", "sha256::\(Self.emptyHex.dropLast())", "sha512:\(Self.emptyHex)",
            "md5:d41d8cd98f00b204e9800998ecf8427e", "sha384:\(Self.emptyHex)\(Self.emptyHex.prefix(32))",
            "sha256:\(Self.emptyHex.dropLast())g", "sha256:\(Self.emptyHex.dropLast(2))é", "sha256:../../../etc/passwd",
        ]
        for text in wrong { #expect(Digest(text) == nil, "\(text)") }
    }

    @Test("digests sort by what they look like")
    func order() throws {
        let one = Digest(of: [1])
        let two = Digest(of: [1], algorithm: .sha512)
        #expect(one < two)
        #expect(one != two)
        #expect(Set([one, Digest(of: [1]), two]).count == 2)
    }

    @Test(
        "SHA-1 has its known values",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ])
    func sha1(_ text: String, _ hex: String) {
        #expect(SHA1.hex(of: text.utf8.span) == hex)
    }
}
