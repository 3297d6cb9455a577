/// One entry as an archive's central directory states it.
package struct ZipEntry: Sendable, Equatable {
    /// How the entry's bytes are kept.
    package enum Method: Sendable, Equatable {
        case stored, deflate
        /// One that cannot be read here, by its number.
        case other(UInt16)
    }

    /// The name as written, with `/` between folders; never to be used as a path on disk.
    package let name: String
    package let method: Method
    package let isEncrypted: Bool
    /// CRC-32 of the inflated bytes.
    package let checksum: UInt32
    package let compressedSize: Int
    package let size: Int
    /// Where the local header begins, from the start of the file.
    package let offset: Int

    /// Whether the entry stands for a folder.
    package var isDirectory: Bool { name.utf8.last == 0x2f }
}
