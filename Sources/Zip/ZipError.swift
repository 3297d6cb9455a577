/// Why a zip archive, or one of its entries, could not be read.
package struct ZipError: Error, Equatable, CustomStringConvertible {
    /// What was wrong.
    package enum Code: Sendable {
        /// There is no end of central directory: the file is no zip archive, or was cut.
        case notAnArchive
        /// A structure reaches past the file's end.
        case truncated
        /// A structure contradicts itself or the format.
        case malformed
        /// The entry's bytes do not have the checksum that the directory states.
        case wrongChecksum
        /// Encryption, a compression method other than stored and deflate, or an archive of several disks.
        case unsupported
        /// A limit was passed.
        case tooLarge
        /// The bytes below could not be read.
        case unreadable
    }

    package let code: Code
    /// What it was about, in words.
    package let detail: String
    /// The entry's name, where it was about one.
    package let entry: String?

    package init(_ code: Code, _ detail: String, entry: String? = nil) {
        self.code = code
        self.detail = detail
        self.entry = entry
    }

    package var description: String {
        entry.map { "zip entry \($0): \(detail)" } ?? "zip archive: \(detail)"
    }
}
