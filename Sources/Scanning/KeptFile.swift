internal import Bytes
internal import CInflate
internal import Platform

/// A file of the cache with one content: seven letters that say of what kind, NUL, CRC-32 of the rest (u32, little-endian), the content.
struct KeptFile {
    private static let headerSize = 12
    /// Seconds after which a use is written down anew; finer is not needed to know what is long unused.
    static let touchInterval = 86_400

    private let file: MappedFile

    /// Opens a file of the cache; nothing where it is missing, of another kind or broken.
    init?(_ path: String, _ kind: String) {
        guard let file = try? MappedFile(path), file.count >= Self.headerSize,
            file.bytes.prefix(Self.headerSize - 4).elementsEqual(Array(kind.utf8) + [0])
        else { return nil }
        self.file = file
        let checksum = UInt32(littleEndian: file.bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        guard hm_crc32(0, content.baseAddress, content.count) == checksum else { return nil }
        FileTimes.touch(path, ifOlderThan: Self.touchInterval)
    }

    /// The content, which lives as long as this.
    var content: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: file.bytes[Self.headerSize...]) }

    /// Writes a file beside its place and renames it; a cache that cannot be written is no error.
    static func write(
        _ path: String, _ kind: String, in directory: String,
        _ content: (inout KeptFileWriter) throws(SystemError) -> Void
    ) {
        do throws(SystemError) {
            var file = try KeptFileWriter(path, startSize: headerSize, in: directory)
            try content(&file)
            try file.flush()
            var header = ByteWriter(reserving: headerSize)
            header.append(contentsOf: kind.utf8)
            header.append(0)
            header.append(littleEndian: file.checksum)
            try file.finish(header.bytes)
        } catch {
            return
        }
    }
}
