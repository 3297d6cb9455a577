import Testing
import Zip

@Suite("Zlib")
struct ZlibTests {
    @Test("zlib streams of any size inflate, to the limit and no further")
    func zlib() throws {
        /// One stored block (RFC 1951 section 3.2.4) in zlib's clothes (RFC 1950).
        func stream(_ content: [UInt8]) -> [UInt8] {
            let count = UInt16(content.count)
            var sums: (low: UInt32, high: UInt32) = (1, 0)
            for byte in content {
                sums.low = (sums.low + UInt32(byte)) % 65_521
                sums.high = (sums.high + sums.low) % 65_521
            }
            let sum = [sums.high >> 8, sums.high & 255, sums.low >> 8, sums.low & 255].map { UInt8($0) }
            return [0x78, 1, 1, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
                + content + sum
        }
        for count in [0, 1, 5_000, 60_000] {
            let content = [UInt8](repeating: 7, count: count)
            #expect(try Zlib.decompress(stream(content) + [1, 2], limit: 60_000) == content)
        }
        let small = stream([1, 2, 3])
        #expect(throws: ZipError.self) { try Zlib.decompress(small, limit: 2) }
        for end in small.indices {
            #expect(throws: ZipError.self) { try Zlib.decompress(Array(small[..<end]), limit: 9) }
        }
    }
}
