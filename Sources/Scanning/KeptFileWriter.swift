internal import Bytes
internal import CInflate
internal import Platform

/// Writes a file of the cache as its content is made, since an image's takes as much memory as all that is known of it.
struct KeptFileWriter: ~Copyable {
    /// How much is collected before it is written.
    private static let pieceSize = 1 << 20

    /// What is to be written next; handed over by `flush`.
    var pending = ByteWriter(reserving: pieceSize + pieceSize / 8)
    /// Bytes written so far, without those at the start.
    private(set) var count = 0
    /// CRC-32 of these.
    private(set) var checksum: UInt32 = 0
    private let draft: GrowingFile

    /// - Parameter startSize: bytes at the file's start that are known at its end.
    init(_ path: String, startSize: Int, in directory: String) throws(SystemError) {
        try Directory.make(directory, mode: 0o700)
        let draft = try GrowingFile(for: path)
        try draft.write([UInt8](repeating: 0, count: startSize))
        self.draft = draft
    }

    /// Hands over what is pending where it is much.
    mutating func flushIfLarge() throws(SystemError) {
        if pending.bytes.count >= Self.pieceSize { try flush() }
    }

    /// Hands over what is pending.
    mutating func flush() throws(SystemError) {
        let bytes = pending.bytes
        pending = ByteWriter(reserving: Self.pieceSize + Self.pieceSize / 8)
        try write(bytes)
    }

    /// Writes bytes behind what was handed over.
    mutating func write(_ bytes: [UInt8]) throws(SystemError) {
        checksum = bytes.withUnsafeBytes { hm_crc32(checksum, $0.baseAddress, $0.count) }
        count += bytes.count
        try draft.write(bytes)
    }

    /// Writes the start, and puts the file in its place.
    consuming func finish(_ start: [UInt8]) throws(SystemError) {
        try draft.writeStart(start)
        try draft.place()
    }
}
