import Testing

@testable import Layers

@Suite("The window of a zstd frame")
struct ZstdWindowTests {
    private static let magic: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]

    @Test(
        "it is read from the header",
        arguments: [
            // A window byte: 2^(10 + exponent), and eighths of it.
            ([0x00, 0x00], 1 << 10), ([0x00, 0x58], 2 << 20), ([0x00, 0x68], 8 << 20), ([0x04, 0x69], 9 << 20),
            ([0x00, 0x88], 128 << 20), ([0x00, 0xff], (1 << 41) + (1 << 38) * 7),
            // A single segment: the content's size in 1, 2, 4 or 8 bytes, after a dictionary's number.
            ([0x20, 0x05], 5), ([0x60, 0x01, 0x00], 257), ([0xa0, 0x00, 0x00, 0x00, 0x01], 1 << 24),
            ([0xe0, 0, 0, 0, 0, 1, 0, 0, 0], 1 << 32), ([0x21, 0x09, 0x07], 7), ([0x23, 1, 2, 3, 4, 0x06], 6),
        ] as [([UInt8], Int)])
    func sizes(_ header: [UInt8], _ size: Int) {
        (Self.magic + header).withUnsafeBytes { bytes in
            #expect(ZstdWindow(head: bytes).size == UInt64(size))
            #expect(ZstdWindow(head: bytes).isLarge == (size > 8 << 20))
        }
    }

    @Test("a header that was cut has none")
    func cut() {
        let header = Self.magic + [0xe0, 0, 0, 0, 0, 1, 0, 0, 0]
        for length in 0..<header.count {
            header[..<length].withUnsafeBytes { #expect(!ZstdWindow(head: $0).isLarge) }
        }
    }
}
