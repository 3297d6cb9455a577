internal import Bytes

/// What people hand about in a tar archive's place; told by the first bytes, so that they learn what it is.
enum ForeignFormat: String {
    case lz4 = "LZ4"
    case lzip = "lzip"
    case sevenZip = "7-Zip"
    case zip = "ZIP"
    case again = "another layer of compression"

    /// - Parameter head: the first bytes of what should be an archive.
    init?(head: Span<UInt8>) {
        let known: [(ForeignFormat, [UInt8])] = [
            (.lz4, [0x04, 0x22, 0x4d, 0x18]), (.lzip, Array("LZIP".utf8)),
            (.sevenZip, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), (.zip, [0x50, 0x4b, 0x03, 0x04]),
        ]
        for (format, magic) in known where head.count >= magic.count {
            if head.extracting(0..<magic.count).equals(magic.span) {
                self = format
                return
            }
        }
        if Compression(head: head) != .none {
            self = .again
        } else {
            return nil
        }
    }
}
